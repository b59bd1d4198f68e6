"""One call of an operation: who asks, in which organization, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from ninja.errors import ValidationError

from plumbline.api.errors import NotAuthenticated, PreconditionFailed
from plumbline.api.etags import Entity, version_expected
from plumbline.api.idempotency import KeyedCall, keyed_call
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
Act = Callable[[], object]
"""An operation, or what is done ahead of it, with all that it was called with."""


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
        act = partial(operation, request, *args, **kwargs)
        ahead_of = None if prepare is None else partial(prepare, request, *args, **kwargs)
        try:
            keyed = keyed_call(request, request.auth.token_id)
            if keyed is None:
                return _answered(request, act, ahead_of)
            return _answered_once(request, act, ahead_of, keyed, kwargs.get("response"))
        finally:
            body_let_go(request)

    return inside


def _answered(request: ApiRequest, act: Act, ahead_of: Act | None) -> object:
    """Answer a call without a key."""
    with reading(request.auth.organization, suspendable=True):
        request.call = _call(request)
        _module_permit(request)
        request.call.prepared = None if ahead_of is None else ahead_of()
        return _operated(request, act)


def _answered_once(
    request: ApiRequest,
    act: Act,
    ahead_of: Act | None,
    keyed: KeyedCall,
    response: HttpResponse | None,
) -> object:
    """Answer a call with a key, or as it was answered before."""
    done, refusal = _done_ahead(request, ahead_of)
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
        return keyed.answered(_operated(request, act), response)


def _done_ahead(request: ApiRequest, ahead_of: Act | None) -> tuple[object, Exception | None]:
    """Return what was done ahead, or why not: who was answered before gets that answer again."""
    if ahead_of is None:
        return None, None
    try:
        with reading(request.auth.organization):
            request.call = _call(request)
            _module_permit(request)
            return ahead_of(), None
    except Exception as refusal:  # noqa: BLE001 — raised again, unless it was answered before
        return None, refusal


def _operated(request: ApiRequest, act: Act) -> object:
    try:
        return act()
    except StaleVersion as stale:
        # Somebody wrote between our comparison and the service's own.
        if request.call.current is None:
            raise
        entity = request.call.current()
        raise PreconditionFailed(entity.body, entity.etag) from stale


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
