"""The header `Idempotency-Key`: a call that is sent again has one effect and one answer.

A call with a key runs as one transaction: its key, its effect and its answer are committed
together or not at all. A refusal keeps nothing, since it changed nothing: the next try is new.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja.errors import ValidationError
from ninja.responses import Status
from pydantic import BaseModel

from plumbline.api.uploads import body_digest
from plumbline.domain.idempotency.services import Answer, answer_claim, answer_keep

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
#: What of an answer's headers belongs to its effect; the rest is made for each response anew.
KEPT_HEADERS: Final = ("ETag", "Location", "Link")

_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class KeyedCall:
    """A call that carries a key.

    Attributes:
        token_id: Whose key it is.
        key: As it was sent.
        asked: Digest of method, address, precondition and body.
    """

    token_id: int
    key: str
    asked: str

    def earlier(self, at: datetime) -> HttpResponse | None:
        """Return the answer that was given before; `None` when this call is the first.

        Raises:
            ValidationError: The key was used for something else.
        """
        found = answer_claim(token_id=self.token_id, key=self.key, asked=self.asked, at=at)
        if found is None:
            return None
        if found.asked != self.asked:
            raise _refused(
                "reused", gettext("This key was used for another call. Choose a new one.")
            )
        response = _response(found)
        response.headers[REPLAYED] = "true"
        return response

    def answered(self, result: object, temporal: HttpResponse | None) -> HttpResponse:
        """Keep what an operation returned and give it as the response, the same as any later one.

        Args:
            result: A schema, a status with one, or a response.
            temporal: The response that the operation set its headers on, if it has one.
        """
        status, body = _said(result)
        carrier = result if isinstance(result, HttpResponse) else temporal
        headers = {
            name: carrier.headers[name]
            for name in KEPT_HEADERS
            if carrier is not None and name in carrier.headers
        }
        answer = Answer(asked=self.asked, status=status, headers=headers, body=body)
        answer_keep(token_id=self.token_id, key=self.key, answer=answer)
        return _response(answer)


def keyed_call(request: HttpRequest, token_id: int) -> KeyedCall | None:
    """Return the key that a changing call carries, if it does.

    Raises:
        ValidationError: The key is empty, too long or not printable ASCII.
    """
    key = request.headers.get(HEADER)
    if key is None or request.method in SAFE:
        return None
    if not _KEY.fullmatch(key):
        words = gettext("A key is 1 to 200 printable characters of ASCII, without spaces.")
        raise _refused("malformed", words)
    parts = (
        request.method or "",
        request.get_full_path(),
        request.headers.get("If-Match", ""),
        body_digest(request),
    )
    return KeyedCall(token_id, key, hashlib.sha256("\n".join(parts).encode()).hexdigest())


def _refused(kind: str, words: str) -> ValidationError:
    return ValidationError(
        [{"loc": ("header", HEADER), "type": f"idempotency_key_{kind}", "msg": words}]
    )


def _said(result: object) -> tuple[int, str]:
    """Return status and text of what an operation returned."""
    if isinstance(result, HttpResponse):
        return result.status_code, result.content.decode()
    status, value = 200, result
    if isinstance(result, Status):
        status, value = result.status_code, result.value
    return status, value.model_dump_json() if isinstance(value, BaseModel) else ""


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))
    if answer.body:
        response.headers["Content-Type"] = "application/json; charset=utf-8"
    else:
        del response.headers["Content-Type"]
    return response
