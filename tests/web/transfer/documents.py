"""Documents for the pages of an import, and the way through its steps."""

import re
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

IMPORT = "/o/freight/import"

SUPPORT = """\
# Hauliers find the answer before they phone us

Owner: Mia
Style: committed

- Questions answered by the guide from 41% to 60% (owner: Lena)
- Calls for a missing form from 300 to 90 (owner: Rut Brandt)

# A wrong invoice never reaches a haulier twice

- Roll out the dispute form
"""

TABLE = """\
Wohin,Woran,Wer,Ist,Dahin
Claims are settled early,Median days to settle,Mia,9,2
Claims are settled early,Settled with one contact in %,Mia,48,70
"""


def hand_in(browser: Client, text: str | bytes, name: str = "support.md") -> "Answer":
    """Send a file, as the first step does."""
    data = text.encode() if isinstance(text, str) else text
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def preview_of(browser: Client, text: str | bytes, name: str = "support.md") -> str:
    """Hand a file in and return the address of its preview."""
    response = hand_in(browser, text, name)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def shown(browser: Client, address: str, **choices: str) -> str:
    """Return the text of a page."""
    response = browser.get(address, choices)
    assert response.status_code == 200
    return str(response.content.decode())


def form_of(page: str) -> dict[str, str]:
    """Return what a browser sends for the form of a preview as it stands."""
    sent = {"seen": re.findall(r'name="seen" value="(\w+)"', page)[0]}
    sent |= dict(re.findall(r'<input type="hidden"[^>]*name="(as_of)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        sent[name] = chosen[0] if chosen else ""
    return sent


def confirm(browser: Client, address: str, **choices: str) -> "Answer":
    """Press the button of a preview as it is shown with some choices."""
    page = shown(browser, address, **choices)
    return browser.post(f"{address}/confirm", form_of(page))
