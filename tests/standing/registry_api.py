"""Every operation of the API: how to ask it, who may, who must not even know."""

from collections.abc import Mapping

from tests.standing.asks import ADDS, EVERYBODY, NOBODY, Ask
from tests.standing.scene import INSIDERS

LEADERS = frozenset({"ada", "carl", "lena"})  # ada leads the company, carl is champion
WRITERS = LEADERS | {"mia"}  # mia owns everything
TEMPLATED = frozenset({"ada", "carl", "lena", "mia", "max", "dee"})  # they write objectives
OWNER = frozenset({"mia"})
MANAGER = frozenset({"max"})  # of mia
ADMIN = frozenset({"ada"})
STRATEGISTS = frozenset({"ada", "carl"})
AUDITING = STRATEGISTS | {"aud"}
LENA = frozenset({"lena"})
CYCLE_RUNNERS = frozenset({"ada", "carl"})
_SWITCH = "somebody leads or does not, and leaves on one day: whoever says so last is followed"
_PLACE = "where somebody works is as was said last"
_OWN_LINE = "it is one's own, and how it stands is as was said last"
_TAKEN_OFF = "a link stands or it does not; what is gone already is not found"
_ELSEWHERE = {"title": "Board", "address": "https://board.example/x"}
_GONE = "a file is there or is gone, and never changed"
OUTSIDERS = EVERYBODY - INSIDERS
IN_CLAIMS = frozenset({"ada", "carl", "lena", "mia", "max"})  # max is mia's manager
DECIDING = frozenset({"ada", "carl", "lena", "mia"})  # of the team, its lead, the champion
_DECIDED = {"team": "team claims", "decision": "decision"}
MEMBERS = frozenset({"ada", "carl", "lena", "mia", "max", "dee"})

_O = "/api/v1/objectives/{objective}"
_K = "/api/v1/key-results/{key_result}"
_C = "/api/v1/check-ins/{check_in}"
_D = "/api/v1/dependencies/{dependency}"
_T = "/api/v1/templates/{template}"
_P = "/api/v1/strategy/priorities/{priority}"
_V = "/api/v1/views/{view}"
_F = "/api/v1/custom-fields/{field}"
_B = "/api/v1/batches/{batch}"
_I = "/api/v1/imports/{document}"
_LENAS = {"document": "upload of lena"}
_BROUGHT = "it is one's own, comes in once, and goes only while nobody changed anything of it"
_OWN_BATCH = {"batch": "batch of lena"}
_TRIED = "it is one's own, each row is tried out on the version it was chosen on"
_PRACTICE = {"practice": "practice"}
_AUDIT = {"audit": "audit"}
_ATTESTED = {"practice": "practice attested"}
_SAID = {**_ATTESTED, "feedback": "feedback"}
_OWN_TEMPLATE = {"template": "template own"}


_GONE = "it is there or it is gone; what is gone already is not found"
_SEEN = "the order that was seen comes along, and another one is refused"
#: The key results of the private objective, the other way round.
_ORDER = {
    "seen": ["@key result private mia", "@key result private dee"],
    "order": ["@key result private dee", "@key result private mia"],
}


def _objective(name: str) -> dict[str, str]:
    return {"objective": f"objective {name}"}


def _key_result(name: str) -> dict[str, str]:
    return {"key_result": f"key result {name}"}


def _act(
    on: str, by: frozenset[str], *, private: frozenset[str] = frozenset(), **body: object
) -> tuple[Ask, ...]:
    """Return the rows of an act: on an open objective, and on the private one."""
    return (
        Ask(method="POST", at=_objective(on), guarded=True, by=by, changes=True, body=body),
        Ask(
            method="POST", at=_objective("private"), guarded=True, by=private, hidden=OUTSIDERS,
            changes=True, body=body,
        ),
    )  # fmt: skip


def _step(**body: object) -> tuple[Ask, ...]:
    """Return the rows of an act on a dependency; mia owns both sides of these."""
    return (
        Ask(method="POST", at={"dependency": "dependency open"}, guarded=True, by=WRITERS,
            changes=True, body=body),
        Ask(method="POST", at={"dependency": "dependency private"}, guarded=True, by=OWNER,
            hidden=OUTSIDERS, changes=True, body=body),
    )  # fmt: skip


API_ROUTES: Mapping[str, tuple[Ask, ...]] = {
    "/api/v1/": (Ask(ok=404, public="the root of the API holds nothing", anonymous=404),),
    "/api/v1/(api-nothing-here)": (),
    "/api/v1/openapi.json": (Ask(public="it describes the product, not an organization"),),
    "/api/v1/organization": (Ask(stranger=200),),
    "/api/v1/me": (Ask(stranger=200),),
    "/api/v1/teams": (
        Ask(stranger=200),
        Ask(query="?archived=true&limit=2", stranger=200),
        Ask(method="POST", ok=201, by=ADMIN, stranger=422, changes=True, alone=ADDS,
            body={"name": "Pricing", "parent": "@team freight"}),
    ),
    "/api/v1/teams/{team}": (
        Ask(at={"team": "team claims"}),
        Ask(method="PATCH", at={"team": "team claims"}, guarded=True, by=ADMIN, changes=True,
            body={"name": "Calm claims"}),
    ),
    "/api/v1/teams/{team}/close": (
        Ask(method="POST", at={"team": "team finance"}, guarded=True, by=ADMIN, changes=True),
    ),
    "/api/v1/teams/{team}/restore": (
        Ask(method="POST", at={"team": "team closed"}, guarded=True, by=ADMIN, changes=True),
    ),
    "/api/v1/teams/{team}/weekly-answers": (
        Ask(at={"team": "team claims"}),
        Ask(at={"team": "team claims"}, query="?as_of=2026-03-01"),
    ),
    "/api/v1/teams/{team}/weekly-answers/mine": (
        Ask(at={"team": "team claims"}, by=OWNER),
        Ask(method="PUT", at={"team": "team claims"}, guarded=True, by=OWNER, changes=True,
            body={"shipped": "Two depots load at night"}),
    ),
    "/api/v1/teams/{team}/decisions": (
        Ask(at={"team": "team claims"}, query="?limit=2"),
        Ask(method="POST", at={"team": "team claims"}, ok=201, by=DECIDING, changes=True,
            alone=ADDS, body={"text": "Ask the depots", "due_on": "2026-12-01"}),
    ),
    "/api/v1/teams/{team}/decisions/{decision}": (
        Ask(at=_DECIDED),
        Ask(method="PATCH", at=_DECIDED, guarded=True, by=DECIDING, changes=True,
            body={"is_done": True}),
        Ask(method="DELETE", at=_DECIDED, ok=204, guarded=True, by=DECIDING,
            changes=True),
    ),
    "/api/v1/search": (Ask(query="?text=heron&limit=2", stranger=200),),
    "/api/v1/wording-checks": (
        Ask(method="POST", alone="it reads what was sent and writes nothing", stranger=200,
            at_home=True, body={"key_result": "Publish 30 articles"}),
    ),
    "/api/v1/strategy": (Ask(stranger=200), Ask(query="?archived=true", stranger=200)),
    "/api/v1/strategy/priorities": (
        Ask(method="POST", ok=201, by=STRATEGISTS, changes=True, alone=ADDS,
            body={"title": "Arrive on time"}, stranger=201, at_home=True),
    ),
    "/api/v1/practices": (
        Ask(stranger=200),
        Ask(query="?archived=true&limit=2", stranger=200),
        Ask(method="POST", ok=201, by=STRATEGISTS, changes=True, alone=ADDS, stranger=201,
            at_home=True, body={"library_key": "from-a-baseline", "tier": "guideline",
                                "reason": "It hurt us"}),
    ),
    "/api/v1/practices/library": (Ask(stranger=200),),
    "/api/v1/practices/{practice}": (Ask(at=_PRACTICE),),
    "/api/v1/practices/{practice}/versions": (Ask(at=_PRACTICE),),
    "/api/v1/practices/{practice}/effect": (
        Ask(at=_PRACTICE),
        Ask(method="POST", at=_PRACTICE, ok=202, by=STRATEGISTS,
            alone="of few objectives nothing is counted"),
    ),
    "/api/v1/practices/{practice}/move": (
        Ask(method="POST", at=_PRACTICE, guarded=True, by=STRATEGISTS, changes=True,
            body={"tier": "policy", "reason": "It proved"}),
    ),
    "/api/v1/practices/{practice}/archive": (
        Ask(method="POST", at=_PRACTICE, guarded=True, by=STRATEGISTS, changes=True,
            body={"reason": "Enough"}),
    ),
    "/api/v1/practices/{practice}/restore": (
        Ask(method="POST", at={"practice": "practice away"}, guarded=True, by=STRATEGISTS,
            changes=True, body={"reason": "Again"}),
    ),
    "/api/v1/audits": (
        Ask(by=AUDITING, hidden=EVERYBODY - AUDITING, stranger=200),
        Ask(method="POST", ok=201, by=STRATEGISTS, hidden=EVERYBODY - AUDITING, changes=True,
            alone=ADDS, body={"team": "@team freight"}, stranger=422),
    ),
    "/api/v1/audits/{audit}": (
        Ask(at=_AUDIT, by=AUDITING, hidden=EVERYBODY - AUDITING),
    ),
    "/api/v1/audits/{audit}/findings": (
        Ask(at=_AUDIT, by=AUDITING, hidden=EVERYBODY - AUDITING),
        Ask(at=_AUDIT, query="?outcome=broken", by=AUDITING, hidden=EVERYBODY - AUDITING),
    ),
    "/api/v1/audits/{audit}/export": (
        Ask(at=_AUDIT, by=AUDITING, hidden=EVERYBODY - AUDITING),
    ),
    "/api/v1/attestations": (Ask(stranger=200),),
    "/api/v1/lessons": (Ask(stranger=200),),
    "/api/v1/lessons/{lesson}": (Ask(at={"lesson": "lesson"}, stranger=200),),
    "/api/v1/exercises/{exercise}": (Ask(at={"exercise": "exercise"}, stranger=200),),
    "/api/v1/exercises/{exercise}/answers": (
        Ask(method="POST", at={"exercise": "exercise"}, stranger=200, changes=True, alone=ADDS,
            body={"answer": "Customers recommend us to their friends"}, at_home=True),
    ),
    "/api/v1/assignments": (
        Ask(query="?own=true", stranger=200),
        Ask(method="POST", ok=201, by=LEADERS, changes=True, alone=ADDS, stranger=422,
            body={"team": "@team claims", "lessons": ["what-okrs-are"], "due_on": "2026-03-20"}),
    ),
    "/api/v1/assignments/{assignment}": (
        Ask(at={"assignment": "assignment"}),
        Ask(method="DELETE", at={"assignment": "assignment"}, ok=204, by=LEADERS, changes=True,
            alone=_GONE),
    ),
    "/api/v1/practices/{practice}/attestations": (
        Ask(at=_ATTESTED),
        Ask(method="POST", at=_ATTESTED, changes=True, alone=ADDS,
            body={"is_attested": True, "words_version": 1}),
    ),
    "/api/v1/practices/{practice}/feedback": (
        Ask(at=_ATTESTED),
        Ask(method="POST", at=_PRACTICE, changes=True, alone=_OWN_LINE,
            body={"verdict": "helps", "words": "Less to ask", "words_version": 1}),
        Ask(method="DELETE", at=_ATTESTED, ok=204, by=OWNER, refused=409, changes=True,
            alone=_OWN_LINE),
    ),
    "/api/v1/practices/{practice}/feedback/said": (
        Ask(at=_ATTESTED, by=STRATEGISTS, hidden=EVERYBODY - STRATEGISTS),
    ),
    "/api/v1/practices/{practice}/feedback/said/{feedback}": (
        Ask(at=_SAID, by=STRATEGISTS, hidden=EVERYBODY - STRATEGISTS),
    ),
    "/api/v1/practices/{practice}/feedback/said/{feedback}/answer": (
        Ask(method="POST", at=_SAID, guarded=True, by=STRATEGISTS,
            hidden=EVERYBODY - STRATEGISTS, changes=True, body={"answer": "From May on"}),
    ),
    "/api/v1/waivers": (Ask(stranger=200), Ask(query="?state=asked&limit=2", stranger=200)),
    "/api/v1/waivers/{waiver}": (
        Ask(at={"waiver": "waiver open"}),
        Ask(at={"waiver": "waiver private"}, by=INSIDERS, hidden=OUTSIDERS),
    ),
    "/api/v1/waivers/{waiver}/answer": (
        Ask(method="POST", at={"waiver": "waiver open"}, guarded=True, by=STRATEGISTS | MANAGER,
            changes=True, body={"state": "granted", "answer": "So be it"}),
        Ask(method="POST", at={"waiver": "waiver private"}, guarded=True, by=MANAGER,
            hidden=OUTSIDERS, changes=True, body={"state": "granted", "answer": "So be it"}),
    ),
    "/api/v1/waivers/{waiver}/withdraw": (
        Ask(method="POST", at={"waiver": "waiver open"}, guarded=True, by=LENA, changes=True),
        Ask(method="POST", at={"waiver": "waiver private"}, guarded=True, by=OWNER,
            hidden=OUTSIDERS, changes=True),
    ),
    "/api/v1/teams/{team}/waivers": (
        Ask(method="POST", at={"team": "team claims"}, ok=201, by=LEADERS, changes=True,
            alone=ADDS, body={"practice": "@practice", "reason": "The source comes in May",
                              "expires_on": "2026-03-20"}),
    ),
    "/api/v1/objectives/{objective}/waivers": (
        Ask(method="POST", at=_objective("beside"), ok=201, by=LEADERS | OWNER, changes=True,
            alone=ADDS, body={"practice": "@practice", "reason": "The source comes in May",
                              "expires_on": "2026-03-20"}),
        Ask(method="POST", at=_objective("private"), ok=201, by=OWNER, hidden=OUTSIDERS,
            changes=True, alone=ADDS,
            body={"practice": "@practice", "reason": "The source comes in May",
                  "expires_on": "2026-03-20"}),
    ),
    "/api/v1/approvals": (Ask(stranger=200),),
    "/api/v1/objectives/{objective}/approvals": (
        Ask(at=_objective("open")),
        Ask(at=_objective("private"), by=INSIDERS, hidden=OUTSIDERS),
        *_act("draft", LEADERS | OWNER, private=OWNER | MANAGER),
    ),
    # On the private one max has answered before, and has to say that he knows.
    "/api/v1/objectives/{objective}/approval-answer": (
        Ask(method="POST", at=_objective("open"), guarded=True, by=LEADERS, changes=True,
            body={"answer": "approved", "words": "So be it"}),
        Ask(method="POST", at=_objective("private"), guarded=True, by=MANAGER, hidden=OUTSIDERS,
            changes=True, body={"answer": "approved", "words": "So be it", "own_answers": 1}),
    ),
    "/api/v1/objectives/{objective}/findings": (
        Ask(at=_objective("draft")),
        Ask(at=_objective("private"), by=INSIDERS, hidden=OUTSIDERS),
    ),
    _P: (
        Ask(at={"priority": "priority"}),
        Ask(method="PATCH", at={"priority": "priority"}, guarded=True, by=STRATEGISTS,
            changes=True, body={"title": "Arrive early"}),
    ),
    f"{_P}/archive": (
        Ask(method="POST", at={"priority": "priority"}, guarded=True, by=STRATEGISTS,
            changes=True),
    ),
    f"{_P}/restore": (
        Ask(method="POST", at={"priority": "priority put away"}, guarded=True, by=STRATEGISTS,
            changes=True),
    ),
    "/api/v1/views": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, changes=True, alone=ADDS, stranger=201, at_home=True,
            body={"page": "objectives", "name": "Open", "query": "state=running"}),
        Ask(method="POST", ok=201, by=STRATEGISTS, changes=True, alone=ADDS, stranger=201,
            at_home=True, body={"page": "objectives", "name": "Open", "query": "state=running",
                                "is_shared": True}),
    ),
    _V: (
        Ask(at={"view": "view of lena"}, by=LENA, refused=404),
        Ask(at={"view": "view of all"}),
        Ask(method="PATCH", at={"view": "view of lena"}, guarded=True, by=LENA, refused=404,
            changes=True, body={"name": "Another"}),
        Ask(method="DELETE", at={"view": "view of all"}, guarded=True, ok=204, by=STRATEGISTS,
            changes=True),
    ),
    f"{_V}/put-back": (
        Ask(method="POST", at={"view": "view gone"}, by=STRATEGISTS, changes=True,
            alone="it is thrown away or it is there; what is there already is not found"),
    ),
    "/api/v1/custom-fields": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, by=ADMIN, changes=True, alone=ADDS, stranger=201, at_home=True,
            body={"subject": "objective", "key": "budget", "label": "Budget", "kind": "number"}),
    ),
    _F: (
        Ask(at={"field": "field"}),
        Ask(method="PATCH", at={"field": "field"}, guarded=True, by=ADMIN, changes=True,
            body={"label": "Region"}),
    ),
    f"{_F}/archive": (
        Ask(method="POST", at={"field": "field"}, guarded=True, by=ADMIN, changes=True),
    ),
    f"{_F}/restore": (
        Ask(method="POST", at={"field": "field put away"}, guarded=True, by=ADMIN, changes=True),
    ),
    "/api/v1/teams/{team}/members": (
        Ask(at={"team": "team claims"}),
        Ask(method="POST", at={"team": "team claims"}, ok=201, by=ADMIN, changes=True, alone=ADDS,
            body={"person": "@dee"}),
    ),
    "/api/v1/teams/{team}/members/{person}": (
        Ask(method="PATCH", at={"team": "team claims", "person": "mia"}, by=ADMIN, changes=True,
            alone=_SWITCH, body={"is_lead": True, "until": "2026-12-31"}),
    ),
    "/api/v1/people": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, by=ADMIN, stranger=422, changes=True, alone=ADDS,
            body={"name": "Nia New", "email": "nia@freight.example", "manager": "@max"}),
    ),
    "/api/v1/people/{person}": (
        Ask(at={"person": "mia"}),
        Ask(method="PATCH", at={"person": "mia"}, guarded=True, by=ADMIN | OWNER, changes=True,
            body={"name": "Mia Moor"}),
    ),
    "/api/v1/people/{person}/deactivate": (
        Ask(method="POST", at={"person": "una"}, guarded=True, by=ADMIN, changes=True),
    ),
    "/api/v1/people/{person}/reactivate": (
        Ask(method="POST", at={"person": "gone"}, guarded=True, by=ADMIN, changes=True),
    ),
    "/api/v1/cycles": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, by=CYCLE_RUNNERS, stranger=422, changes=True, alone=ADDS,
            body={"name": "2026-01", "start": "2026-01-01", "end": "2026-01-31", "kind": "month",
                  "parent": "@cycle"}),
    ),
    "/api/v1/cycle-names": (
        Ask(stranger=200),
        Ask(method="PATCH", guarded=True, by=CYCLE_RUNNERS, changes=True, stranger=200,
            at_home=True, body={"year": "FY{fy}"}),
    ),
    "/api/v1/cycles/{cycle}": (
        Ask(at={"cycle": "cycle"}),
        Ask(method="PATCH", at={"cycle": "cycle"}, guarded=True, by=CYCLE_RUNNERS, changes=True,
            body={"name": "First quarter"}),
    ),
    "/api/v1/cycles/{cycle}/export": (
        Ask(at={"cycle": "cycle"}, query="?format=markdown"),
        Ask(at={"cycle": "cycle"}, query="?team={team_claims}", stranger=404),
    ),
    "/api/v1/cycles/{cycle}/phase": (
        Ask(method="POST", at={"cycle": "cycle"}, guarded=True, by=CYCLE_RUNNERS, changes=True,
            body={"phase": "grading"}),
    ),
    "/api/v1/objectives": (
        Ask(stranger=200),
        Ask(query="?cycle={cycle}&team={team_claims}&owner={mia}&text=e", stranger=422),
        Ask(
            method="POST",
            ok=201,
            by=LEADERS,
            stranger=422,
            changes=True,
            alone=ADDS,
            body={"title": "A draft", "cycle": "@cycle", "team": "@team claims", "owner": "@mia"},
        ),
        Ask(
            method="POST",
            ok=201,
            by=MEMBERS,
            stranger=422,
            changes=True,
            alone=ADDS,
            body={"title": "A proposal", "cycle": "@cycle", "team": "@team claims",
                  "proposed": True},
        ),
    ),
    _O: (
        Ask(at=_objective("open")),
        Ask(at=_objective("team"), by=IN_CLAIMS, refused=404),
        Ask(at=_objective("private"), by=INSIDERS, refused=404),
        Ask(at=_objective("opened"), by=OWNER | {"max"}, refused=404),  # no program opens
        Ask(method="PATCH", at=_objective("draft"), guarded=True, by=WRITERS, changes=True,
            body={"why": "Because"}),
        Ask(method="PATCH", at=_objective("open"), guarded=True, by=LEADERS, changes=True,
            body={"why": "Because"}),
        Ask(method="PATCH", at=_objective("private"), guarded=True, by=frozenset({"max"}),
            hidden=OUTSIDERS, changes=True, body={"why": "Because"}),
        Ask(method="DELETE", at=_objective("draft"), guarded=True, by=WRITERS, ok=204,
            changes=True),
        Ask(method="DELETE", at=_objective("private"), guarded=True, by=frozenset(),
            hidden=OUTSIDERS, changes=True),
    ),
    f"{_O}/accept": _act("proposed", LEADERS),
    f"{_O}/submit": _act("draft", WRITERS),
    f"{_O}/activate": _act("draft", LEADERS),
    f"{_O}/pause": _act("beside", LEADERS, private=frozenset({"max"}), reason="Peak season"),
    f"{_O}/resume": (
        Ask(method="POST", at=_objective("paused"), guarded=True, by=LEADERS, changes=True),
        Ask(method="POST", at=_objective("private"), guarded=True, ok=409,
            by=frozenset({"max"}), hidden=OUTSIDERS),
    ),
    f"{_O}/stop": _act("beside", LEADERS, private=frozenset({"max"}), reason="Overtaken"),
    f"{_O}/adjust": _act("beside", LEADERS, private=frozenset({"max"}), reason="Agreed",
                         style="aspirational"),
    f"{_O}/links": (
        Ask(at=_objective("open")),
        Ask(at=_objective("private"), by=INSIDERS, refused=404),
        Ask(at=_objective("opened"), by=OWNER | {"max"}, refused=404),
    ),
    f"{_O}/parents": (
        Ask(method="POST", at=_objective("draft"), ok=201, by=WRITERS, changes=True,
            alone=ADDS, body={"parent": "@objective above"}),
        Ask(method="POST", at=_objective("private"), ok=201, by=frozenset({"mia", "max"}),
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"parent": "@objective beside"}),
        Ask(method="POST", at=_objective("draft"), ok=201, by=OWNER, hidden=OUTSIDERS, unseen=422,
            changes=True, alone=ADDS, body={"parent": "@objective private"}),
    ),
    f"{_O}/parents/{{parent}}": (
        Ask(at={**_objective("open"), "parent": "objective above"}),
        Ask(at={**_objective("private"), "parent": "objective above"}, by=INSIDERS, refused=404),
        Ask(at={**_objective("paused"), "parent": "objective private"}, by=INSIDERS,
            refused=404),
        Ask(method="DELETE", at={**_objective("open"), "parent": "objective above"}, guarded=True,
            ok=204, by=WRITERS, changes=True),
        Ask(method="DELETE", at={**_objective("private"), "parent": "objective above"},
            guarded=True, ok=204, by=frozenset({"mia", "max"}), hidden=OUTSIDERS, changes=True),
        Ask(method="DELETE", at={**_objective("paused"), "parent": "objective private"},
            guarded=True, ok=204, by=OWNER, hidden=OUTSIDERS, changes=True),
    ),
    "/api/v1/key-results": (
        Ask(stranger=200),
        Ask(query="?objective={objective_open}&owner={mia}&text=e", stranger=422),
        Ask(method="POST", ok=201, by=WRITERS, changes=True, alone=ADDS, stranger=422,
            body={"objective": "@objective draft", "title": "A result"}),
        Ask(method="POST", ok=409, by=frozenset(), hidden=OUTSIDERS, unseen=422, stranger=422,
            changes=True, alone=ADDS,
            body={"objective": "@objective private", "title": "A result"}),
    ),
    _K: (
        Ask(at=_key_result("open")),
        Ask(at=_key_result("team"), by=IN_CLAIMS, refused=404),
        Ask(at=_key_result("private"), by=INSIDERS, refused=404),
        Ask(at=_key_result("opened"), by=OWNER | {"max"}, refused=404),
        Ask(method="PATCH", at=_key_result("draft"), guarded=True, by=WRITERS, changes=True,
            body={"title": "Renamed"}),
        Ask(method="PATCH", at=_key_result("private"), guarded=True, by=frozenset({"max"}),
            hidden=OUTSIDERS, changes=True, body={"cadence": "monthly"}),
        Ask(method="DELETE", at=_key_result("draft"), guarded=True, by=WRITERS, ok=204,
            changes=True),
    ),
    f"{_O}/key-results": (
        Ask(method="PUT", at=_objective("draft"), by=WRITERS, alone=_SEEN,
            body={"seen": ["@key result draft"], "order": ["@key result draft"]}),
        Ask(method="PUT", at=_objective("private"), by=frozenset({"max"}), hidden=OUTSIDERS,
            changes=True, alone=_SEEN, body=_ORDER),
    ),
    "/api/v1/batches": (
        Ask(method="POST", ok=201, by=TEMPLATED, stranger=409, changes=True, alone=ADDS,
            body={"objectives": ["@objective open"]}),
    ),
    _B: (Ask(at=_OWN_BATCH, by=LENA, refused=404),),
    f"{_B}/try": (
        Ask(method="POST", at=_OWN_BATCH, by=LENA, refused=404, changes=True, alone=_TRIED,
            body={"act": "tag_add", "value": "calm"}),
    ),
    f"{_B}/do": (Ask(method="POST", at=_OWN_BATCH, ok=409, by=LENA, refused=404, alone=_TRIED),),
    f"{_B}/undo": (
        Ask(method="POST", at=_OWN_BATCH, ok=409, by=LENA, refused=404, alone=_TRIED),
    ),
    "/api/v1/templates": (
        Ask(by=TEMPLATED, refused=403, stranger=200),
        Ask(method="POST", ok=201, by=LEADERS, changes=True, alone=ADDS, stranger=422,
            body={"objective": "@objective open", "name": "A template"}),
        Ask(method="POST", by=frozenset(), hidden=OUTSIDERS, unseen=422, stranger=422,
            changes=True, alone=ADDS,
            body={"objective": "@objective private", "name": "A template"}),
    ),
    _T: (
        Ask(at=_OWN_TEMPLATE, by=TEMPLATED),
        Ask(method="PATCH", at=_OWN_TEMPLATE, guarded=True, by=LEADERS, changes=True,
            body={"name": "Another"}),
    ),
    f"{_T}/renew": (
        Ask(method="POST", at=_OWN_TEMPLATE, guarded=True, by=LEADERS, changes=True,
            body={"objective": "@objective beside"}),
    ),
    f"{_T}/archive": (
        Ask(method="POST", at=_OWN_TEMPLATE, guarded=True, by=LEADERS, changes=True),
    ),
    f"{_T}/restore": (
        Ask(method="POST", at={"template": "template away"}, guarded=True, by=LEADERS,
            changes=True),
    ),
    f"{_T}/objectives": (
        Ask(method="POST", at=_OWN_TEMPLATE, ok=201, by=TEMPLATED, changes=True, alone=ADDS,
            body={"cycle": "@cycle", "team": "@team claims"}),
    ),
    f"{_K}/move": (
        Ask(method="POST", at=_key_result("draft"), guarded=True, by=WRITERS, changes=True,
            body={"objective": "@objective proposed"}),
        Ask(method="POST", at=_key_result("private"), guarded=True, by=frozenset(),
            hidden=OUTSIDERS, changes=True,
            body={"objective": "@objective beside", "reason": "Agreed"}),
    ),
    f"{_K}/duplicate": (
        Ask(method="POST", at=_key_result("draft"), ok=201, by=WRITERS, changes=True, alone=ADDS,
            body={"title": "Another"}),
        Ask(method="POST", at=_key_result("private"), ok=201, by=frozenset({"max"}),
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"reason": "Agreed"}),
    ),
    f"{_K}/adjust": (
        Ask(method="POST", at=_key_result("beside"), guarded=True, by=LEADERS, changes=True,
            body={"metric": {"target": "90"}, "reason": "Agreed"}),
        Ask(method="POST", at=_key_result("private"), guarded=True, by=frozenset({"max"}),
            hidden=OUTSIDERS, changes=True,
            body={"metric": {"target": "90"}, "reason": "Agreed"}),
    ),
    f"{_K}/stop": (
        Ask(method="POST", at=_key_result("beside"), guarded=True, by=LEADERS, changes=True,
            body={"reason": "Overtaken"}),
        Ask(method="POST", at=_key_result("private"), guarded=True, by=frozenset({"max"}),
            hidden=OUTSIDERS, changes=True, body={"reason": "Overtaken"}),
    ),
    f"{_K}/check-ins": (
        Ask(at=_key_result("open")),
        Ask(at=_key_result("private"), by=INSIDERS, refused=404),
        Ask(at=_key_result("opened"), by=OWNER | {"max"}, refused=404),
        Ask(method="POST", at=_key_result("open"), ok=201, by=OWNER, changes=True, alone=ADDS,
            body={"value": "55", "confidence": 7}),
        Ask(method="POST", at=_key_result("private"), ok=201, by=OWNER, hidden=OUTSIDERS,
            changes=True, alone=ADDS, body={"value": "55", "confidence": 7}),
    ),
    _C: (
        Ask(at={"check_in": "check-in open"}),
        Ask(at={"check_in": "check-in private"}, by=INSIDERS, refused=404),
    ),
    f"{_C}/correct": (
        Ask(method="POST", at={"check_in": "check-in open"}, guarded=True, ok=201, by=OWNER,
            changes=True, body={"value": "41"}),
        Ask(method="POST", at={"check_in": "check-in private"}, guarded=True, ok=201, by=OWNER,
            hidden=OUTSIDERS, changes=True, body={"value": "41"}),
    ),
    f"{_O}/grading": _act("open", LEADERS | OWNER, private=OWNER | {"max"}),
    f"{_O}/grade/attachments": (
        Ask(at=_objective("open")),
        Ask(at=_objective("private"), by=INSIDERS, refused=404),
        # Nothing of the scene is over, so nobody has a grade to hang anything on.
        Ask(method="POST", at=_objective("open"), query="?name=a.txt", by=NOBODY, alone=ADDS,
            body={"some": "text"}),
        Ask(method="POST", at=_objective("private"), query="?name=a.txt", by=NOBODY,
            hidden=OUTSIDERS, alone=ADDS, body={"some": "text"}),
    ),
    # Nothing of the scene is over.
    f"{_O}/grading-undo": _act("open", frozenset()),
    f"{_O}/grade": _act("open", frozenset(), better_state="yes"),
    f"{_O}/close": _act("open", frozenset(), better_state="yes"),
    f"{_O}/comments": (
        Ask(at=_objective("open")),
        Ask(at=_objective("private"), by=INSIDERS, refused=404),
        Ask(at=_objective("opened"), by=OWNER | {"max"}, refused=404),
        Ask(method="POST", at=_objective("open"), ok=201, by=MEMBERS, changes=True, alone=ADDS,
            body={"text": "Which depots?"}),
        Ask(method="POST", at=_objective("private"), ok=201, by=OWNER | {"max"},
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"text": "Which depots?"}),
    ),
    f"{_K}/comments": (
        Ask(at=_key_result("open")),
        Ask(at=_key_result("private"), by=INSIDERS, refused=404),
        Ask(at=_key_result("opened"), by=OWNER | {"max"}, refused=404),
        Ask(method="POST", at=_key_result("open"), ok=201, by=MEMBERS, changes=True, alone=ADDS,
            body={"text": "Which depots?"}),
        Ask(method="POST", at=_key_result("private"), ok=201, by=OWNER | {"max"},
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"text": "Which depots?"}),
    ),
    "/api/v1/comments/{comment}/attachments": (
        Ask(method="POST", at={"comment": "comment open"}, query="?name=a.txt", ok=201, by=OWNER,
            changes=True, alone=ADDS, body={"some": "text"}),
        Ask(method="POST", at={"comment": "comment private"}, query="?name=a.txt", ok=201,
            by=OWNER, hidden=OUTSIDERS, changes=True, alone=ADDS, body={"some": "text"}),
    ),
    f"{_C}/attachments": (
        Ask(method="POST", at={"check_in": "check-in open"}, query="?name=a.txt", ok=201,
            by=OWNER, changes=True, alone=ADDS, body={"some": "text"}),
        Ask(method="POST", at={"check_in": "check-in private"}, query="?name=a.txt", ok=201,
            by=OWNER, hidden=OUTSIDERS, changes=True, alone=ADDS, body={"some": "text"}),
    ),
    f"{_O}/external-links": (
        Ask(at=_objective("open")),
        Ask(at=_objective("private"), by=INSIDERS, refused=404),
        Ask(method="POST", at=_objective("open"), ok=201, by=LEADERS | OWNER, changes=True,
            alone=ADDS, body=_ELSEWHERE),
        Ask(method="POST", at=_objective("private"), ok=201, by=OWNER | {"max"},
            hidden=OUTSIDERS, changes=True, alone=ADDS, body=_ELSEWHERE),
    ),
    f"{_K}/external-links": (
        Ask(at=_key_result("open")),
        Ask(at=_key_result("private"), by=INSIDERS, refused=404),
        Ask(method="POST", at=_key_result("open"), ok=201, by=LEADERS | OWNER, changes=True,
            alone=ADDS, body=_ELSEWHERE),
        Ask(method="POST", at=_key_result("private"), ok=201, by=OWNER | {"max"},
            hidden=OUTSIDERS, changes=True, alone=ADDS, body=_ELSEWHERE),
    ),
    "/api/v1/external-links/{link}": (
        Ask(method="DELETE", at={"link": "link open"}, ok=204, by=LEADERS | OWNER, changes=True,
            alone=_TAKEN_OFF),
        Ask(method="DELETE", at={"link": "link private"}, ok=204, by=OWNER | {"max"},
            hidden=OUTSIDERS, changes=True, alone=_TAKEN_OFF),
    ),
    "/api/v1/attachments/{attachment}": (
        Ask(at={"attachment": "file open"}, is_foreign_file=True),
        Ask(at={"attachment": "file private"}, by=INSIDERS, refused=404, is_foreign_file=True),
        Ask(at={"attachment": "evidence open"}, is_foreign_file=True),
        Ask(at={"attachment": "evidence private"}, by=INSIDERS, refused=404,
            is_foreign_file=True),
        Ask(at={"attachment": "grade file private"}, by=INSIDERS, refused=404,
            is_foreign_file=True),
        Ask(method="DELETE", at={"attachment": "file open"}, ok=204, by=OWNER, changes=True,
            alone=_GONE),
        Ask(method="DELETE", at={"attachment": "evidence private"}, ok=204, by=OWNER,
            hidden=OUTSIDERS, changes=True, alone=_GONE),
        Ask(method="DELETE", at={"attachment": "grade file private"}, by=NOBODY,
            hidden=OUTSIDERS, alone=_GONE),
    ),
    "/api/v1/comments/{comment}": (
        Ask(at={"comment": "comment open"}),
        Ask(at={"comment": "comment private"}, by=INSIDERS, refused=404),
        Ask(method="PATCH", at={"comment": "comment open"}, guarded=True, by=OWNER, changes=True,
            body={"text": "Other words"}),
        Ask(method="PATCH", at={"comment": "comment private"}, guarded=True, by=OWNER,
            hidden=OUTSIDERS, changes=True, body={"text": "Other words"}),
        Ask(method="DELETE", at={"comment": "comment open"}, guarded=True, ok=204, by=OWNER,
            changes=True),
        Ask(method="DELETE", at={"comment": "comment private"}, guarded=True, ok=204, by=OWNER,
            hidden=OUTSIDERS, changes=True),
    ),
    "/api/v1/notifications": (
        Ask(stranger=200),
        Ask(query="?unread=true&kind=comment", stranger=200),
    ),
    "/api/v1/notifications/read": (
        # Of cycles nobody was told, so there is nothing to change.
        Ask(method="POST", alone=_OWN_LINE, stranger=200, body={"kind": "cycle"}),
    ),
    "/api/v1/notifications/{notice}": (
        Ask(method="PATCH", at={"notice": "notice open"}, by=OWNER, hidden=EVERYBODY - OWNER,
            changes=True, alone=_OWN_LINE, body={"read": True}),
        Ask(method="PATCH", at={"notice": "notice private"}, by=OWNER, hidden=EVERYBODY - OWNER,
            changes=True, alone=_OWN_LINE, body={"read": True}),
    ),
    "/api/v1/following": (
        Ask(query="?kind=team&id={team_claims}"),
        Ask(query="?kind=objective&id={objective_private}", by=INSIDERS, refused=404),
        Ask(method="PUT", changes=True, alone=_OWN_LINE,
            body={"kind": "team", "id": "@team claims", "following": True}),
        Ask(method="PUT", by=INSIDERS, hidden=OUTSIDERS, changes=True, alone=_OWN_LINE,
            body={"kind": "key_result", "id": "@key result private", "following": True}),
    ),
    "/api/v1/notification-settings": (
        Ask(stranger=200),
        # What stands already, so that sam changes nothing of sam's either.
        Ask(method="PATCH", guarded=True, stranger=200, body={"digest_hour": 8}),
    ),
    "/api/v1/imports": (
        Ask(by=LEADERS, stranger=200),
        Ask(method="POST", query="?name=okrs.json", ok=201, by=LEADERS, changes=True, alone=ADDS,
            stranger=201, at_home=True,
            body={"objectives": [{"title": "Depots are calm", "key_results": ["From 4 to 9"]}]}),
    ),
    _I: (Ask(at=_LENAS, by=LENA, hidden=LEADERS),),
    f"{_I}/preview": (
        Ask(method="POST", at=_LENAS, by=LENA, hidden=LEADERS, alone=_BROUGHT),
    ),
    f"{_I}/commit": (
        Ask(method="POST", at=_LENAS, by=LENA, hidden=LEADERS, changes=True, alone=_BROUGHT),
    ),
    f"{_I}/undo": (
        Ask(method="POST", at=_LENAS, ok=409, by=LENA, hidden=LEADERS, alone=_BROUGHT),
        Ask(method="POST", at={"document": "import of lena"}, by=LENA, hidden=LEADERS, changes=True,
            alone=_BROUGHT),
    ),
    "/api/v1/working-days": (
        Ask(stranger=200),
        Ask(method="PUT", guarded=True, by=CYCLE_RUNNERS, changes=True, stranger=200,
            at_home=True, body={"weekdays": ["monday", "tuesday"]}),
    ),
    "/api/v1/locations": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, by=CYCLE_RUNNERS, changes=True, alone=ADDS, stranger=201,
            at_home=True, body={"name": "Lisbon", "weekdays": ["monday"]}),
    ),
    "/api/v1/locations/{location}": (
        Ask(at={"location": "location"}),
        Ask(method="PATCH", at={"location": "location"}, guarded=True, by=CYCLE_RUNNERS,
            changes=True, body={"name": "Heron Wharf"}),
        Ask(method="DELETE", at={"location": "location"}, ok=204, guarded=True,
            by=CYCLE_RUNNERS, changes=True),
    ),
    "/api/v1/teams/{team}/location": (
        Ask(method="PUT", at={"team": "team claims"}, by=CYCLE_RUNNERS, changes=True,
            alone=_PLACE, body={"location": "@location"}),
    ),
    "/api/v1/people/{person}/location": (
        Ask(method="PUT", at={"person": "mia"}, by=CYCLE_RUNNERS, changes=True,
            alone=_PLACE, body={"location": "@location"}),
    ),
    "/api/v1/holiday-uploads": (
        Ask(stranger=200),
        Ask(query="?location={location}", stranger=422),
        Ask(method="POST", ok=201, by=CYCLE_RUNNERS, changes=True, alone=ADDS, stranger=422,
            body={"holidays": [{"day": "2030-12-26", "name": "Boxing Day"}],
                  "location": "@location"}),
    ),
    "/api/v1/holiday-uploads/{upload}": (
        Ask(method="DELETE", at={"upload": "holiday upload"}, ok=204, by=CYCLE_RUNNERS,
            changes=True, alone=_GONE),
    ),
    "/api/v1/holidays": (
        Ask(stranger=200),
        Ask(query="?year=2030", stranger=200),
        Ask(method="POST", ok=201, by=CYCLE_RUNNERS, changes=True, alone=ADDS, stranger=422,
            body={"day": "2030-12-25", "name": "Christmas Day", "location": "@location"}),
    ),
    "/api/v1/holidays/{holiday}": (
        Ask(method="DELETE", at={"holiday": "holiday"}, ok=204, by=CYCLE_RUNNERS,
            changes=True, alone=_GONE),
    ),
    "/api/v1/dependencies": (
        Ask(stranger=200),
        Ask(method="POST", ok=201, by=WRITERS, stranger=422, changes=True, alone=ADDS,
            body={"title": "A list", "needed_by": "2030-03-20",
                  "waiting": {"key_result": "@key result open"},
                  "delivering": {"team": "@team freight"}}),
    ),
    _D: (
        Ask(at={"dependency": "dependency open"}),
        Ask(at={"dependency": "dependency private"}, by=INSIDERS, refused=404),
    ),
    f"{_D}/history": (
        Ask(at={"dependency": "dependency open"}),
        Ask(at={"dependency": "dependency private"}, by=INSIDERS, refused=404),
    ),
    f"{_D}/accept": _step(),
    f"{_D}/decline": _step(reason="No hands left"),
    f"{_D}/deliver": _step(),
    f"{_D}/move": _step(needed_by="2030-04-20", reason="It can wait"),
    f"{_D}/withdraw": _step(reason="It is here already"),
    f"{_C}/withdraw": (
        Ask(method="POST", at={"check_in": "check-in open"}, guarded=True, ok=201, by=OWNER,
            changes=True),
        Ask(method="POST", at={"check_in": "check-in private"}, guarded=True, ok=201, by=OWNER,
            hidden=OUTSIDERS, changes=True),
    ),
}  # fmt: skip
