"""Every page: how to ask it, who may, who must not even know."""

from collections.abc import Mapping

from tests.standing.asks import EVERYBODY, Ask
from tests.standing.scene import INSIDERS

ADMIN = frozenset({"ada"})
LEADERS = frozenset({"ada", "carl", "lena"})
OWNER = frozenset({"mia"})
OUTSIDERS = EVERYBODY - INSIDERS
IMPORTERS = frozenset({"ada", "carl", "lena"})

_BEFORE = "it serves people before they are anywhere"
_SECRET = "its secret is its own key, and stands for one account"

PAGE_ROUTES: Mapping[str, tuple[Ask, ...]] = {
    "/": (Ask(public="it sends everybody on", ok=302, anonymous=302),),
    "/health": (Ask(public="it says that the instance answers"),),
    "/set-up": (
        Ask(public=_BEFORE, ok=302),
        Ask(method="POST", public=_BEFORE, ok=302),
    ),
    "/sign-in": (Ask(public=_BEFORE), Ask(method="POST", public=_BEFORE, ok=422)),
    "/sign-in/link/{secret}": (
        Ask(public=_SECRET, at={"secret": "token of mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"secret": "token of mia"}, ok=410),
    ),
    "/sign-out": (Ask(method="POST", public="it ends one's own session", ok=302),),
    "/organizations": (Ask(public="it lists one's own organizations"),),
    "/password-reset": (
        Ask(public=_BEFORE),
        Ask(method="POST", public=_BEFORE, ok=422),
    ),
    "/password-reset/{account}/{token}": (
        Ask(public=_SECRET, at={"account": "mia", "token": "mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"account": "mia", "token": "mia"}, ok=410),
    ),
    "/invitations/{secret}": (
        Ask(public=_SECRET, at={"secret": "token of mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"secret": "token of mia"}, ok=410),
    ),
    "/o/{slug}/people": (
        Ask(),
        Ask(query="?search=m"),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, body={"name": "New Person"}),
    ),
    "/o/{slug}/people/{person}/invite": (
        Ask(at={"person": "una"}, by=ADMIN),
        Ask(
            method="POST",
            at={"person": "una"},
            by=ADMIN,
            changes=True,
            body={"version": "1", "email": "una@freight.example"},
        ),
    ),
    "/o/{slug}/settings/tokens": (
        Ask(),
        Ask(
            method="POST",
            changes=True,
            body={"name": "Reporting", "reach": "read", "lasts": "90"},
        ),
    ),
    "/o/{slug}/settings/tokens/{token}/revoke": (
        Ask(method="POST", at={"token": "token of mia"}, ok=302, by=ADMIN | OWNER, changes=True),
    ),
}
