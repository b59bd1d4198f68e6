"""Every refusal as a problem document (RFC 9457).

`type` names the kind of problem and `code` the rule that refused; both are stable and meant for
programs. `detail` is the same sentence that pages show. `errors` point into the body with JSON
pointers, or name a parameter.
"""

import json
import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from plumbline.api.schemas.practices import FindingOut
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.tenancy.errors import (
    DatabaseBusy,
    DatabaseUnusable,
    DomainError,
    NotFound,
    PermissionRefused,
    TooManyAtOnce,
    ValidationRefused,
)
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.messages import Message

logger = logging.getLogger("plumbline.api")

PROBLEM_TYPE: Final = "urn:plumbline:problem:"
MEDIA_TYPE: Final = "application/problem+json"

#: Where a field of the domain stands in a body, if not at the top under its own name.
_METRIC_FIELDS: Final = frozenset(
    {
        "unit", "decimals", "baseline", "baseline_by", "target", "relative_target", "low", "high",
        "accumulates", "checkpoints", "stages", "expected_low", "expected_high", "measurement",
    }
)  # fmt: skip
_UNSAFE: Final = re.compile(r"[\x00-\x1f\ud800-\udfff]")


class ProblemError(BaseModel):
    """One value that cannot be accepted."""

    pointer: str | None = Field(default=None, description="JSON pointer into the body.")
    parameter: str | None = Field(
        default=None, description="Name of a query, path or header parameter."
    )
    code: str
    detail: str


class Problem(BaseModel):
    """A refusal (RFC 9457)."""

    type: str = Field(description="Kind of problem, `urn:plumbline:problem:…`; stable.")
    title: str
    status: int
    code: str = Field(description="The rule that refused; stable.")
    detail: str
    errors: list[ProblemError] | None = None
    findings: list[FindingOut] | None = Field(
        default=None, description="With `blocked`: what the policies in the way found."
    )
    current: dict[str, Any] | None = Field(
        default=None,
        description="With 412: the thing as it is now; its tag is in the header `ETag`.",
    )


class ApiRefusal(Exception, ABC):
    """A refusal that only this interface knows."""

    status: int
    kind: str
    headers: dict[str, str]

    def __init__(self, headers: dict[str, str] | None = None) -> None:
        super().__init__(self.kind)
        self.headers = headers or {}

    @abstractmethod
    def detail(self) -> str:
        """Say what to do."""


class NotAuthenticated(ApiRefusal):
    """There is no token, or none that opens anything."""

    status, kind = 401, "unauthenticated"

    def detail(self) -> str:
        """Say what to do."""
        return gettext("Send a valid API token: “Authorization: Bearer plb_…”.")


class TooManyRequests(ApiRefusal):
    """The token has used up its share of this minute."""

    status, kind = 429, "too-many-requests"

    def detail(self) -> str:
        """Say what to do."""
        return gettext("This token asked too often. Wait as long as Retry-After says.")


class PreconditionRequired(ApiRefusal):
    """A write without saying what it was decided on."""

    status, kind = 428, "precondition-required"

    def detail(self) -> str:
        """Say what to do."""
        return gettext("Read this first and send its ETag in If-Match, so that no change is lost.")


class PreconditionFailed(ApiRefusal):
    """A write that was decided on an older state; the present one comes along."""

    status, kind = 412, "stale-version"

    def __init__(self, current: BaseModel, etag: str) -> None:
        super().__init__({"ETag": etag})
        self.current = current

    def detail(self) -> str:
        """Say what to do."""
        return wording(Message("tenancy.version.stale", {}))


class AddressNotFound(ApiRefusal):
    """There is no such address here."""

    status, kind = 404, "not-found"

    def detail(self) -> str:
        """Say what to do."""
        return gettext("There is nothing at this address. See /api/v1/openapi.json.")


_TITLES: Final = {
    "bad-request": "Bad request",
    "unauthenticated": "Not authenticated",
    "forbidden": "Forbidden",
    "not-found": "Not found",
    "method-not-allowed": "Method not allowed",
    "refused": "Refused in the present state",
    "blocked": "Blocked by a policy",
    "stale-version": "Changed meanwhile",
    "too-large": "Too large",
    "invalid": "Invalid values",
    "precondition-required": "If-Match is required",
    "too-many-requests": "Too many requests",
    "busy": "Busy",
    "unusable": "The database cannot be used",
    "failed": "Something went wrong",
}


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    code: str = "",
    headers: dict[str, str] | None = None,
    errors: Sequence[ProblemError] | None = None,
    findings: Sequence[FindingOut] | None = None,
    current: BaseModel | None = None,
) -> HttpResponse:
    """Return a problem document."""
    parts: dict[str, Any] = {
        "errors": None if errors is None else list(errors),
        "findings": None if findings is None else list(findings),
        "current": None if current is None else current.model_dump(mode="json"),
    }
    body = Problem(
        type=PROBLEM_TYPE + kind,
        title=_TITLES[kind],
        status=status,
        code=code or kind,
        detail=_UNSAFE.sub("\ufffd", detail),
        **{name: part for name, part in parts.items() if part is not None},
    )
    # What a problem has not is left out; what is null within a finding is said, as described.
    text = json.dumps(body.model_dump(exclude_unset=True), cls=DjangoJSONEncoder)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)


def problem_handlers_add(api: NinjaAPI) -> None:
    """Let `api` answer every refusal with its problem."""
    for kind, handler in _handlers().items():
        api.add_exception_handler(kind, handler)


def unauthenticated(request: HttpRequest) -> HttpResponse:
    """Return the answer to a request without a token that works."""
    challenge = 'Bearer realm="Plumbline"'
    if "Authorization" in request.headers:
        challenge += ', error="invalid_token"'
    return _own(request, NotAuthenticated({"WWW-Authenticate": challenge}))


def method_not_allowed(allowed: str) -> HttpResponse:
    """Return the answer to a method that an address does not know.

    Args:
        allowed: Those it knows, separated by commas.
    """
    methods = ", ".join(sorted(method.strip() for method in allowed.split(",")))
    detail = gettext("Use one of these methods: {methods}.").format(methods=methods)
    return problem(405, "method-not-allowed", detail, headers={"Allow": methods})


def _own(request: HttpRequest, refusal: ApiRefusal) -> HttpResponse:
    if isinstance(refusal, NotAuthenticated) and not refusal.headers:
        return unauthenticated(request)
    current = refusal.current if isinstance(refusal, PreconditionFailed) else None
    return problem(
        refusal.status, refusal.kind, refusal.detail(), headers=refusal.headers, current=current
    )


def _domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    detail, code = wording(error.message), error.message.id
    if isinstance(error, NotFound):
        return problem(404, "not-found", detail)
    if isinstance(error, PermissionRefused):
        return problem(403, "forbidden", detail, code=code)
    if isinstance(error, GateRefused):
        found = [FindingOut.of(each) for each in error.findings]
        missing = _field_errors(request, error.lacks) if error.lacks else None
        return problem(409, "blocked", detail, code=code, findings=found, errors=missing)
    if isinstance(error, ValidationRefused):
        return problem(422, "invalid", detail, errors=_field_errors(request, error))
    if isinstance(error, DatabaseBusy):
        return problem(503, "busy", detail, code=code, headers={"Retry-After": "1"})
    if isinstance(error, TooManyAtOnce):
        wait = {"Retry-After": str(error.retry_after)}
        return problem(429, "too-many-requests", detail, code=code, headers=wait)
    if isinstance(error, DatabaseUnusable):
        return problem(503, "unusable", detail, code=code, headers={"Retry-After": "1"})
    return problem(409, "refused", detail, code=code)


def _field_errors(request: HttpRequest, error: ValidationRefused) -> list[ProblemError]:
    return [
        ProblemError(
            **_place(request, field),
            code=message.id,
            detail=_UNSAFE.sub("\ufffd", wording(message)),
        )
        for field, messages in error.field_errors.items()
        for message in messages
    ]


def _place(request: HttpRequest, field: str) -> dict[str, str]:
    """Return where a field of the domain was said: in the query of what only reads."""
    if request.method == "GET":
        return {"parameter": field}
    return {"pointer": _pointer(field)}


def _pointer(field: str) -> str:
    """Return where a field of the domain stands in a body."""
    if field in {"", "attachments"}:  # a file is the whole body
        return ""
    if field == "metric_kind":
        return "/metric/kind"
    return f"/metric/{field}" if field in _METRIC_FIELDS else "/" + field.replace(".", "/")


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what the schema refuses; a malformed id in the path is one that nobody has."""
    if any(found["loc"][0] == "path" for found in error.errors):
        return problem(404, "not-found", wording(Message("orgs.not_found", {})))
    errors = [_schema_error(found) for found in error.errors]
    return problem(422, "invalid", wording(Message("domain.invalid", {})), errors=errors)


def _schema_error(found: dict[str, Any]) -> ProblemError:
    where, *steps = found["loc"]
    detail = _UNSAFE.sub("\ufffd", str(found["msg"]))
    code = f"schema.{found['type']}"
    if where == "body":
        # The first step is the name of the argument in our code, not a key of the body.
        return ProblemError(pointer=_steps(steps[1:]), code=code, detail=detail)
    # A list adds the number of its item behind the parameter's name.
    names = [step for step in steps if isinstance(step, str)]
    parameter = _UNSAFE.sub("\ufffd", names[-1] if names else where)
    return ProblemError(parameter=parameter, code=code, detail=detail)


def _steps(steps: Iterable[object]) -> str:
    escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return _UNSAFE.sub("\ufffd", "".join(f"/{step}" for step in escaped))


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem(413, "too-large", gettext("This body is larger than any request needs to be."))


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    # Whatever goes wrong with a body arrives as one kind of error; what it was stands behind it.
    if isinstance(error.__context__, RequestDataTooBig):
        return _too_big(request, error.__context__)
    return problem(400, "bad-request", gettext("The body is not JSON in UTF-8."))


def _broken_off(_request: HttpRequest, _error: UnreadablePostError) -> HttpResponse:
    return problem(400, "bad-request", gettext("The body broke off before its end."))


def _database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    logger.exception("The database cannot be used.", exc_info=error)
    return _domain(request, DatabaseUnusable())


def _failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("An operation failed.", exc_info=error)
    detail = gettext("Something broke on our side, and nothing was saved. It is in the log.")
    return problem(500, "failed", detail)


def _handlers() -> Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]:
    return {
        DomainError: _domain,
        ApiRefusal: _own,
        ValidationError: _invalid,
        AuthenticationError: lambda request, _: unauthenticated(request),
        RequestDataTooBig: _too_big,
        UnreadablePostError: _broken_off,
        HttpError: _unreadable,
        Http404: lambda request, _: _own(request, AddressNotFound()),
        OperationalError: _database,
        Exception: _failed,
    }
