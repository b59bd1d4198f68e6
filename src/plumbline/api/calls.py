"""One call of an operation: who asks, in which organization, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja.errors import ValidationError

from plumbline.api.errors import NotAuthenticated, PreconditionFailed
from plumbline.api.etags import Entity, version_expected
from plumbline.api.idempotency import keyed_call
from plumbline.api.schemas.values import Narrowing
from plumbline.api.uploads import body_let_go
from plumbline.domain.accounts.selectors import TokenBearer
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.selectors.viewing import viewer_for_token
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound, StaleVersion
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.http.module_doors import module_of, module_permit

if TYPE_CHECKING:
    from plumbline.domain.tenancy.models import Organization

Operation = TypeVar("Operation", bound=Callable[..., object])


@dataclass
class Call:
    """What every operation begins with.

    Attributes:
        request: The request itself.
        organization: That of the token; it is bound while the operation runs.
        viewer: Whom the token stands for, capped by its scopes.
        at: The instant of the request; services take it as their clock.
        today: The organization's day.
        current: How the thing to be changed is now, once an operation has said what it changes.
        prepared: What was done ahead of the operation; see `ahead`.
    """

    request: HttpRequest
    organization: "Organization"
    viewer: Viewer
    at: datetime
    today: date
    current: Callable[[], Entity] | None = None
    prepared: object = None

    def expected(self, current: Callable[[], Entity]) -> int:
        """Return the version that the client decided on; see `etags.version_expected`."""
        self.current = current
        return version_expected(self.request, current)


class ApiRequest(HttpRequest):
    """What an operation receives."""

    auth: TokenBearer
    call: Call


def ahead(prepare: Callable[..., object]) -> Callable[[Operation], Operation]:
    """Let what takes long and writes nothing be done ahead of an operation.

    With an `Idempotency-Key` the operation is one writing phase, for whose end all who write wait.

    Args:
        prepare: Is called as the operation is, in a reading phase; `call.prepared` is what it
            returns, unless it refuses.
    """

    def marked(operation: Operation) -> Operation:
        operation.prepare = prepare  # type: ignore[attr-defined]  # a function takes any
        return operation

    return marked


def called(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Run an operation in a reading phase of the organization that its token works in.

    A service called by the operation ends the phase, writes and starts it again. With an
    `Idempotency-Key` all of the operation is one writing phase instead: see `api.idempotency`.
    """
    prepare: Callable[..., object] | None = getattr(operation, "prepare", None)

    @wraps(operation)
    def inside(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 — any operation
        _query_check(request, kwargs)
        try:
            return answered(request, args, kwargs)
        finally:
            body_let_go(request)

    def answered(request: ApiRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        keyed = keyed_call(request, request.auth.token_id)
        if keyed is None:
            with reading(request.auth.organization, suspendable=True):
                request.call = _call(request)
                _module_permit(request)
                request.call.prepared = prepared(request, args, kwargs)
                return operated(request, args, kwargs)
        done, refusal = ahead_of(request, args, kwargs)
        with writing(request.auth.organization):
            # Refuses somebody who is here no longer, also what they once were told.
            request.call = _call(request)
            earlier = keyed.earlier(timezone.now())
            if earlier is not None:
                return earlier
            if refusal is not None:
                raise refusal
            _module_permit(request)
            request.call.prepared = done
            return keyed.answered(operated(request, args, kwargs), kwargs.get("response"))

    def ahead_of(
        request: ApiRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[object, Exception | None]:
        """Return what is prepared, or why not: a call that was answered gets that answer again."""
        if prepare is None:
            return None, None
        try:
            with reading(request.auth.organization):
                request.call = _call(request)
                _module_permit(request)
                return prepared(request, args, kwargs), None
        except Exception as refusal:  # noqa: BLE001 — raised again, unless it was answered before
            return None, refusal

    def prepared(request: ApiRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        return None if prepare is None else prepare(request, *args, **kwargs)

    def operated(request: ApiRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        try:
            return operation(request, *args, **kwargs)
        except StaleVersion as stale:
            # Somebody wrote between our comparison and the service's own.
            if request.call.current is None:
                raise
            entity = request.call.current()
            raise PreconditionFailed(entity.body, entity.etag) from stale

    return inside


def _module_permit(request: ApiRequest) -> None:
    """Refuse what belongs to a module that is switched off."""
    match = request.resolver_match
    of = module_of(match.route) if match else None
    if of is not None:
        module_permit(of, organization_modules())


def _query_check(request: ApiRequest, arguments: Mapping[str, object]) -> None:
    """Refuse parameters that the operation does not know.

    A filter with a typing error would narrow nothing, and everything be taken for what was asked.
    """
    known: set[str] = set()
    for argument in arguments.values():
        if isinstance(argument, Narrowing):
            known.update(type(argument).model_fields)
    unknown = sorted(set(request.GET) - known)
    if unknown:
        message = gettext("This parameter is not known here.")
        raise ValidationError(
            [
                {"loc": ("query", name), "type": "extra_forbidden", "msg": message}
                for name in unknown
            ]
        )


def _call(request: ApiRequest) -> Call:
    at, bearer = timezone.now(), request.auth
    try:
        viewer = viewer_for_token(
            person_public_id=bearer.person_public_id,
            organization=bearer.organization,
            at=at,
            scopes=bearer.scopes,
        )
    except NotFound:
        raise NotAuthenticated from None  # the token outlived its person's place here
    return Call(
        request=request,
        organization=bearer.organization,
        viewer=viewer,
        at=at,
        today=organization_day(bearer.organization, at),
    )
