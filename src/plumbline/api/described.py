"""What the OpenAPI document says beside parameters and bodies: preconditions and problems."""

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from plumbline.api.errors import MEDIA_TYPE, Problem
from plumbline.api.idempotency import HEADER

_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}


def _header(name: str, description: str, *, required: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "schema": {"type": "string"},
        "description": description,
    }


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}


def _shared(status: str) -> dict[str, Any]:
    """Refer to a problem that many operations answer with."""
    return {"$ref": f"#/components/responses/Problem{status}"}


CONDITIONAL: Final[dict[str, Any]] = {
    "parameters": [_header("If-None-Match", "The ETag of what you have; the answer may be 304.")],
    "responses": {"304": {"description": "You have it already."}},
}
"""For operations that return one thing with its tag."""

CONDITIONAL_FOR_SOME: Final[dict[str, Any]] = {
    **CONDITIONAL,
    "responses": {
        **CONDITIONAL["responses"],
        "403": _problem("It is there, but only some have one of their own."),
    },
}
"""The same, of what only some who know of it may read."""

FOR_SOME: Final[dict[str, Any]] = {"responses": {"403": _shared("403")}}
"""For operations that read what not everybody may."""

GUARDED: Final[dict[str, Any]] = {
    "parameters": [
        _header("If-Match", "The ETag of the state that you decided on.", required=True)
    ],
    "responses": {"412": _shared("412"), "428": _shared("428")},
}
"""For operations that change something that is there."""

_GUARDING: Final = {
    "412": "Changed meanwhile; the present state comes along.",
    "428": "If-Match is required.",
}

_ALWAYS: Final = {
    "401": "No token, or none that works.",
    "404": "There is no such thing, or it is not for your eyes.",
    "422": "Some values cannot be accepted.",
    "429": "Too many requests; wait as long as Retry-After says.",
}
_WRITING: Final = {
    "400": "The body cannot be read.",
    "403": "You may see this, but not do that.",
    "409": "Not possible in the present state.",
    "413": "The body is too large.",
    "503": "Other writers kept the database busy; nothing was saved.",
}


class DescribedApi(NinjaAPI):
    """An API whose document names every problem that an operation may answer with."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:  # noqa: ANN401 — ninja's own signature
        """Return the OpenAPI document."""
        document = super().get_openapi_schema(**kwargs)
        schemas = document["components"]["schemas"]
        template = "#/components/schemas/{model}"
        own = Problem.model_json_schema(ref_template=template, mode="serialization")
        schemas.update(own.pop("$defs", {}))
        schemas["Problem"] = own
        document["components"]["responses"] = {
            f"Problem{status}": _problem(words)
            for status, words in sorted((_ALWAYS | _WRITING | _GUARDING).items())
        }
        for operations in document["paths"].values():
            for method, operation in operations.items():
                _problems_add(method, operation["responses"])
                _key_add(method, operation)
        return document


def _key_add(method: str, operation: dict[str, Any]) -> None:
    """Say that a changing call may carry a key and be sent again."""
    if method == "get":
        return
    words = (
        "1 to 200 printable characters of your choice. The same call with the same key, sent again "
        "within 24 hours, has no second effect and gets the first answer."
    )
    operation.setdefault("parameters", []).append(_header(HEADER, words))


def _problems_add(method: str, responses: dict[Any, Any]) -> None:
    expected = _ALWAYS if method == "get" else _ALWAYS | _WRITING
    for status in expected:
        responses.setdefault(status, _shared(status))
