"""Where an import goes: the choices for what the document does not say itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import PAGE_SIZE_MAX, people_list
from plumbline.domain.orgs.selectors.teams import teams_tree
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.transfer.plan_values import IMPORT_STATES, ImportPlan
from plumbline.engine.documents.model import Style
from plumbline.web.transfer.import_choices import NOBODY, ImportChoices
from plumbline.web.ui.signs import STYLE_WORDS
from plumbline.web.visits import Visit

_INDENT = "\u2003"  # an em space: options of a select keep no others


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a select."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The options of every choice."""

    cycles: tuple[Option, ...]
    teams: tuple[Option, ...]
    owners: tuple[Option, ...]
    styles: tuple[Option, ...]
    states: tuple[Option, ...]


def where_of(visit: Visit, plan: ImportPlan, choices: ImportChoices) -> Where:
    """Return what can be chosen, and what is."""
    return Where(
        cycles=_cycles(visit, plan, choices),
        teams=_teams(visit.viewer, choices),
        owners=_owners(visit.viewer, choices),
        styles=_styles(choices),
        states=tuple(
            Option(state.value, str(state.label), state == plan.target.state)
            for state in IMPORT_STATES
        ),
    )


def _cycles(visit: Visit, plan: ImportPlan, choices: ImportChoices) -> tuple[Option, ...]:
    stated = plan.result.document.cycle if plan.result.document else None
    if stated is not None:
        first = _("%(cycle)s, as it says") % {"cycle": stated.name}
        if not choices.cycle and plan.cycle is not None and plan.cycle.is_new:
            first = _("%(cycle)s, as it says; it is made") % {"cycle": stated.name}
    elif plan.cycle is not None and not choices.cycle:
        name = plan.cycle.name
        is_current = visit.cycle is not None and visit.cycle.name == name
        first = _("%(cycle)s, the current one") % {"cycle": name} if is_current else name
    else:
        first = _("The current one")
    known = visit.cycles
    return (
        Option("", first, not choices.cycle),
        *(Option(one.public_id, one.name, one.public_id == choices.cycle) for one in known),
    )


def _teams(viewer: Viewer, choices: ImportChoices) -> tuple[Option, ...]:
    nodes = [
        node
        for node in teams_tree(viewer=viewer)
        if permitted(viewer, Act.IMPORT, Thing(kind=Kind.DOCUMENT, team_path=node.path))
    ]
    top = min((node.depth for node in nodes), default=0)
    return (
        Option("", _("As it says"), not choices.team),
        *(
            Option(
                node.public_id,
                f"{_INDENT * (node.depth - top)}{node.name}",
                node.public_id == choices.team,
            )
            for node in nodes
        ),
    )


def _owners(viewer: Viewer, choices: ImportChoices) -> tuple[Option, ...]:
    people = people_list(viewer=viewer, size=PAGE_SIZE_MAX).people
    return (
        Option("", _("Me"), not choices.owner),
        *(
            Option(one.public_id, one.name, one.public_id == choices.owner)
            for one in people
            if one.public_id != viewer.person_public_id
        ),
        Option(NOBODY, _("Nobody yet"), choices.owner == NOBODY),
    )


def _styles(choices: ImportChoices) -> tuple[Option, ...]:
    return (
        Option("", _("None yet"), not choices.style),
        *(
            Option(style.value, str(STYLE_WORDS[style]), style.value == choices.style)
            for style in Style
        ),
    )


def wanted_words(plan: ImportPlan) -> tuple[str, ...]:
    """Return what has to be chosen so that objectives come in as active, as was asked for."""
    words = []
    if owners := plan.owners_wanted:
        words.append(
            ngettext(
                "%(count)d objective names no owner. Choose who owns what names nobody.",
                "%(count)d objectives name no owner. Choose who owns what names nobody.",
                owners,
            )
            % {"count": owners}
        )
    if styles := plan.styles_wanted:
        words.append(
            ngettext(
                "%(count)d objective states no style. Choose whether it is committed, "
                "aspirational or learning: the grade is judged by it.",
                "%(count)d objectives state no style. Choose whether they are committed, "
                "aspirational or learning: the grade is judged by it.",
                styles,
            )
            % {"count": styles}
        )
    return tuple(words)
