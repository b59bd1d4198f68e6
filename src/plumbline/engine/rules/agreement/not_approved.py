"""Not approved by whom the organization asks.

What it finds:
    Objectives that fewer people than asked for have approved as their title and targets stand,
    among those who answer for it: the lead of a team above, an OKR champion, or people who are
    named. Nothing is asked before the parameters say of whom, of personal objectives never. Of a
    private one it is its owner's manager who approves.

Why it matters:
    Whoever answers for the whole should know what a part of it is after before it begins, and
    again when that changes.

Source:
    An organization's own policy: who approves is for it to say, and how many days before.

Bad:
    # params: by = parent_lead; count = 1
    # approved: trust = none
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: in_review}

Bad:
    # params: by = champion; count = 1
    # approved: trust = parent_lead
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: draft}

Bad:
    # params: by = parent_lead; count = 1
    # approved: trust = parent_lead
    objectives:
      - {id: trust, title: Buyers trust us before they call, visibility: private, state: draft}

Bad:
    # params: people = ann; count = 1
    # approved: trust = parent_lead
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: in_review}

Good:
    # params: people = ann; count = 1
    # approved: trust = ann
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: in_review}

Good:
    # params: by = parent_lead, champion; count = 1
    # approved: trust = parent_lead
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: in_review}

Good:
    # approved: trust = none
    objectives:
      - {id: trust, title: Buyers trust us before they call, state: in_review}

Parameters:
    by: Whose approval counts
    people: Named people whose approval counts
    count: How many of them approve
    changes: A change of the title or of a target of what runs needs a new approval
    days: Days before the first day of the cycle by which it is due; 0 sets no day

Mend:
    Ask for the approval: whoever approves it is told, and says yes or what is missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State, Visibility
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import choice, number, words
from plumbline.engine.rules.stating import stated_mark

RULE = Rule(
    code="PL-G03",
    name="not-approved",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)
APPROVERS = ("parent_lead", "champion")
#: Approves what is private, whoever is asked of what is not.
OF_PRIVATE = "manager"
_PRIVATE = "rules.not_approved.manager"
_RUNS = "rules.not_approved.runs"
_SAID: Mapping[tuple[str, ...], str] = {
    ("parent_lead",): "rules.not_approved.parent_lead",
    ("champion",): "rules.not_approved.champion",
}
_EITHER = "rules.not_approved.either"
_NAMED = "rules.not_approved.named"
_NAMED_TOO = "rules.not_approved.named_too"
_IN_REVIEW = "rules.not_approved.in_review"


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set.

    Attributes:
        people: By their public ids.
        days: Told beside it; what is late is late by `agreed-late`.
    """

    by: tuple[str, ...] = words("Whose approval counts", among=APPROVERS)
    people: tuple[str, ...] = words("Named people whose approval counts")
    count: int = number(1, 1, 5, "How many of them approve")
    changes: bool = choice(
        False, "A change of the title or of a target of what runs needs a new approval"
    )
    days: int = number(
        0, 0, 180, "Days before the first day of the cycle by which it is due; 0 sets no day"
    )

    @property
    def asked(self) -> frozenset[str]:
        """Return whose approval counts: what they are to an objective, or who they are."""
        return frozenset((*self.by, *self.people))


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that are not approved; those of which nothing is known are left out."""
    for item in objectives(document):
        one = item.objective
        approved = context.approved.get(one.id or "")
        if not params.asked or approved is None or one.personal:
            continue
        private = one.visibility is Visibility.PRIVATE
        counted = {OF_PRIVATE} if private else params.asked
        runs = one.state is State.ACTIVE
        kept = {"", stated_mark(one)}
        given = sum(
            bool(each.roles & counted) and (each.stated in kept or (runs and not params.changes))
            for each in approved
        )
        needed = 1 if private else params.count
        if given < needed:
            said = {"given": given, "count": needed}
            name = _PRIVATE if private else _before(params)
            if one.state in (State.ACTIVE, State.IN_REVIEW):
                name = _RUNS if runs else _IN_REVIEW
            yield found(RULE, item, Message(name, said), field="state")


def _before(params: Params) -> str:
    """Return what is said of what is not handed in yet."""
    if params.people:
        return _NAMED_TOO if params.by else _NAMED
    return _SAID.get(params.by, _EITHER)
