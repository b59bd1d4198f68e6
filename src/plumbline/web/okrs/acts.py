"""What the viewer may do to an objective or key result, as its page offers it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.details import KeyResultDetails, ObjectiveDetails
from plumbline.domain.okrs.selectors.drafts import KeyResultRights, key_result_rights
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.engine.documents.model import State
from plumbline.web.jottings import JottingLine, jotting_lines_of
from plumbline.web.okrs.written import day_with_year, state_of
from plumbline.web.visits import Visit

PLANNED = frozenset({State.PROPOSED, State.DRAFT, State.IN_REVIEW})
RUNNING = frozenset({State.ACTIVE, State.PAUSED})
GRADING_ACTS = frozenset({Act.GRADE_SELF, Act.GRADE_FINAL})
CLOSING_DAYS = 14
"""Days before its end from which on a cycle is closing: grading is expected then."""
NO_RIGHTS = KeyResultRights(adds=False, edits=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveActs:
    """Where the acts on an objective are done; an empty address is not the viewer's to do.

    Attributes:
        version: The version that a button alone acts on.
        is_whole: All of it is edited freely; else its words alone.
        submit_url: Takes a POST, like `accept_url` and `grading_url`.
        back_url: Takes the start of grading back by a POST.
        resume_url: Where what is paused goes on.
        early: What to know before grading begins while the cycle runs; empty at its end.
        key_results: What may be done to its key results.
        jottings: What the viewer typed into it and did not save.
    """

    version: int = 0
    is_whole: bool = False
    edit_url: str = ""
    submit_url: str = ""
    accept_url: str = ""
    add_url: str = ""
    arrange_url: str = ""
    adjust_url: str = ""
    resume_url: str = ""
    links_url: str = ""
    grading_url: str = ""
    back_url: str = ""
    early: str = ""
    grade_url: str = ""
    key_results: KeyResultRights = NO_RIGHTS
    jottings: tuple[JottingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultActs:
    """Where the acts on a key result are done; an empty address is not the viewer's to do.

    Attributes:
        is_whole: All of it is edited freely; else its words alone.
        resume_url: Where what is paused goes on; empty where its objective is paused.
        jottings: What the viewer typed into it and did not save.
    """

    is_whole: bool = False
    edit_url: str = ""
    adjust_url: str = ""
    resume_url: str = ""
    jottings: tuple[JottingLine, ...] = ()


def objective_acts_offered(visit: Visit, details: ObjectiveDetails) -> ObjectiveActs:
    """Return what the page of an objective offers; of a past day nothing."""
    if details.as_of is not None:
        return ObjectiveActs()
    state, acts = state_of(details.facts.state), details.acts
    own = [visit.slug, details.facts.public_id]
    planned = state in PLANNED
    seen = Act.VIEW in acts  # what is only opened is read and no more
    rights = _key_result_rights(visit, details) if planned and seen else NO_RIGHTS
    adds = rights.adds or (state in RUNNING and Act.ADJUST in acts)

    def where(name: str, *, if_: bool) -> str:
        return reverse(name, args=own) if if_ else ""

    edit_url = where("objective-edit", if_=Act.EDIT in acts)
    add_url = where("key-result-new", if_=adds)
    return ObjectiveActs(
        version=details.facts.version,
        is_whole=planned,
        edit_url=edit_url,
        jottings=jotting_lines_of(
            visit, own[-1], {"objective-edit": edit_url, "key-result-new": add_url}
        ),
        submit_url=where("objective-submit", if_=Act.SUBMIT in acts),
        accept_url=where("objective-accept", if_=Act.ACCEPT in acts),
        add_url=add_url,
        arrange_url=where("key-results-arrange", if_=Act.EDIT in acts),
        adjust_url=where("objective-adjust", if_=state in RUNNING and Act.ADJUST in acts),
        resume_url=where("objective-decide", if_=state is State.PAUSED and Act.STOP in acts),
        links_url=where("objective-links", if_=Act.ALIGN in acts),
        grading_url=where("objective-grading", if_=state in RUNNING and Act.GRADE_START in acts),
        back_url=where("objective-grading-back", if_=_is_taken_back(details)),
        early=_early(visit, details),
        grade_url=where(
            "objective-grade", if_=state is State.GRADING and bool(acts & GRADING_ACTS)
        ),
        key_results=rights,
    )


def _is_taken_back(details: ObjectiveDetails) -> bool:
    """Whether the viewer may take the start of grading back: nobody has answered yet."""
    answered = bool(details.better_state) or details.self_score is not None
    return Act.GRADE_BACK in details.acts and not answered


def _early(visit: Visit, details: ObjectiveDetails) -> str:
    """Write what to know before an objective is graded weeks before its cycle ends."""
    wanted = details.facts.cycle.public_id
    cycle = next((each for each in visit.cycles if each.public_id == wanted), None)
    if cycle is None or (cycle.end - visit.today).days < CLOSING_DAYS:
        return ""
    return _(
        "%(cycle)s runs until %(day)s. Once grading has begun the objective waits for its grade, "
        "and its targets can no longer be adjusted. That can be taken back until its owner answers."
    ) % {"cycle": cycle.name, "day": day_with_year(cycle.end)}


def _key_result_rights(visit: Visit, details: ObjectiveDetails) -> KeyResultRights:
    row = objective_get(viewer=visit.viewer, public_id=details.facts.public_id)
    return key_result_rights(visit.viewer, row)


def key_result_acts_offered(visit: Visit, details: KeyResultDetails) -> KeyResultActs:
    """Return what the page of a key result offers; of a past day nothing."""
    if details.as_of is not None:
        return KeyResultActs()
    state, acts = state_of(details.facts.state), details.acts
    own = [visit.slug, details.facts.public_id]

    def where(name: str, *, if_: bool) -> str:
        return reverse(name, args=own) if if_ else ""

    edit_url = where("key-result-edit", if_=Act.EDIT in acts)
    return KeyResultActs(
        is_whole=state in PLANNED,
        edit_url=edit_url,
        jottings=jotting_lines_of(visit, own[-1], {"key-result-edit": edit_url}),
        adjust_url=where("key-result-adjust", if_=state in RUNNING and Act.ADJUST in acts),
        resume_url=where("key-result-decide", if_=state is State.PAUSED and Act.STOP in acts),
    )
