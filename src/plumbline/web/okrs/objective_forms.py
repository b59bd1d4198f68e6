"""What is asked of an objective: its words alone, or all it says."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.cycles.selectors import cycle_get, cycles_list
from plumbline.domain.okrs.selectors.drafts import owners_offered, parents_offered
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.values import ObjectiveValues, Style, Visibility
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.strategy.selectors import priorities_list, priority_get
from plumbline.domain.tenancy.errors import DomainError, NotFound, PermissionRefused
from plumbline.web.form_refusals import refusal_show
from plumbline.web.jottings import JottedForm
from plumbline.web.okrs.custom_part import CustomPart
from plumbline.web.text_area import MARKED, TextArea
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.version_field import VersionField as VersionField
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective
    from plumbline.domain.orgs.models import Person, Team
    from plumbline.domain.strategy.models import Priority

PERSONAL = "personal"
TITLE_CHARACTERS = 500
_INDENT = "\u2003"  # an em space: options of a select keep no others

Options = Sequence[tuple[str, str]]
F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What can be chosen, as value and words."""

    cycles: Options
    teams: Options
    owners: Options
    parents: Options = ()


def offers_for(
    visit: Visit, row: "Objective | None" = None, *, with_parents: bool = False
) -> Offers:
    """Return the cycles, teams and people an objective can name, and what it can support.

    Args:
        visit: Who is there.
        row: The objective as it is: its owner and team stay on offer, whatever became of them.
        with_parents: Whether it can be tied to another one.
    """
    owners = named(owners_offered(viewer=visit.viewer))
    viewer = visit.viewer
    parents = parents_offered(viewer=viewer) if with_parents else ()
    return Offers(
        cycles=[(cycle.public_id, cycle.name) for cycle in cycles_list(viewer=viewer)],
        teams=kept(
            [
                *((team.public_id, _INDENT * team.depth + team.name)
                  for team in teams_tree(viewer=viewer)),
                (PERSONAL, _("No team: it is personal")),
            ],
            row.team if row else None,
        ),
        owners=kept([("", _("Nobody yet")), *owners], row.owner if row else None),
        parents=[("", _("Nothing yet")), *named(parents)],
    )  # fmt: skip


def kept(options: Options, now: "Person | Team | None") -> Options:
    """Return options with the present choice among them, though nobody new would be offered it."""
    if now is None or now.public_id in dict(options):
        return options
    return [*options, (now.public_id, now.name)]


def named(names: Sequence[Name]) -> Options:
    """Return names as options."""
    return [(name.public_id, name.name) for name in names]


class TagsField(forms.CharField):
    """Tags with commas between them."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Tags"),
            required=False,
            max_length=400,
            help_text=gettext_lazy("With commas between them."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def to_python(self, value: str | None) -> tuple[str, ...]:  # type: ignore[override]
        """Split at commas; what is empty is no tag."""
        parts = (part.strip() for part in (super().to_python(value) or "").split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def run_validators(self, value: tuple[str, ...]) -> None:
        """Validate the whole text again."""
        super().run_validators(", ".join(value))


class WordingForm(CustomPart, JottedForm):
    """The words of an objective, which change freely at any time."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("What will be better?"),
        max_length=TITLE_CHARACTERS,
        widget=TextArea(attrs={"rows": 2, "class": "pl-voice", MARKED: True}),
        help_text=gettext_lazy("A state that people would notice, not a task. One sentence."),
        error_messages={"required": gettext_lazy("Say what will be better.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"), required=False, widget=TextArea(attrs={"rows": 3})
    )
    tags = TagsField()
    version = VersionField()

    def values(self, viewer: Viewer, before: ObjectiveValues) -> ObjectiveValues:
        """Return `before` with what was typed."""
        given = self.cleaned_data
        return replace(
            before,
            title=given["title"],
            why=given["why"],
            tags=given["tags"],
            priority=self._priority(viewer, before),
            custom=self.custom_given(),
        )

    def _priority(self, viewer: Viewer, before: ObjectiveValues) -> "Priority | None":
        """Return the priority that was chosen; the present one where none could be."""
        if "priority" not in self.fields:
            return before.priority
        chosen = self.cleaned_data["priority"]
        return priority_get(viewer=viewer, public_id=chosen) if chosen else None


class ObjectiveForm(WordingForm):
    """All that an objective says; once it runs, its place changes by an adjustment."""

    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"))
    team = forms.ChoiceField(label=gettext_lazy("Team"))
    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        required=False,
        help_text=gettext_lazy("One person, who answers for it."),
    )
    style = forms.ChoiceField(
        label=gettext_lazy("How will it be judged?"),
        required=False,
        choices=[
            ("", gettext_lazy("Not decided yet")),
            *((style.value, style.label) for style in Style),
        ],
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who will see it?"),
        choices=[(each.value, each.label) for each in Visibility],
        error_messages={"required": gettext_lazy("Say who may see it.")},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        offers: Offers,
        initial: MutableMapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._offer("cycle", offers.cycles)
        self._offer("team", offers.teams)
        self._offer("owner", offers.owners)

    def _offer(self, name: str, options: Options) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]  # a ChoiceField

    def values(self, viewer: Viewer, before: ObjectiveValues) -> ObjectiveValues:
        """Return `before` with what was typed and chosen."""
        return self.placed(viewer, super().values(viewer, before))

    def placed(self, viewer: Viewer, before: ObjectiveValues) -> ObjectiveValues:
        """Return `before` with what was chosen."""
        given = self.cleaned_data
        team, owner = given["team"], given["owner"]
        is_personal = team == PERSONAL
        return replace(
            before,
            cycle=cycle_get(viewer=viewer, public_id=given["cycle"]),
            team=None if is_personal else team_get(viewer=viewer, public_id=team),
            is_personal=is_personal,
            owner=person_get(viewer=viewer, public_id=owner) if owner else None,
            style=Style(given["style"]) if given["style"] else None,
            visibility=Visibility(given["visibility"]),
        )

    def style_cards(self) -> RadioCards:
        """How it will be judged, as cards."""
        committed = _("To be reached in full. What is missed is explained.")
        aspirational = _("Seven tenths of the way is a success.")
        learning = _("What counts is what was learned, with evidence.")
        return RadioCards(
            name="style",
            label=_("How will it be judged?"),
            chosen=str(self["style"].value() or ""),
            errors=[str(error) for error in self["style"].errors],
            choices=(
                Choice(value="", label=_("Not decided yet")),
                Choice(value=Style.COMMITTED.value, label=_("Committed"), words=committed),
                Choice(value=Style.ASPIRATIONAL.value, label=_("Aspirational"), words=aspirational),
                Choice(value=Style.LEARNING.value, label=_("Learning"), words=learning),
            ),
        )

    def visibility_cards(self) -> RadioCards:
        """Who will see it, as cards."""
        everyone = _("The usual choice: others can align with it.")
        team = _("The team, the teams below it, their leads, and owners of its key results.")
        private = _("Its owner, their manager, and owners of its key results. It counts nowhere.")
        return RadioCards(
            name="visibility",
            label=_("Who will see it?"),
            chosen=str(self["visibility"].value() or ""),
            errors=[str(error) for error in self["visibility"].errors],
            choices=(
                Choice(
                    value=Visibility.ORGANIZATION.value,
                    label=_("Everyone in the organization"),
                    words=everyone,
                ),
                Choice(value=Visibility.TEAM.value, label=_("The team"), words=team),
                Choice(value=Visibility.PRIVATE.value, label=_("Owner and manager"), words=private),
            ),
        )


class NewObjectiveForm(ObjectiveForm):
    """An objective that is not there yet, with what it supports."""

    version = None  # type: ignore[assignment]  # Django drops a field that is None here
    parent = forms.ChoiceField(
        label=gettext_lazy("Supports"),
        required=False,
        help_text=gettext_lazy("The objective above. It can be chosen later, and more than one."),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        offers: Offers,
        initial: MutableMapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, offers=offers, initial=initial)
        self._offer("parent", offers.parents)


def priority_ask(form: F, viewer: Viewer, now: "Priority | None" = None) -> F:
    """Let a form ask which priority an objective serves, where there are any.

    Args:
        form: As it was made.
        viewer: Who is asked.
        now: The one it serves; it stays on offer though it was put away.
    """
    offered = [(each.public_id, each.title) for each in priorities_list(viewer=viewer)]
    if now is not None and now.public_id not in dict(offered):
        offered.append((now.public_id, now.title))
    if offered:
        form.fields["priority"] = forms.ChoiceField(
            label=_("Which priority does it serve?"),
            required=False,
            choices=[("", _("None of them")), *offered],
        )
    return form


def words_now(values: ObjectiveValues) -> dict[str, object]:
    """Return what an objective says, as a form shows it."""
    return {
        "title": values.title,
        "why": values.why,
        "priority": "" if values.priority is None else values.priority.public_id,
        "tags": ", ".join(values.tags),
        "cycle": values.cycle.public_id,
        "team": PERSONAL if values.team is None else values.team.public_id,
        "owner": "" if values.owner is None else values.owner.public_id,
        "style": values.style.value if values.style else "",
        "visibility": values.visibility.value,
    }


def place_refused(form: forms.Form, refused: DomainError) -> None:
    """Put a refusal at its field; who may write nothing in a place is told at the team."""
    if "team" in form.fields and isinstance(refused, NotFound | PermissionRefused):
        form.add_error("team", _("You cannot write one there. Choose another team, or personal."))
        return
    refusal_show(form, refused)
