"""Every page: how to ask it, who may, who must not even know."""

from collections.abc import Mapping

from plumbline.domain.notify.choices import NoticeKind
from plumbline.http.headers import FRAMING_POLICY, LETTER_POLICY
from tests.standing.asks import ADDS, EVERYBODY, NOBODY, Ask
from tests.standing.scene import DOCUMENT, INSIDERS, OPENED_FOR

ADMIN = frozenset({"ada"})
LEADERS = frozenset({"ada", "carl", "lena"})
OWNER = frozenset({"mia"})
MANAGER = frozenset({"max"})  # of mia, and so what a lead would be to what is private
CYCLE_RUNNERS = frozenset({"ada", "carl"})
OUTSIDERS = EVERYBODY - INSIDERS
READS_ALONE = EVERYBODY - (OPENED_FOR - ADMIN)  # for them there is nothing to change
BRINGER = frozenset({"lena"})
IMPORTERS = LEADERS - BRINGER  # what others bring is hidden from them; the rest may not import
STRATEGISTS = frozenset({"ada", "carl"})  # who set it up is its champion too
AUDITING = STRATEGISTS | {"aud"}  # they read audits; the auditor makes none
WATCHERS = frozenset({"ada", "aud"})  # they read the journal
IN_CLAIMS = frozenset({"ada", "carl", "lena", "mia", "max"})
DECIDING = frozenset({"ada", "carl", "lena", "mia"})  # of the team, its lead, the champion
_DECIDED = {"team": "team claims", "decision": "decision"}
_SEEN_TO = "it is seen to or not, whatever stood before"
WRITERS = frozenset({"ada", "carl", "lena", "mia", "max", "dee"})  # the others only read

#: What the owner sends, having seen the latest entry.
_CHECK_IN = {
    "value": "55",
    "confidence": "6",
    "note": "Better",
    "effective_on": "2026-03-02",
    "version": "@check-in open",
    "note_seen": "1",
}

#: A correction names the one entry that it corrects, which can be corrected once.
_CORRECTION = {name: value for name, value in _CHECK_IN.items() if name != "version"}
_LINK = "a link stands or it does not; what is gone already is not found"
_GOES = "it ends what stands; whoever does so first is followed, and the second is told"
_SWITCH = "somebody leads or does not, and leaves on one day: whoever says so last is followed"
_ALL_OF_IT = "whatever is theirs when it is read changes hands, each on the version it has then"
_ONCE = "it names the one entry that it replaces, which can be replaced once"
_SWITCH = "it says on or off, whatever stood before"
_OWN_BATCH = "it is one's own, each row is tried out on the version it was chosen on"
_OWN_PAGE = "it says with what one's own page opens, and the last choice counts"
_BACK = "it is thrown away or it is there; what is there already is not found"
_WHERE = "somebody works at one place: whoever says so last is followed"
_OWN_WORDS = "it is what one said oneself, and all of it goes"
_OWN = "it is one's own file, and what becomes of it is decided once"

#: What a key result says, and why it joins one that runs.
_KEY_RESULT = {
    "title": "Loads that are found at once",
    "kind": "increase",
    "unit": "%",
    "baseline": "40",
    "target": "70",
    "weight": "1",
    "cadence": "weekly",
    "owner": "@mia",
}
#: What one side needs of another.
_NEED = {"title": "A list of depots", "delivering": "@side freight", "needed_by": "2026-03-20"}
#: A page elsewhere.
_ELSEWHERE = {"title": "A board", "address": "https://board.example/depots"}
_SEEN = "the order that was seen comes along, and another one is refused"
#: The key results of the private objective, the other way round.
_ORDER = {
    "seen": ["@key result private mia", "@key result private dee"],
    "order": ["@key result private dee", "@key result private mia"],
}
_READS = "it says what the rules find in what was sent, and writes nothing"
_LINES = "each line is changed on the version it was read on, and an older one is refused"
_TAKEN_OFF = "a link is there or not, and never changes"
#: A pause in typing; only the one who types ever sees what is kept.
_KEEP = {"sheet": "0123456789ab", "sheet_act": "keep", "title": "Loads are fou"}
_OWN_SHEET = "it is one's own sheet, and the last that was typed into it counts"
_REASON = {"reason": "The law changed", "effective_on": "2026-03-02"}
_BETTER_WORDS = {"version": "2", "title": "Better words", "reason": "The law changed"}

#: What a practice says.
_PRACTICE = {
    "tier": "guideline",
    "text": "A key result says where it starts.",
    "gates": ["activate"],
    "rules": ["PL-T02"],
    "effective_on": "2026-03-02",
    "reason": "It hurt us",
}
#: Where an objective is put that runs.
_PLACE = {
    "cycle": "@cycle",
    "team": "@team claims",
    "owner": "@mia",
    "style": "aspirational",
    "visibility": "organization",
}

_BEFORE = "it serves people before they are anywhere"
_HELP = "it says how the program works, and nothing of anybody"
_ONE_CLICK = "a mail program sends it (RFC 8058), and the secret stands in its address"
_OWN_LINE = "it is one's own line of the inbox, and read or unread as was said last"
_SECRET = "its secret is its own key, and stands for one account"

#: All that the form of the notifications holds; the version is that of who never chose before.
TOLD = {
    "version": "0",
    "digest_hour": "7",
    "weekly_on": "4",
    "remind_from": "overdue",
    **{f"mail_{kind}": "never" for kind in NoticeKind.values if kind != "opened"},
}

PAGE_ROUTES: Mapping[str, tuple[Ask, ...]] = {
    "/": (Ask(public="it sends everybody on", ok=302, anonymous=302),),
    "/health": (Ask(public="it says that the instance answers"),),
    "/set-up": (
        Ask(public=_BEFORE, ok=302),
        Ask(method="POST", public=_BEFORE, ok=302),
    ),
    "/set-up/other-ways": (Ask(public=_BEFORE, ok=302),),
    "/sign-in": (Ask(public=_BEFORE), Ask(method="POST", public=_BEFORE, ok=422)),
    "/sign-in/link/{secret}": (
        Ask(public=_SECRET, at={"secret": "token of mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"secret": "token of mia"}, ok=410),
    ),
    "/sign-out": (Ask(method="POST", public="it ends one's own session", ok=302),),
    "/help": (Ask(public=_HELP), Ask(public=_HELP, query="?q=week")),
    "/help/guides/{guide}": (Ask(public=_HELP, at={"guide": "help guide"}),),
    "/help/{topic}": (
        Ask(public=_HELP, at={"topic": "help topic"}),
    ),
    "/organizations": (Ask(public="it lists one's own organizations"),),
    "/password-reset": (
        Ask(public=_BEFORE),
        Ask(method="POST", public=_BEFORE, ok=422),
    ),
    "/password-reset/{account}/{token}": (
        Ask(public=_SECRET, at={"account": "mia", "token": "mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"account": "mia", "token": "mia"}, ok=410),
    ),
    "/stop-mail/{token}": (
        Ask(public=_SECRET, at={"token": "token of mia"}, ok=404),
        Ask(method="POST", public=_SECRET, at={"token": "token of mia"}, ok=404,
            without_token=_ONE_CLICK),
    ),
    "/invitations/{secret}": (
        Ask(public=_SECRET, at={"secret": "token of mia"}, ok=410),
        Ask(method="POST", public=_SECRET, at={"secret": "token of mia"}, ok=410),
    ),
    "/preferences": (
        Ask(public="they are one's own", anonymous=302),
        Ask(method="POST", public="they are one's own", ok=422, anonymous=302),
    ),
    "/o/{slug}/": (Ask(ok=302),),
    "/o/{slug}/my-week": (
        Ask(),
        Ask(query="?open={key_result_open}"),
        Ask(method="POST", ok=302, by=OWNER, changes=True,
            body={"key_result": "@key result open", **_CHECK_IN}),
        Ask(method="POST", ok=302, by=frozenset({"mia"}), hidden=OUTSIDERS, changes=True,
            body={"key_result": "@key result private", **_CHECK_IN,
                  "version": "@check-in private"}),
    ),
    "/o/{slug}/inbox": (
        Ask(),
        Ask(query="?kind=change&page=2"),
        Ask(query="?read=2026-03-02T09:00:00%2B00:00&count=2"),
    ),
    "/o/{slug}/inbox/read": (
        # Of cycles nobody was told, so there is nothing to change.
        Ask(method="POST", ok=302, alone=_OWN_LINE, body={"kind": "cycle"}),
    ),
    "/o/{slug}/inbox/unread": (
        Ask(method="POST", query="?read=2026-03-02T09:00:00%2B00:00", ok=302, alone=_OWN_LINE),
    ),
    "/o/{slug}/inbox/settings": (
        Ask(),
        Ask(method="POST", ok=302, changes=True, body=TOLD),
    ),
    "/o/{slug}/inbox/{notice}/open": (
        Ask(method="POST", at={"notice": "notice open"}, ok=302, by=OWNER,
            hidden=EVERYBODY - OWNER, changes=True, alone=_OWN_LINE),
        Ask(method="POST", at={"notice": "notice private"}, ok=302, by=OWNER,
            hidden=EVERYBODY - OWNER, changes=True, alone=_OWN_LINE),
    ),
    "/o/{slug}/inbox/{notice}/mark": (
        Ask(method="POST", at={"notice": "notice private"}, body={"read": "1"}, ok=302, by=OWNER,
            hidden=EVERYBODY - OWNER, changes=True, alone=_OWN_LINE),
    ),
    "/o/{slug}/follow": (
        Ask(method="POST", ok=302, changes=True, alone=_OWN_LINE,
            body={"kind": "team", "thing": "@team claims", "follow": "1"}),
        Ask(method="POST", ok=302, by=INSIDERS, hidden=OUTSIDERS, changes=True, alone=_OWN_LINE,
            body={"kind": "objective", "thing": "@objective private", "follow": "0"}),
        Ask(method="POST", ok=302, by=INSIDERS, hidden=OUTSIDERS, changes=True, alone=_OWN_LINE,
            body={"kind": "key_result", "thing": "@key result private", "follow": "1"}),
    ),
    "/o/{slug}/company": (
        Ask(),
        Ask(query="?cycle={cycle}&under={objective_above}"),
        Ask(query="?as_of=2026-03-01"),
    ),
    "/o/{slug}/map": (
        Ask(),
        Ask(query="?cycle={cycle}&focus={objective_above}&colour=confidence"),
        Ask(query="?as_of=2026-03-01&colour=check-in&form=list"),
    ),
    "/o/{slug}/strategy": (Ask(),),
    "/o/{slug}/strategy/edit": (
        Ask(by=STRATEGISTS),
        Ask(method="POST", ok=302, by=STRATEGISTS, changes=True,
            body={"version": "1", "mission": "Freight that arrives"}),
    ),
    "/o/{slug}/strategy/priorities/new": (
        Ask(by=STRATEGISTS),
        Ask(method="POST", ok=302, by=STRATEGISTS, changes=True, alone=ADDS,
            body={"title": "Arrive on time", "horizon": "year"}),
    ),
    "/o/{slug}/strategy/priorities/{priority}": (
        Ask(at={"priority": "priority"}, by=STRATEGISTS),
        Ask(method="POST", at={"priority": "priority"}, ok=302, by=STRATEGISTS, changes=True,
            body={"version": "1", "title": "Arrive early", "horizon": "year"}),
    ),
    "/o/{slug}/strategy/priorities/{priority}/archive": (
        Ask(method="POST", at={"priority": "priority"}, ok=302, by=STRATEGISTS, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/strategy/priorities/{priority}/restore": (
        Ask(method="POST", at={"priority": "priority put away"}, ok=302, by=STRATEGISTS,
            changes=True, body={"version": "2"}),
    ),
    "/o/{slug}/plan": (
        Ask(),
        Ask(query="?cycle={cycle}&page=2"),
    ),
    "/o/{slug}/plan/new": (
        Ask(by=WRITERS),
        Ask(method="POST", ok=302, by=WRITERS, changes=True, alone=ADDS, body={
            "title": "Loads are found at first sight", "team": "@team claims", "cycle": "@cycle",
            "visibility": "organization"}),
        Ask(method="POST", ok=204, by=WRITERS, changes=True, alone=_OWN_SHEET, body=_KEEP),
    ),
    "/o/{slug}/plan/wording": (
        Ask(method="POST", by=WRITERS, alone=_READS, query="?about=objective",
            body={"title": "Launch a site"}),
        Ask(method="POST", by=WRITERS & INSIDERS, hidden=WRITERS - INSIDERS, alone=_READS,
            query="?about=key_result&above={objective_private}", body={
                "title": "Publish 30 articles", "change": "Readers ask for a demo"}),
    ),
    "/o/{slug}/plan/templates": (Ask(by=WRITERS),),
    "/o/{slug}/plan/templates/{template}": (
        Ask(at={"template": "template"}, by=WRITERS),
        Ask(method="POST", at={"template": "template"}, ok=302, by=WRITERS, changes=True,
            alone=ADDS, body={"cycle": "@cycle", "team": "@team claims"}),
    ),
    "/o/{slug}/plan/templates/{template}/edit": (
        Ask(at={"template": "template own"}, by=LEADERS),
        Ask(method="POST", at={"template": "template own"}, ok=302, by=LEADERS, changes=True,
            body={"name": "Another", "title": "Other words", "keep_1": "on", "title_1": "Loads",
                  "version": "1"}),
    ),
    "/o/{slug}/plan/templates/{template}/archive": (
        Ask(method="POST", at={"template": "template own"}, ok=302, by=LEADERS, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/plan/templates/{template}/restore": (
        Ask(method="POST", at={"template": "template away"}, ok=302, by=LEADERS, changes=True,
            body={"version": "2"}),
    ),
    "/o/{slug}/governance": (Ask(), Ask(query="?q=results")),
    "/o/{slug}/governance/library": (Ask(), Ask(query="?q=baseline")),
    "/o/{slug}/governance/library/{entry}": (
        Ask(at={"entry": "library entry"}),
        Ask(method="POST", at={"entry": "library entry"}, ok=302, by=STRATEGISTS, changes=True,
            alone=ADDS, body={**_PRACTICE, "name": "Every result has a baseline"}),
    ),
    "/o/{slug}/governance/new": (
        Ask(by=STRATEGISTS),
        Ask(method="POST", ok=302, by=STRATEGISTS, changes=True, alone=ADDS,
            body={**_PRACTICE, "name": "Ask the neighbours"}),
    ),
    "/o/{slug}/governance/practices/{practice}": (Ask(at={"practice": "practice"}),),
    "/o/{slug}/governance/practices/{practice}/edit": (
        Ask(at={"practice": "practice"}, by=STRATEGISTS),
        Ask(method="POST", at={"practice": "practice"}, ok=302, by=STRATEGISTS, changes=True,
            body={**_PRACTICE, "name": "Another", "version": "1"}),
    ),
    "/o/{slug}/governance/practices/{practice}/move": (
        Ask(at={"practice": "practice"}, query="?to=policy", by=STRATEGISTS),
        Ask(method="POST", at={"practice": "practice"}, query="?to=policy", ok=302,
            by=STRATEGISTS, changes=True,
            body={"reason": "It proved", "effective_on": "2026-03-02", "version": "1",
                  "meant": "on"}),
        Ask(method="POST", at={"practice": "practice"}, query="?to=away", ok=302,
            by=STRATEGISTS, changes=True, body={"reason": "Enough", "version": "1"}),
    ),
    "/o/{slug}/governance/practices/{practice}/count": (
        Ask(method="POST", at={"practice": "practice"}, ok=302, by=STRATEGISTS,
            alone="of few objectives nothing is counted", body={"to": "policy"}),
    ),
    "/o/{slug}/governance/audits": (Ask(by=AUDITING, hidden=EVERYBODY - AUDITING),),
    "/o/{slug}/governance/audits/new": (
        Ask(by=STRATEGISTS, hidden=EVERYBODY - AUDITING),
        Ask(method="POST", ok=302, by=STRATEGISTS, hidden=EVERYBODY - AUDITING, changes=True,
            alone=ADDS, body={"as_of": "2026-03-02", "team": "@team freight"}),
    ),
    "/o/{slug}/governance/audits/schedules": (
        Ask(by=AUDITING, hidden=EVERYBODY - AUDITING),
        Ask(method="POST", ok=302, by=STRATEGISTS, hidden=EVERYBODY - AUDITING, changes=True,
            alone=ADDS, body={"rhythm": "weekly", "next_on": "2026-03-09", "team": "@team claims"}),
    ),
    "/o/{slug}/governance/audits/schedules/{schedule}/remove": (
        Ask(method="POST", at={"schedule": "audit schedule"}, ok=302, by=STRATEGISTS,
            hidden=EVERYBODY - AUDITING, changes=True, body={"version": "1"}),
    ),
    "/o/{slug}/governance/audits/{audit}/compare": (
        Ask(at={"audit": "audit"}, query="?with={audit_before}", by=AUDITING,
            hidden=EVERYBODY - AUDITING),
    ),
    "/o/{slug}/governance/audits/{audit}": (
        Ask(at={"audit": "audit"}, by=AUDITING, hidden=EVERYBODY - AUDITING),
        Ask(at={"audit": "audit"}, query="?words=heron&outcome=broken", by=AUDITING,
            hidden=EVERYBODY - AUDITING),
    ),
    "/o/{slug}/governance/audits/{audit}/export/file": tuple(
        Ask(at={"audit": "audit"}, query=f"?format={form}", by=AUDITING,
            hidden=EVERYBODY - AUDITING)
        for form in ("csv", "json", "xlsx")
    ),
    "/o/{slug}/governance/rules/{code}": (Ask(at={"code": "rule"}),),
    "/o/{slug}/governance/attestations": (Ask(),),
    "/o/{slug}/governance/practices/{practice}/attest": (
        Ask(at={"practice": "practice attested"}),
        Ask(at={"practice": "practice"}),
        Ask(method="POST", at={"practice": "practice attested"}, ok=302, changes=True,
            alone=ADDS, body={"answer": "not_yet", "note": "In May", "version": "1"}),
    ),
    "/o/{slug}/governance/practices/{practice}/attestations": (
        Ask(at={"practice": "practice attested"}),
        Ask(at={"practice": "practice attested"}, query="?answer=none"),
    ),
    "/o/{slug}/governance/practices/{practice}/remind": (
        Ask(method="POST", at={"practice": "practice attested"}, ok=302, by=STRATEGISTS,
            changes=True, alone=ADDS, body={}),
    ),
    "/o/{slug}/governance/practices/{practice}/attesting": (
        Ask(at={"practice": "practice attested"}, by=STRATEGISTS),
        Ask(method="POST", at={"practice": "practice attested"}, ok=302, by=STRATEGISTS,
            changes=True, body={"audience": "everyone", "rhythm": "quarter", "version": "1"}),
        Ask(method="POST", at={"practice": "practice attested"}, ok=302, by=STRATEGISTS,
            changes=True,
            body={"audience": "everyone", "rhythm": "words", "end": "yes", "version": "1"}),
    ),
    "/o/{slug}/governance/practices/{practice}/feedback": (
        Ask(at={"practice": "practice attested"}),
        Ask(method="POST", at={"practice": "practice"}, ok=302, changes=True,
            body={"verdict": "helps", "words": "Less to ask", "about": "1", "version": "0"}),
        Ask(method="POST", at={"practice": "practice attested"}, ok=302, by=OWNER, refused=409,
            changes=True, alone=_OWN_WORDS, body={"back": "yes"}),
    ),
    "/o/{slug}/governance/practices/{practice}/feedback/{feedback}": (
        Ask(at={"practice": "practice attested", "feedback": "feedback"}, by=STRATEGISTS,
            hidden=EVERYBODY - STRATEGISTS),
        Ask(method="POST", at={"practice": "practice attested", "feedback": "feedback"}, ok=302,
            by=STRATEGISTS, hidden=EVERYBODY - STRATEGISTS, changes=True,
            body={"answer": "From May on", "version": "1"}),
    ),
    "/o/{slug}/governance/practices/{practice}/waive": (
        Ask(at={"practice": "practice"}, by=LEADERS),
        Ask(method="POST", at={"practice": "practice"}, ok=302, by=LEADERS, changes=True,
            alone=ADDS, body={"team": "@team claims", "reason": "The source comes in May",
                              "expires_on": "2026-03-20"}),
    ),
    "/o/{slug}/governance/waivers/{waiver}": (
        Ask(at={"waiver": "waiver open"}),
        Ask(at={"waiver": "waiver private"}, by=INSIDERS, hidden=OUTSIDERS),
        Ask(method="POST", at={"waiver": "waiver open"}, ok=302, by=STRATEGISTS | MANAGER,
            changes=True, body={"state": "granted", "answer": "So be it", "version": "1"}),
        Ask(method="POST", at={"waiver": "waiver private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True,
            body={"state": "granted", "answer": "So be it", "version": "1"}),
    ),
    "/o/{slug}/objectives/{objective}/approvals": (
        Ask(at={"objective": "objective open"}),
        Ask(at={"objective": "objective private"}, by=INSIDERS, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS, changes=True,
            body={"answer": "approved", "words": "So be it", "version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True,
            body={"answer": "approved", "words": "So be it", "version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/approvals/ask": (
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, body={"version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/waivers/{practice}": (
        Ask(at={"objective": "objective open", "practice": "practice"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private", "practice": "practice"}, by=OWNER,
            hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective beside", "practice": "practice"}, ok=302,
            by=LEADERS | OWNER, changes=True, alone=ADDS,
            body={"reason": "The source comes in May", "expires_on": "2026-03-20"}),
        Ask(method="POST", at={"objective": "objective private", "practice": "practice"},
            ok=302, by=OWNER, hidden=OUTSIDERS, changes=True, alone=ADDS,
            body={"reason": "The source comes in May", "expires_on": "2026-03-20"}),
    ),
    "/o/{slug}/cycles": (Ask(), Ask(query="?all")),
    "/o/{slug}/cycles/new": (
        Ask(by=CYCLE_RUNNERS),
        Ask(query="?kind=year", by=CYCLE_RUNNERS),
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True, alone=ADDS, body={
            "name": "2026-Q2", "kind": "quarter", "start": "2026-04-01", "end": "2026-06-30"}),
    ),
    "/o/{slug}/cycles/names": (
        Ask(by=CYCLE_RUNNERS),
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True, body={
            "quarter": "FY{fy2} Q{n}", "year": "FY{fy}", "version": "1"}),
    ),
    "/o/{slug}/cycles/{cycle}": (
        Ask(at={"cycle": "cycle"}),
        Ask(at={"cycle": "cycle"}, query="?page=2"),
    ),
    "/o/{slug}/cycles/{cycle}/edit": (
        Ask(at={"cycle": "cycle"}, by=CYCLE_RUNNERS),
        Ask(method="POST", at={"cycle": "cycle"}, ok=302, by=CYCLE_RUNNERS, changes=True, body={
            "name": "First quarter", "kind": "quarter", "start": "2026-01-01",
            "end": "2026-03-31", "version": "1"}),
    ),
    "/o/{slug}/cycles/{cycle}/phase": (
        Ask(at={"cycle": "cycle"}, by=CYCLE_RUNNERS),
        Ask(method="POST", at={"cycle": "cycle"}, ok=302, by=CYCLE_RUNNERS, changes=True,
            body={"phase": "grading", "version": "1"}),
    ),
    "/o/{slug}/cycles/{cycle}/wrap-up": (
        Ask(at={"cycle": "cycle"}, by=CYCLE_RUNNERS),
        Ask(method="POST", at={"cycle": "cycle"}, ok=302, by=CYCLE_RUNNERS, changes=True, body={
            "objective": "@objective open", "seen": "2", "fate": "grade", "version": "1",
            "confirm": "1"}),
    ),
    "/o/{slug}/examples": (Ask(), Ask(query="?function=Support&q=articles")),
    "/o/{slug}/learn": (Ask(),),
    "/o/{slug}/learn/questions": (Ask(query="?q=baseline"),),
    "/o/{slug}/learn/assignments": (Ask(), Ask(query="?over")),
    "/o/{slug}/learn/assignments/new": (
        Ask(by=LEADERS),
        Ask(method="POST", ok=302, by=LEADERS, changes=True, alone=ADDS,
            body={"team": "@team claims", "lessons": ["what-okrs-are"], "due_on": "2026-03-20"}),
    ),
    "/o/{slug}/learn/assignments/{assignment}": (Ask(at={"assignment": "assignment"}),),
    "/o/{slug}/learn/assignments/{assignment}/take-back": (
        Ask(method="POST", at={"assignment": "assignment"}, ok=302, by=LEADERS, changes=True,
            alone=_GOES),
    ),
    "/o/{slug}/learn/exercises/{exercise}": (
        Ask(at={"exercise": "exercise"}),
        Ask(method="POST", at={"exercise": "exercise"}, ok=302, changes=True, alone=ADDS,
            body={"answer": "Customers recommend us to their friends"}, at_home=True),
    ),
    "/o/{slug}/learn/exercises/{exercise}/reading": (
        Ask(method="POST", at={"exercise": "exercise"}, alone=_READS,
            body={"answer": "Increase NPS to 50"}),
    ),
    "/o/{slug}/learn/{lesson}": (Ask(at={"lesson": "lesson"}),),
    "/o/{slug}/help": (Ask(), Ask(query="?q=check-in")),
    "/o/{slug}/help/guides/{guide}": (Ask(at={"guide": "help guide"}),),
    "/o/{slug}/help/{topic}": (Ask(at={"topic": "help topic"}),),
    "/o/{slug}/find": (
        Ask(),
        Ask(query="?q=heron"),
        Ask(query="?q=heron&in=objectives&page=2"),
    ),
    "/o/{slug}/team": (Ask(ok=302),),
    "/o/{slug}/teams/{team}": (
        Ask(at={"team": "team claims"}),
        Ask(at={"team": "team freight"}, query="?cycle={cycle}"),
        Ask(at={"team": "team claims"}, query="?as_of=2026-03-01"),
    ),
    "/o/{slug}/teams/{team}/review": (
        Ask(at={"team": "team claims"}),
        Ask(at={"team": "team claims"}, query="?as_of=2026-03-01"),
    ),
    "/o/{slug}/teams/{team}/review/present": (
        Ask(at={"team": "team claims"}),
        Ask(at={"team": "team freight"}, query="?cycle={cycle}&as_of=2026-03-01"),
    ),
    "/o/{slug}/teams/{team}/review/decisions": (
        Ask(at={"team": "team claims"}),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=DECIDING, changes=True,
            alone=ADDS, body={"text": "Ask the depots", "due_on": "2026-12-01"}),
    ),
    "/o/{slug}/teams/{team}/review/decisions/{decision}": (
        Ask(at=_DECIDED),
        Ask(method="POST", at=_DECIDED, ok=302, by=DECIDING, changes=True,
            body={"text": "Ask two depots", "version": "1"}),
    ),
    "/o/{slug}/teams/{team}/review/decisions/{decision}/done": (
        Ask(method="POST", at=_DECIDED, ok=302, by=DECIDING, changes=True, alone=_SEEN_TO),
    ),
    "/o/{slug}/teams/{team}/review/decisions/{decision}/reopen": (
        Ask(method="POST", at={**_DECIDED, "decision": "decision done"}, ok=302,
            by=DECIDING, changes=True, alone=_SEEN_TO),
    ),
    "/o/{slug}/teams/{team}/review/decisions/{decision}/remove": (
        Ask(method="POST", at=_DECIDED, ok=302, by=DECIDING, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/teams/{team}/review/decisions/{decision}/put-back": (
        Ask(method="POST", at={**_DECIDED, "decision": "decision removed"}, ok=302, by=DECIDING,
            changes=True, alone=_SEEN_TO),
    ),
    "/o/{slug}/teams/{team}/review/blockers": (
        Ask(at={"team": "team claims"}, by=frozenset({"mia"})),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=frozenset({"mia"}), changes=True,
            alone=ADDS, body={"text": "Two depots have no scanner"}),
    ),
    "/o/{slug}/my-week/plan": (
        Ask(),
        Ask(method="POST", ok=302, by=frozenset({"mia"}), refused=409, changes=True,
            body={"version": "1", "intention": "Find out why", "text_1": "Call six depots"}),
    ),
    "/o/{slug}/my-week/plan/done": (
        Ask(method="POST", ok=302, by=frozenset({"mia"}), changes=True,
            refused=404, alone=_SEEN_TO, body={"place": "1", "text": "Heron first", "done": "1"}),
    ),
    "/o/{slug}/teams/{team}/weekly-answers": (
        Ask(at={"team": "team claims"}, by=frozenset({"mia"})),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=frozenset({"mia"}), changes=True,
            body={"version": "1", "shipped": "Two depots load at night"}),
    ),
    "/o/{slug}/teams": (
        Ask(),
        Ask(query="?under={team_freight}&closed=1"),
        Ask(query="?as_of=2026-03-01"),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"name": "Pricing", "parent": "@team freight", "cadence": "weekly"}),
    ),
    "/o/{slug}/teams/{team}/manage": (
        Ask(at={"team": "team claims"}, by=ADMIN),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=ADMIN, changes=True, body={
            "name": "Calm claims", "level": "Squad", "key": "claims", "cadence": "weekly",
            "version": "1"}),
    ),
    "/o/{slug}/teams/{team}/move": (
        Ask(at={"team": "team claims"}, by=ADMIN),
        Ask(at={"team": "team claims"}, query="?parent={team_finance}", by=ADMIN),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=ADMIN, changes=True,
            body={"parent": "@team finance", "version": "1"}),
    ),
    "/o/{slug}/teams/{team}/join": (
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"person": "@dee", "since": "2026-03-02"}),
    ),
    "/o/{slug}/teams/{team}/close": (
        Ask(method="POST", at={"team": "team finance"}, ok=302, by=ADMIN, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/teams/{team}/restore": (
        Ask(method="POST", at={"team": "team closed"}, ok=302, by=ADMIN, changes=True,
            body={"version": "2"}),
    ),
    "/o/{slug}/teams/{team}/members/{person}": (
        Ask(method="POST", at={"team": "team claims", "person": "mia"}, ok=302, by=ADMIN,
            changes=True, alone=_SWITCH, body={"lead": "1"}),
        Ask(method="POST", at={"team": "team claims", "person": "mia"}, ok=302, by=ADMIN,
            changes=True, alone=_SWITCH, body={"leave": "1", "last_day": "2026-03-31"}),
    ),
    "/o/{slug}/teams/{team}/members/{person}/back": (
        # Nobody of the scene left: said so.
        Ask(method="POST", at={"team": "team claims", "person": "mia"}, ok=302, by=ADMIN,
            alone=_GOES),
    ),
    "/o/{slug}/teams/{team}/members/{person}/move": (
        Ask(at={"team": "team claims", "person": "mia"}, by=ADMIN),
        Ask(at={"team": "team claims", "person": "mia"}, query="?to={team_finance}", by=ADMIN),
        Ask(method="POST", at={"team": "team claims", "person": "mia"}, ok=302, by=ADMIN,
            changes=True, alone=_GOES, body={"to": "@team finance", "since": "2026-03-02"}),
    ),
    "/o/{slug}/teams/{team}/members/{person}/move-back": (
        # Nobody of the scene was moved: said so, and the tree is shown as it is.
        Ask(method="POST", at={"team": "team claims", "person": "mia"},
            query="?to={team_finance}", ok=302, by=ADMIN, alone=_GOES),
    ),
    "/o/{slug}/teams/{team}/explanation": (
        Ask(at={"team": "team claims"}),
        Ask(at={"team": "team freight"}, query="?set=below&cycle={cycle}"),
        Ask(at={"team": "team claims"}, query="?set=own-inside", by=IN_CLAIMS - {"max"},
            refused=404),
    ),
    "/o/{slug}/objectives/{objective}": (
        Ask(at={"objective": "objective open"}),
        Ask(at={"objective": "objective above"}),
        Ask(at={"objective": "objective team"}, by=IN_CLAIMS, refused=404),
        Ask(at={"objective": "objective private"}, by=INSIDERS, refused=404),
        Ask(at={"objective": "objective opened"}, by=OPENED_FOR, refused=404),
        Ask(at={"objective": "objective opened"}, query="?as_of=2026-03-01", by=NOBODY,
            refused=404),
    ),
    "/o/{slug}/objectives/{objective}/activate": (
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS, changes=True,
            body={"version": "1"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}, changes=True),
    ),
    "/o/{slug}/objectives/{objective}/writer/results": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, ok=302, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=_LINES, body={"title_2": "Loads found at once", "go": "measures"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, alone=_LINES, body={"title_1": "Loads found at once"}),
    ),
    "/o/{slug}/objectives/{objective}/writer/measures": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, ok=302, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=_LINES, body={
                "key_1": "@key result draft", "version_1": "1", "cadence_1": "monthly",
                "baseline_1": "4", "target_1": "9", "unit_1": "loads"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, alone=_LINES, body={"baseline_1": "4"}),
    ),
    "/o/{slug}/objectives/{objective}/writer/guardrail": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, ok=302, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body={
                "title": "Loads that are damaged", "kind": "at_most", "target": "3"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, alone=ADDS, body={"title": "Loads that are damaged"}),
    ),
    "/o/{slug}/objectives/{objective}/edit": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective open"}, by=LEADERS),
        Ask(at={"objective": "objective private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(at={"objective": "objective opened"}, by=MANAGER, hidden=READS_ALONE),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "1", "title": "Better drafts", "cycle": "@cycle",
                                "team": "@team claims", "owner": "@mia",
                                "visibility": "organization"}),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS, changes=True,
            body=_BETTER_WORDS),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True, body=_BETTER_WORDS),
        Ask(method="POST", at={"objective": "objective opened"}, ok=302, by=MANAGER,
            hidden=READS_ALONE, changes=True, body=_BETTER_WORDS),
        Ask(method="POST", at={"objective": "objective private"}, ok=204, by=MANAGER,
            hidden=OUTSIDERS, changes=True, alone=_OWN_SHEET, body=_KEEP),
    ),
    "/o/{slug}/objectives/{objective}/submit": (
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}, changes=True),
    ),
    "/o/{slug}/objectives/{objective}/accept": (
        Ask(method="POST", at={"objective": "objective proposed"}, ok=302, by=LEADERS,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}, changes=True),
    ),
    "/o/{slug}/objectives/{objective}/delete": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}, changes=True),
    ),
    "/o/{slug}/objectives/{objective}/key-results/new": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body=_KEY_RESULT),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={**_KEY_RESULT, **_REASON}),
        Ask(method="POST", at={"objective": "objective private"}, ok=204, by=MANAGER,
            hidden=OUTSIDERS, changes=True, alone=_OWN_SHEET, body=_KEEP),
    ),
    "/o/{slug}/objectives/{objective}/template": (
        Ask(at={"objective": "objective open"}, by=LEADERS),
        Ask(at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS, changes=True,
            alone=ADDS, body={"name": "A template"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            changes=True, alone=ADDS, body={"name": "A template"}),
    ),
    "/o/{slug}/objectives/{objective}/key-results": (
        Ask(at={"objective": "objective draft"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True, alone=_SEEN, body=_ORDER),
    ),
    "/o/{slug}/objectives/{objective}/adjust": (
        Ask(at={"objective": "objective open"}, by=LEADERS),
        Ask(at={"objective": "objective private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS, changes=True,
            body={**_PLACE, **_REASON, "version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True,
            body={**_PLACE, **_REASON, "visibility": "private", "version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/pause-or-stop": (
        Ask(at={"objective": "objective open"}, by=LEADERS),
        Ask(at={"objective": "objective private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS, changes=True,
            body={**_REASON, "decision": "pause", "version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True,
            body={**_REASON, "decision": "stop", "version": "2"}),
    ),
    "/o/{slug}/objectives": (
        Ask(),
        Ask(query="?owner={mia}&state=planned&sort=title"),
        Ask(method="POST", ok=302, by=WRITERS, changes=True, alone=ADDS,
            body={"row": "@objective open", "act": "owner", "query": ""}),
    ),
    "/o/{slug}/views/new/{page}": (
        Ask(at={"page": "page of views"}, query="?state=planned"),
        Ask(method="POST", at={"page": "page of views"}, ok=302, changes=True, alone=ADDS,
            body={"name": "Planned", "query": "state=planned"}),
    ),
    "/o/{slug}/views/{view}": (
        Ask(at={"view": "view of lena"}, by=BRINGER, refused=404),
        Ask(at={"view": "view of all"}),
        Ask(method="POST", at={"view": "view of lena"}, ok=302, by=BRINGER, refused=404,
            changes=True, body={"name": "Other words", "version": "1"}),
        Ask(method="POST", at={"view": "view of all"}, ok=302, by=STRATEGISTS, changes=True,
            body={"name": "Other words", "version": "1"}),
    ),
    "/o/{slug}/views/{view}/delete": (
        Ask(method="POST", at={"view": "view of lena"}, ok=302, by=BRINGER, refused=404,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"view": "view of all"}, ok=302, by=STRATEGISTS, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/views/{view}/put-back": (
        Ask(method="POST", at={"view": "view gone"}, ok=302, by=STRATEGISTS, changes=True,
            alone=_BACK),
    ),
    "/o/{slug}/views/{view}/default": (
        Ask(method="POST", at={"view": "view of lena"}, ok=302, by=BRINGER, refused=404,
            changes=True, alone=_OWN_PAGE, body={"default": "1"}),
        Ask(method="POST", at={"view": "view of all"}, ok=302, changes=True, alone=_OWN_PAGE,
            body={"default": "1"}),
    ),
    "/o/{slug}/bulk/{batch}": (
        Ask(at={"batch": "batch of lena"}, query="?act=owner", by=BRINGER,
            hidden=EVERYBODY - BRINGER),
        Ask(method="POST", at={"batch": "batch of lena"}, ok=302, by=BRINGER,
            hidden=EVERYBODY - BRINGER, changes=True, alone=_OWN_BATCH,
            body={"step": "try", "act": "tag_add", "value": "calm"}),
    ),
    "/o/{slug}/objectives/{objective}/carry-over": (
        Ask(at={"objective": "objective open"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, by=OWNER | MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body={"into": "@cycle beside", "descent": "carried_over"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS,
            body={"into": "@cycle beside", "descent": "carried_over"}),
    ),
    "/o/{slug}/objectives/{objective}/links": (
        Ask(at={"objective": "objective open"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, query="?q=heron", by=OWNER | MANAGER,
            hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body={"parent": "@objective beside"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"parent": "@objective beside"}),
        Ask(method="POST", at={"objective": "objective opened"}, ok=302, by=OWNER | MANAGER,
            hidden=READS_ALONE, changes=True, alone=ADDS, body={"parent": "@objective beside"}),
    ),
    "/o/{slug}/objectives/{objective}/links/{parent}/remove": (
        Ask(method="POST", at={"objective": "objective open", "parent": "objective above"}, ok=302,
            by=LEADERS | OWNER, changes=True, alone=_LINK),
        Ask(method="POST", at={"objective": "objective private", "parent": "objective above"},
            ok=302, by=OWNER | MANAGER, hidden=OUTSIDERS, changes=True, alone=_LINK),
        Ask(method="POST", at={"objective": "objective paused", "parent": "objective private"},
            ok=302, by=OWNER, hidden=OUTSIDERS, changes=True, alone=_LINK),
    ),
    "/o/{slug}/objectives/{objective}/links/{parent}/back": (
        # Nothing of the scene was taken away: said so.
        Ask(method="POST", at={"objective": "objective open", "parent": "objective above"}, ok=302,
            by=LEADERS | OWNER, alone=_LINK),
        Ask(method="POST", at={"objective": "objective private", "parent": "objective above"},
            ok=302, by=OWNER | MANAGER, hidden=OUTSIDERS, alone=_LINK),
        Ask(method="POST", at={"objective": "objective paused", "parent": "objective private"},
            ok=302, by=OWNER, hidden=OUTSIDERS, alone=_LINK),
    ),
    "/o/{slug}/objectives/{objective}/grading": (
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, body={"version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/grading/back": (
        Ask(method="POST", at={"objective": "objective open"}, by=NOBODY, body={"version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/grade": (
        Ask(at={"objective": "objective open"}, by=NOBODY),  # nothing of the scene is over
        Ask(at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, by=NOBODY, body={"version": "2"}),
        Ask(method="POST", at={"objective": "objective private"}, by=NOBODY, hidden=OUTSIDERS,
            body={"version": "2"}),
    ),
    "/o/{slug}/objectives/{objective}/explanation": (
        Ask(at={"objective": "objective above"}),
        Ask(at={"objective": "objective private"}, by=INSIDERS, refused=404),
        Ask(at={"objective": "objective opened"}, by=OPENED_FOR, refused=404),
    ),
    "/o/{slug}/objectives/{objective}/history": (
        Ask(at={"objective": "objective open"}),
        Ask(at={"objective": "objective private"}, by=INSIDERS, refused=404),
        Ask(at={"objective": "objective opened"}, by=OPENED_FOR, refused=404),
    ),
    "/o/{slug}/key-results/{key_result}": (
        Ask(at={"key_result": "key result open"}),
        Ask(at={"key_result": "key result team"}, by=IN_CLAIMS, refused=404),
        Ask(at={"key_result": "key result private"}, by=INSIDERS, refused=404),
        Ask(at={"key_result": "key result opened"}, by=OPENED_FOR, refused=404),
    ),
    "/o/{slug}/objectives/{objective}/discussion": (
        Ask(at={"objective": "objective open"}),
        Ask(at={"objective": "objective private"}, by=INSIDERS, refused=404),
        Ask(at={"objective": "objective opened"}, by=OWNER | MANAGER, refused=404),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=WRITERS, changes=True,
            alone=ADDS, body={"text": "Which depots?"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"text": "Which depots?"}),
        Ask(method="POST", at={"objective": "objective opened"}, ok=302, by=OWNER | MANAGER,
            hidden=READS_ALONE, changes=True, alone=ADDS, body={"text": "Which depots?"}),
    ),
    "/o/{slug}/key-results/{key_result}/discussion": (
        Ask(at={"key_result": "key result open"}),
        Ask(at={"key_result": "key result private"}, by=INSIDERS, refused=404),
        Ask(at={"key_result": "key result opened"}, by=OWNER | MANAGER, refused=404),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=WRITERS, changes=True,
            alone=ADDS, body={"text": "Which depots?"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body={"text": "Which depots?"}),
    ),
    "/o/{slug}/objectives/{objective}/external-links": (
        Ask(at={"objective": "objective open"}, by=LEADERS | OWNER),
        Ask(at={"objective": "objective private"}, by=OWNER | MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body=_ELSEWHERE),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body=_ELSEWHERE),
        Ask(method="POST", at={"objective": "objective opened"}, ok=302, by=OWNER | MANAGER,
            hidden=READS_ALONE, changes=True, alone=ADDS, body=_ELSEWHERE),
    ),
    "/o/{slug}/key-results/{key_result}/external-links": (
        Ask(at={"key_result": "key result open"}, by=LEADERS | OWNER),
        Ask(at={"key_result": "key result private"}, by=OWNER | MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body=_ELSEWHERE),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body=_ELSEWHERE),
    ),
    "/o/{slug}/external-links/{link}/remove": (
        Ask(method="POST", at={"link": "link open"}, ok=302, by=LEADERS | OWNER, changes=True,
            alone=_TAKEN_OFF),
        Ask(method="POST", at={"link": "link private"}, ok=302, by=OWNER | MANAGER,
            hidden=OUTSIDERS, changes=True, alone=_TAKEN_OFF),
    ),
    "/o/{slug}/objectives/{objective}/note": (
        Ask(at={"objective": "objective open"}),
        Ask(at={"objective": "objective private"}, by=INSIDERS, refused=404),
        Ask(at={"objective": "objective opened"}, by=OWNER | MANAGER, refused=404),
        Ask(method="POST", at={"objective": "objective open"}, ok=302, changes=True,
            body={"text": "Ask the depots", "version": "0"}),
        Ask(method="POST", at={"objective": "objective private"}, ok=302, by=INSIDERS,
            hidden=OUTSIDERS, changes=True, body={"text": "Ask the depots", "version": "0"}),
        Ask(method="POST", at={"objective": "objective opened"}, ok=302, by=OWNER | MANAGER,
            hidden=READS_ALONE, changes=True, body={"text": "Ask the depots", "version": "0"}),
    ),
    "/o/{slug}/key-results/{key_result}/note": (
        Ask(at={"key_result": "key result open"}),
        Ask(at={"key_result": "key result private"}, by=INSIDERS, refused=404),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, changes=True,
            body={"text": "Ask the depots", "version": "0"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=INSIDERS,
            hidden=OUTSIDERS, changes=True, body={"text": "Ask the depots", "version": "0"}),
    ),
    "/o/{slug}/comments/{comment}": (
        Ask(at={"comment": "comment open"}, by=OWNER),
        Ask(at={"comment": "comment private"}, by=OWNER, hidden=OUTSIDERS),
        Ask(method="POST", at={"comment": "comment open"}, ok=302, by=OWNER, changes=True,
            body={"text": "Other words", "version": "1"}),
        Ask(method="POST", at={"comment": "comment private"}, ok=302, by=OWNER, hidden=OUTSIDERS,
            changes=True, body={"text": "Other words", "version": "1"}),
    ),
    "/o/{slug}/files/{attachment}": (
        Ask(at={"attachment": "file open"}, is_foreign_file=True),
        Ask(at={"attachment": "file private"}, by=INSIDERS, refused=404, is_foreign_file=True),
        Ask(at={"attachment": "evidence open"}, is_foreign_file=True),
        Ask(at={"attachment": "evidence private"}, by=INSIDERS, refused=404, is_foreign_file=True),
        Ask(at={"attachment": "grade file open"}, is_foreign_file=True),
        Ask(at={"attachment": "grade file private"}, by=INSIDERS, refused=404,
            is_foreign_file=True),
    ),
    "/o/{slug}/files/{attachment}/remove": (
        Ask(method="POST", at={"attachment": "file open"}, ok=302, by=OWNER, changes=True,
            body={"version": "1"}),
        Ask(method="POST", at={"attachment": "file private"}, ok=302, by=OWNER, hidden=OUTSIDERS,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"attachment": "evidence open"}, ok=302, by=OWNER, changes=True,
            alone=_ONCE),
        Ask(method="POST", at={"attachment": "evidence private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, alone=_ONCE),
        Ask(method="POST", at={"attachment": "grade file open"}, by=NOBODY, alone=_ONCE),
        Ask(method="POST", at={"attachment": "grade file private"}, by=NOBODY, hidden=OUTSIDERS,
            alone=_ONCE),
    ),
    "/o/{slug}/comments/{comment}/take-back": (
        Ask(method="POST", at={"comment": "comment open"}, ok=302, by=OWNER, changes=True,
            body={"version": "1"}),
        Ask(method="POST", at={"comment": "comment private"}, ok=302, by=OWNER, hidden=OUTSIDERS,
            changes=True, body={"version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/dependencies/new": (
        Ask(at={"key_result": "key result open"}, by=LEADERS | OWNER),
        Ask(at={"key_result": "key result private"}, by=OWNER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=LEADERS | OWNER,
            changes=True, alone=ADDS, body=_NEED),
        # Of nobody but who sees it.
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, alone=ADDS, body=_NEED | {"person": "@mia"}),
    ),
    "/o/{slug}/teams/{team}/dependencies": (Ask(at={"team": "team claims"}),),
    "/o/{slug}/teams/{team}/dependencies/new": (
        Ask(at={"team": "team claims"}, by=LEADERS),
        Ask(method="POST", at={"team": "team claims"}, ok=302, by=LEADERS, changes=True,
            alone=ADDS, body=_NEED),
    ),
    "/o/{slug}/dependencies/{dependency}": (
        Ask(at={"dependency": "dependency open"}),
        Ask(at={"dependency": "dependency private"}, by=INSIDERS, refused=404),
        Ask(method="POST", at={"dependency": "dependency open"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"act": "withdraw", "version": "1"}),
        Ask(method="POST", at={"dependency": "dependency promised"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"act": "accept", "version": "1"}),
        Ask(method="POST", at={"dependency": "dependency private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, body={"act": "withdraw", "version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/edit": (
        Ask(at={"key_result": "key result draft"}, by=LEADERS | OWNER),
        Ask(at={"key_result": "key result private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={**_KEY_RESULT, "version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True, body={**_KEY_RESULT, **_REASON, "version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=204, by=MANAGER,
            hidden=OUTSIDERS, changes=True, alone=_OWN_SHEET, body=_KEEP),
    ),
    "/o/{slug}/key-results/{key_result}/move": (
        Ask(at={"key_result": "key result draft"}, by=LEADERS | OWNER),
        Ask(at={"key_result": "key result private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"objective": "@objective proposed", "version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=422, by=MANAGER,
            hidden=OUTSIDERS, body={**_REASON, "objective": "@objective beside", "version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/delete": (
        Ask(at={"key_result": "key result draft"}, by=LEADERS | OWNER),
        Ask(at={"key_result": "key result private"}, by=NOBODY, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result draft"}, ok=302, by=LEADERS | OWNER,
            changes=True, body={"version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, by=NOBODY, hidden=OUTSIDERS,
            changes=True, body={"version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/adjust": (
        Ask(at={"key_result": "key result open"}, by=LEADERS),
        Ask(at={"key_result": "key result private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=LEADERS, changes=True,
            body={**_KEY_RESULT, **_REASON, "version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True, body={**_KEY_RESULT, **_REASON, "version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/pause-or-stop": (
        Ask(at={"key_result": "key result open"}, by=LEADERS),
        Ask(at={"key_result": "key result private"}, by=MANAGER, hidden=OUTSIDERS),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=LEADERS, changes=True,
            body={**_REASON, "decision": "pause", "version": "1"}),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=MANAGER,
            hidden=OUTSIDERS, changes=True,
            body={**_REASON, "decision": "stop", "version": "1"}),
    ),
    "/o/{slug}/key-results/{key_result}/explanation": (
        Ask(at={"key_result": "key result open"}),
        Ask(at={"key_result": "key result private"}, by=INSIDERS, refused=404),
        Ask(at={"key_result": "key result opened"}, by=OPENED_FOR, refused=404),
    ),
    "/o/{slug}/key-results/{key_result}/check-ins": (
        Ask(at={"key_result": "key result open"}, by=OWNER),
        Ask(at={"key_result": "key result private"}, by=OWNER, hidden=OUTSIDERS),
        Ask(at={"key_result": "key result opened"}, by=OWNER, hidden=READS_ALONE),
        Ask(method="POST", at={"key_result": "key result open"}, ok=302, by=OWNER, changes=True,
            body=_CHECK_IN),
        Ask(method="POST", at={"key_result": "key result private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, body={**_CHECK_IN, "version": "@check-in private"}),
    ),
    "/o/{slug}/key-results/{key_result}/check-ins/preview": (
        Ask(at={"key_result": "key result open"}, query="?value=50", by=OWNER),
        Ask(at={"key_result": "key result private"}, query="?value=50", by=OWNER,
            hidden=OUTSIDERS),
    ),
    "/o/{slug}/check-ins/{check_in}/correct": (
        Ask(at={"check_in": "check-in open"}, by=OWNER),
        Ask(at={"check_in": "check-in private"}, by=OWNER, hidden=OUTSIDERS),
        Ask(method="POST", at={"check_in": "check-in open"}, ok=302, by=OWNER, changes=True,
            alone=_ONCE, body=_CORRECTION),
        Ask(method="POST", at={"check_in": "check-in private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, alone=_ONCE, body=_CORRECTION),
    ),
    "/o/{slug}/check-ins/{check_in}/withdraw": (
        Ask(method="POST", at={"check_in": "check-in open"}, ok=302, by=OWNER, changes=True,
            alone=_ONCE),
        Ask(method="POST", at={"check_in": "check-in private"}, ok=302, by=OWNER,
            hidden=OUTSIDERS, changes=True, alone=_ONCE),
    ),
    "/o/{slug}/export": (Ask(),),
    "/o/{slug}/export/file": (
        Ask(query="?cycle={cycle}&format=xlsx"),
        Ask(query="?cycle={cycle}&team={team_claims}&format=csv"),
    ),
    "/o/{slug}/import": (
        Ask(by=LEADERS),
        Ask(method="POST", ok=302, by=LEADERS, changes=True, alone=ADDS,
            body={"text": DOCUMENT}),
    ),
    "/o/{slug}/imports/{upload}": (
        Ask(at={"upload": "upload of lena"}, by=BRINGER, hidden=IMPORTERS),
    ),
    "/o/{slug}/imports/{upload}/text": (
        Ask(at={"upload": "upload of lena"}, by=BRINGER, hidden=IMPORTERS),
    ),
    "/o/{slug}/imports/{upload}/mend": (
        Ask(method="POST", at={"upload": "upload of lena"}, ok=302, by=BRINGER,
            hidden=IMPORTERS, changes=True, alone=_OWN,
            body={"mends": "@mends", "place": "o-5-1", "cell-5-0": "    title: Loads leave"}),
    ),
    "/o/{slug}/imports/{upload}/confirm": (
        Ask(method="POST", at={"upload": "upload of lena"}, ok=302, by=BRINGER,
            hidden=IMPORTERS, changes=True, alone=_OWN, body={"seen": "@choices"}),
    ),
    "/o/{slug}/imports/{upload}/undo": (
        Ask(method="POST", at={"upload": "upload of lena"}, ok=302, by=BRINGER,
            hidden=IMPORTERS, alone=_OWN),
        Ask(method="POST", at={"upload": "import of lena"}, ok=302, by=BRINGER,
            hidden=IMPORTERS, changes=True, alone=_OWN),
    ),
    "/o/{slug}/people": (
        Ask(),
        Ask(query="?search=m"),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"name": "New Person"}),
    ),
    "/o/{slug}/people/{person}": (
        Ask(at={"person": "mia"}),
        Ask(at={"person": "una"}),
        Ask(method="POST", at={"person": "mia"}, ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"team": "@team finance", "since": "2026-03-02"}),
    ),
    "/o/{slug}/people/{person}/edit": (
        Ask(at={"person": "mia"}, by=ADMIN | OWNER),
        Ask(method="POST", at={"person": "mia"}, ok=302, by=ADMIN | OWNER, changes=True, body={
            "name": "Mia Moor", "email": "mia@freight.example", "manager": "@max",
            "version": "1"}),
    ),
    "/o/{slug}/people/{person}/hand-over": (
        Ask(at={"person": "mia"}, by=LEADERS | OWNER | MANAGER),
        Ask(method="POST", at={"person": "mia"}, ok=302, by=LEADERS | OWNER | MANAGER,
            changes=True, alone=_ALL_OF_IT, body={"to": "@dee", "reason": "She left"}),
    ),
    "/o/{slug}/people/{person}/deactivate": (
        Ask(at={"person": "mia"}, by=ADMIN),
        Ask(method="POST", at={"person": "mia"}, ok=302, by=ADMIN, changes=True,
            body={"to": "@dee", "reason": "She left", "version": "1"}),
    ),
    "/o/{slug}/people/{person}/reactivate": (
        Ask(method="POST", at={"person": "gone"}, ok=302, by=ADMIN, changes=True,
            body={"version": "2"}),
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
    "/o/{slug}/settings": (Ask(),),
    "/o/{slug}/settings/organization": (
        Ask(by=ADMIN),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, body={
            "version": "1", "name": "Freight AG", "slug": "freight", "time_zone": "UTC",
            "fiscal_year_start_month": "4"}),
    ),
    "/o/{slug}/settings/modules": (
        Ask(),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=_SWITCH,
            body={"preset": "full"}),
    ),
    "/o/{slug}/settings/modules/{module}": (
        Ask(method="POST", at={"module": "module"}, ok=302, by=ADMIN, changes=True, alone=_SWITCH,
            body={"money": "on"}),
    ),
    "/o/{slug}/settings/roles": (
        Ask(),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"person": "mia", "role": "auditor"}),
    ),
    "/o/{slug}/settings/roles/{person}/{role}/take": (
        Ask(at={"person": "vic", "role": "role of vic"}, by=ADMIN),
        Ask(method="POST", at={"person": "vic", "role": "role of vic"}, ok=302, by=ADMIN,
            changes=True, alone="a role is taken once; what is gone already is not found"),
    ),
    "/o/{slug}/settings/rights": (
        Ask(),
        Ask(query="?role=auditor"),
    ),
    "/o/{slug}/settings/deputies": (
        Ask(by=WRITERS),
        Ask(method="POST", ok=302, by=WRITERS, changes=True, alone=ADDS,
            body={"person": "una", "starts_on": "2026-03-02", "ends_on": "2026-03-09"}),
    ),
    "/o/{slug}/settings/deputies/end": (
        Ask(method="POST", ok=302, by=ADMIN | MANAGER | OWNER, refused=404, changes=True,
            alone="it names the one deputy that it ends",
            body={"person": "@carl", "acts_for": "@mia", "starts_on": "2026-04-01"}),
    ),
    "/o/{slug}/settings/fields": (
        Ask(by=ADMIN),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"subject": "objective", "label": "Budget", "kind": "number"}),
    ),
    "/o/{slug}/settings/fields/{field}": (
        Ask(at={"field": "field"}, by=ADMIN),
        Ask(method="POST", at={"field": "field"}, ok=302, by=ADMIN, changes=True,
            body={"version": "1", "label": "Region", "choices": "north"}),
    ),
    "/o/{slug}/settings/fields/{field}/move": (
        Ask(method="POST", at={"field": "field"}, ok=302, by=ADMIN, changes=True,
            body={"version": "1", "to": "down"}),
    ),
    "/o/{slug}/settings/fields/{field}/archive": (
        Ask(method="POST", at={"field": "field"}, ok=302, by=ADMIN, changes=True,
            body={"version": "1"}),
    ),
    "/o/{slug}/settings/fields/{field}/restore": (
        Ask(method="POST", at={"field": "field put away"}, ok=302, by=ADMIN, changes=True,
            body={"version": "2"}),
    ),
    "/o/{slug}/settings/working-days": (
        Ask(),
        Ask(query="?year=2030"),
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True,
            body={"weekdays": ["0", "1", "6"], "version": "3"}),
    ),
    "/o/{slug}/settings/working-days/holidays": (
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True, alone=ADDS,
            body={"day": "2030-12-25", "name": "Christmas Day"}),
    ),
    "/o/{slug}/settings/working-days/holidays/{holiday}/remove": (
        Ask(method="POST", at={"holiday": "holiday"}, ok=302, by=CYCLE_RUNNERS, changes=True,
            alone=_BACK),
    ),
    "/o/{slug}/settings/working-days/upload": (
        Ask(by=CYCLE_RUNNERS),
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True, alone=ADDS,
            body={"text": "2030-12-26, Boxing Day", "confirmed": "on"}),
    ),
    "/o/{slug}/settings/working-days/uploads/{upload}/undo": (
        Ask(method="POST", at={"upload": "holiday upload"}, ok=302, by=CYCLE_RUNNERS,
            changes=True, alone=_BACK),
    ),
    "/o/{slug}/settings/working-days/locations": (
        Ask(method="POST", ok=302, by=CYCLE_RUNNERS, changes=True, alone=ADDS,
            body={"name": "Porto"}),
    ),
    "/o/{slug}/settings/working-days/locations/{location}": (
        Ask(at={"location": "location"}),
        Ask(method="POST", at={"location": "location"}, ok=302, by=CYCLE_RUNNERS, changes=True,
            body={"version": "1", "name": "Porto", "weekdays": ["0"]}),
    ),
    "/o/{slug}/settings/working-days/location-back": (
        # Nothing was removed in their session: `tests/web/working_days` takes one back.
        Ask(method="POST", ok=404, by=CYCLE_RUNNERS,
            alone="of two that put a location back only one finds what was removed"),
    ),
    "/o/{slug}/settings/working-days/locations/{location}/remove": (
        Ask(method="POST", at={"location": "location"}, ok=302, by=CYCLE_RUNNERS, changes=True,
            alone=_BACK),
    ),
    "/o/{slug}/settings/working-days/locations/{location}/place": (
        Ask(method="POST", at={"location": "location"}, ok=302, by=CYCLE_RUNNERS, changes=True,
            alone=_WHERE, body={"named": "Mia"}),
    ),
    "/o/{slug}/settings/working-days/locations/{location}/take-away": (
        Ask(method="POST", at={"location": "location"}, ok=302, by=CYCLE_RUNNERS, alone=_WHERE,
            body={"person": "@mia"}),
    ),
    "/o/{slug}/settings/jobs": (
        Ask(by=ADMIN, refused=404),
        Ask(query="?only=failed", by=ADMIN, refused=404),
    ),
    "/o/{slug}/settings/jobs/retry": (
        Ask(method="POST", ok=302, by=ADMIN, refused=404, changes=True,
            body={"job": "nightly", "slot": "2026-03-01", "version": "1"}),
    ),
    "/o/{slug}/settings/mail": (
        Ask(by=ADMIN, refused=404),
        Ask(query="?state=waiting&to=mia", by=ADMIN, refused=404),
    ),
    "/o/{slug}/settings/mail/{message}": (
        Ask(at={"message": "message to mia"}, by=ADMIN, refused=404, policy=FRAMING_POLICY),
    ),
    "/o/{slug}/settings/mail/{message}/letter": (
        Ask(at={"message": "message to mia"}, by=ADMIN, refused=404, policy=LETTER_POLICY),
    ),
    "/o/{slug}/settings/mail/{message}/resend": (
        Ask(method="POST", at={"message": "message to mia"}, ok=302, by=ADMIN, refused=404,
            changes=True, body={"version": "1"}),
    ),
    "/o/{slug}/settings/journal": (
        Ask(by=WATCHERS, refused=404),
        Ask(query="?text=heron&kind=objective&last=2026-03-02", by=WATCHERS, refused=404),
    ),
    "/o/{slug}/settings/journal.csv": (
        Ask(by=WATCHERS, refused=404),
        Ask(query="?kind=objective", by=WATCHERS, refused=404),
    ),
    "/o/{slug}/settings/tokens": (
        Ask(),
        Ask(
            method="POST",
            changes=True,
            alone=ADDS,
            body={"name": "Reporting", "reach": "read", "lasts": "90"},
        ),
    ),
    "/o/{slug}/settings/openings": (
        Ask(by=ADMIN),
        Ask(query="?named={objective_private}", by=ADMIN),
        Ask(method="POST", ok=302, by=ADMIN, changes=True, alone=ADDS,
            body={"named": "@objective private", "reason": "A complaint"}),
        Ask(method="POST", ok=422, by=ADMIN, alone="it adds nothing",
            body={"named": "@objective open", "reason": "Nobody hides it"}),
    ),
    "/o/{slug}/settings/openings/{opening}/end": (
        Ask(method="POST", at={"opening": "opening of ada"}, ok=302, by=ADMIN, refused=404,
            changes=True, alone="it is ended once, by whoever opened it"),
    ),
    "/o/{slug}/settings/tokens/{token}/revoke": (
        Ask(method="POST", at={"token": "token of mia"}, ok=302, by=ADMIN | OWNER,
            refused=404, changes=True, alone="a token is revoked once, and for good"),
    ),
}  # fmt: skip
