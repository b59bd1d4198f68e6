"""How an address is asked, and what everybody must get for an answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse

from tests.standing.routes import API
from tests.standing.scene import CAST, Scene

#: Why most changes need no version: what is added overtakes nothing.
ADDS = "it adds something new; what stands stays"

EVERYBODY = frozenset(CAST)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One way to ask one address.

    Attributes:
        method: As HTTP names it.
        at: For each placeholder the name of an id in the scene.
        body: What is sent, as JSON or as a form; `"@name"` stands for an id of the scene.
        guarded: Whether the API wants `If-Match`.
        alone: Why a change needs no version: nobody else's work can be lost by it.
        ok: The answer to whoever may.
        by: Who may.
        hidden: For whom there is no such thing.
        unseen: The answer to them: 404, or 422 where it is a body that names it.
        refused: The answer to everybody else.
        stranger: The answer to sam of another organization, who asks with these very ids.
        at_home: Whether sam does the same at home, since it names nothing of anybody's.
        anonymous: The answer to nobody; by default the way to sign in.
        changes: Whether an answer `ok` leaves a change behind, and any other leaves none.
        public: Why it is nobody's: no organization stands behind the address. Whom it serves is
            not asked then; everything else is.
        without_token: Why it is taken from a form that no page of ours showed.
        is_foreign_file: Whether the answer is a file that somebody handed in.
        policy: The content security policy of what that of pages does not fit.
    """

    method: str = "GET"
    at: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Mapping[str, object] = field(default_factory=dict)
    guarded: bool = False
    alone: str = ""
    ok: int = 200
    by: frozenset[str] = EVERYBODY
    hidden: frozenset[str] = NOBODY
    unseen: int = 404
    refused: int = 403
    stranger: int = 404
    at_home: bool = False
    anonymous: int | None = None
    changes: bool = False
    public: str = ""
    without_token: str = ""
    is_foreign_file: bool = False
    policy: str = ""

    def expected(self, name: str) -> int:
        """Return the answer that somebody of the cast must get."""
        if name in self.by:
            return self.ok
        return self.unseen if name in self.hidden else self.refused


def ask_path(scene: Scene, route: str, ask: Ask) -> str:
    """Return the address with its placeholders filled.

    Raises:
        KeyError: The row does not say how to fill one of them.
    """
    placed = {name: scene.ids[key] for name, key in ask.at.items()}
    if "{slug}" in route:
        placed.setdefault("slug", scene.ids["slug"])
    query = ask.query.format_map({key.replace(" ", "_"): scene.ids[key] for key in scene.ids})
    return route.format_map(placed) + query


def ask_send(scene: Scene, route: str, ask: Ask, name: str | None) -> HttpResponse:
    """Ask as somebody (`None`: as nobody) and return the answer."""
    path = ask_path(scene, route, ask)
    body = {key: filled(scene, value) for key, value in ask.body.items()}
    if route.startswith(API):
        program = scene.program(name)
        headers = {}
        if ask.guarded:
            headers["If-Match"] = _tag(scene, route, path, name)
        sent = body if ask.method in {"POST", "PATCH", "PUT"} else None
        return program.call(ask.method, path, sent, headers=headers)
    browser = scene.browser(name)
    response: HttpResponse = browser.get(path) if ask.method == "GET" else browser.post(path, body)  # type: ignore[assignment]  # the client's own subclass
    return response


def filled(scene: Scene, value: object) -> object:
    """Return what a row sends, with the ids of the scene in place of their names."""
    if isinstance(value, Mapping):
        return {key: filled(scene, each) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(scene, each) for each in value]
    return scene.ids[value[1:]] if isinstance(value, str) and value.startswith("@") else value


def _tag(scene: Scene, route: str, path: str, name: str | None) -> str:
    """Return the tag of what would be changed; a made-up one for whom it is not there."""
    program = scene.program(name)
    if not route.endswith(("}", "-settings", "-names", "-days")):
        path = path.rpartition("/")[0]
    return program.get(path).headers.get("ETag", '"1-0123456789abcdef"')


def each_ask(rows: Mapping[str, tuple[Ask, ...]]) -> Iterator[tuple[str, Ask]]:
    """Yield every row with its address."""
    for route, asks in rows.items():
        for ask in asks:
            yield route, ask
