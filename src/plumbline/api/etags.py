"""Entity tags: what a client knew when it decided to write.

A tag is `"<version>-<digest>"`. The digest covers everything shown, so a conditional GET never
keeps an old number alive. For writing only the version counts: a check-in below moves an
objective's progress, and does not stand in the way of whoever is editing its wording.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from plumbline.api.errors import PreconditionFailed, PreconditionRequired

_TAG: Final = re.compile(r'(?:W/)?"(?P<value>[^"]*)"')
_OWN_TAG: Final = re.compile(r"(?P<version>\d{1,9})-[0-9a-f]{16}")


@dataclass(frozen=True)
class Entity:
    """One thing as it is shown.

    Attributes:
        body: Its representation.
        version: Raised by one by every change to the thing itself.
    """

    body: BaseModel
    version: int

    @cached_property
    def etag(self) -> str:
        """The entity tag, in quotes."""
        digest = hashlib.sha256(self.body.model_dump_json().encode()).hexdigest()[:16]
        return f'"{self.version}-{digest}"'


def entity_answer(
    request: HttpRequest, response: HttpResponse, entity: Entity
) -> BaseModel | HttpResponse:
    """Answer with an entity and its tag, or with 304 when the client has it already."""
    if request.method == "GET" and _is_known(request, entity):
        return HttpResponse(status=304, headers={"ETag": entity.etag})
    response.headers["ETag"] = entity.etag
    return entity.body


def version_expected(request: HttpRequest, current: Callable[[], Entity]) -> int:
    """Return the version that the client decided on.

    Args:
        request: With `If-Match`.
        current: How the thing is now.

    Raises:
        PreconditionRequired: There is no `If-Match`.
        PreconditionFailed: It names another version than the present one.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise PreconditionRequired
    entity = current()
    if header == "*":
        # It exists, which is all that this asks for.
        return entity.version
    if entity.version not in _versions(header):
        raise PreconditionFailed(entity.body, entity.etag)
    return entity.version


def _versions(header: str) -> set[int]:
    # A weak tag does not say that nothing changed, so it cannot guard a write.
    strong = (tag["value"] for tag in _TAG.finditer(header) if not tag[0].startswith("W/"))
    found = (_OWN_TAG.fullmatch(value) for value in strong)
    return {int(tag["version"]) for tag in found if tag}


def _is_known(request: HttpRequest, entity: Entity) -> bool:
    header = request.headers.get("If-None-Match", "").strip()
    return header == "*" or entity.etag.strip('"') in {
        tag["value"] for tag in _TAG.finditer(header)
    }
