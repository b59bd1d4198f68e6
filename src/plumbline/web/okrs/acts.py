"""What the viewer may do to an objective or key result, as its page offers it."""

from dataclasses import dataclass

from django.urls import reverse

from plumbline.domain.okrs.selectors.details import KeyResultDetails, ObjectiveDetails
from plumbline.domain.okrs.selectors.drafts import KeyResultRights, key_result_rights
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.engine.documents.model import State
from plumbline.web.okrs.written import state_of
from plumbline.web.visits import Visit

PLANNED = frozenset({State.PROPOSED, State.DRAFT, State.IN_REVIEW})
RUNNING = frozenset({State.ACTIVE, State.PAUSED})
GRADING_ACTS = frozenset({Act.GRADE_SELF, Act.GRADE_FINAL})
NO_RIGHTS = KeyResultRights(adds=False, edits=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveActs:
    """Where the acts on an objective are done; an empty address is not the viewer's to do.

    Attributes:
        version: The version that a button alone acts on.
        submit_url: Takes a POST, like `accept_url` and `grading_url`.
        key_results: What may be done to its key results.
    """

    version: int = 0
    edit_url: str = ""
    submit_url: str = ""
    accept_url: str = ""
    add_url: str = ""
    adjust_url: str = ""
    links_url: str = ""
    grading_url: str = ""
    grade_url: str = ""
    key_results: KeyResultRights = NO_RIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultActs:
    """Where the acts on a key result are done; an empty address is not the viewer's to do."""

    edit_url: str = ""
    adjust_url: str = ""


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

    return ObjectiveActs(
        version=details.facts.version,
        edit_url=where("objective-edit", if_=Act.EDIT in acts),
        submit_url=where("objective-submit", if_=Act.SUBMIT in acts),
        accept_url=where("objective-accept", if_=Act.ACCEPT in acts),
        add_url=where("key-result-new", if_=adds),
        adjust_url=where("objective-adjust", if_=state in RUNNING and Act.ADJUST in acts),
        links_url=where("objective-links", if_=Act.ALIGN in acts),
        grading_url=where("objective-grading", if_=state in RUNNING and Act.GRADE_START in acts),
        grade_url=where(
            "objective-grade", if_=state is State.GRADING and bool(acts & GRADING_ACTS)
        ),
        key_results=rights,
    )


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

    return KeyResultActs(
        edit_url=where("key-result-edit", if_=Act.EDIT in acts),
        adjust_url=where("key-result-adjust", if_=state in RUNNING and Act.ADJUST in acts),
    )
