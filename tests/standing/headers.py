"""The headers that every answer carries, whatever it says."""

from django.http.response import HttpResponseBase

from plumbline.http.headers import CONTENT_SECURITY_POLICY, FOREIGN_FILE_POLICY
from tests.standing.asks import Ask

_WANTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers_missing(answer: HttpResponseBase, ask: Ask) -> dict[str, str | None]:
    """Return the headers that are not as they have to be, with what they are instead."""
    found = {key: answer.headers.get(key) for key in _WANTED}
    wanted = dict(_WANTED)
    if ask.policy and answer.status_code == ask.ok:
        wanted["Content-Security-Policy"] = ask.policy
    if ask.is_foreign_file and answer.status_code == ask.ok:
        wanted["Content-Security-Policy"] = FOREIGN_FILE_POLICY
    missing = {key: value for key, value in found.items() if value != wanted[key]}
    if "Set-Cookie" in answer.headers:
        missing["Set-Cookie"] = answer.headers["Set-Cookie"]
    # Nothing that a person was shown stays with whoever uses the machine or proxy next.
    kept = answer.headers.get("Cache-Control", "")
    if "public" in kept and not ask.public:
        missing["Cache-Control"] = kept
    return missing
