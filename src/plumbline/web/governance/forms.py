"""What is asked of a practice, and of a move on the ladder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.governance.selectors.practices import (
    LADDER,
    NAME_CHARACTERS,
    PEOPLE,
    Binding,
    Gate,
    Tier,
    bindings_read,
    people_bound,
)
from plumbline.domain.governance.services.practice_writing import STEPS
from plumbline.domain.governance.services.practices import PracticeValues
from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.tenancy.errors import DomainError, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.messages import Message
from plumbline.engine.rules.parameters import Parameter, parameters_of
from plumbline.engine.rules.registry import registered
from plumbline.web.day_field import DayField
from plumbline.web.form_refusals import refusal_show
from plumbline.web.governance.words import FIELD_WORDS, TIER_DOES, rule_words
from plumbline.web.long_select import LongChecks, LongChoices, LongSelect
from plumbline.web.okrs.objective_forms import Options, kept, named
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

_INDENT = "\u2003"  # an em space: options of a select keep no others
PARAM = "param_"
WORDS = 20_000
#: Into use comes a practice as one of these; a policy it becomes once it proved itself.
ADOPTED_AS = (Tier.GUIDELINE, Tier.BEST_PRACTICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeOffers:
    """What can be chosen, as value and words.

    Attributes:
        people: Whom a rule can name; whoever it names stays among them, though they left since.
    """

    teams: Options
    owners: Options
    people: Options


def practice_offers(visit: Visit, row: "Practice | None" = None) -> PracticeOffers:
    """Return the teams a practice can hold in and the people who can answer for it."""
    teams = [
        (team.public_id, _INDENT * team.depth + team.name)
        for team in teams_tree(viewer=visit.viewer)
        if team.depth
    ]
    owners = named(owners_offered(viewer=visit.viewer))
    bound = bindings_read(row.bindings) if row else ()
    left = people_bound(viewer=visit.viewer, bindings=bound).items() - set(owners)
    return PracticeOffers(
        teams=kept([("", _("The whole organization")), *teams], row.team if row else None),
        owners=kept([("", _("Nobody yet")), *owners], row.owner if row else None),
        people=[*owners, *sorted(left, key=lambda each: each[1])],
    )


class ReasonField(forms.CharField):
    """Why; everybody reads it in the history of the practice."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Why"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": gettext_lazy("Say why.")},
            help_text=gettext_lazy("Everybody reads it in the history of the practice."),
        )


class PracticeForm(forms.Form):
    """All that a practice says."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=NAME_CHARACTERS,
        error_messages={"required": gettext_lazy("Give the practice a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=gettext_lazy("What is asked"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what is asked.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why it matters"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=500)
    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        required=False,
        max_length=WORDS,
        help_text=gettext_lazy("One in each line, in order."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Where it holds"),
        required=False,
        widget=LongSelect,
        help_text=gettext_lazy(
            "A team brings all teams below it. There it adds to what holds above."
        ),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who answers for it"), required=False, widget=LongSelect
    )
    effective_on = DayField(gettext_lazy("It holds from"), required=True)
    review_on = DayField(
        gettext_lazy("Looked at again by"),
        help_text=gettext_lazy("Empty: a policy after 13 weeks, a guideline after 8."),
    )
    gates = forms.MultipleChoiceField(
        label=gettext_lazy("Its rules are asked when"),
        choices=Gate.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rules = forms.MultipleChoiceField(
        label=gettext_lazy("Rules that check it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = ReasonField()
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        offers: PracticeOffers,
        bound: Sequence[Binding] = (),
        versioned: bool = False,
        initial: dict[str, object],
    ) -> None:
        """Take what was sent.

        Args:
            data: What was sent.
            offers: What can be chosen.
            bound: Rules whose limits are asked.
            versioned: There is a practice already that changes.
            initial: What the form opens with.
        """
        super().__init__(data, initial=initial)
        self.fields["team"].choices = LongChoices(*offers.teams)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["owner"].choices = LongChoices(*offers.owners)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["rules"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (code, f"{code}  {rule_words(code).summary}") for code in registered()
        ]
        if not versioned:
            del self.fields["version"]
        self.params: dict[str, tuple[str, Parameter]] = {}
        for binding in bound:
            for parameter in parameters_of(registered()[binding.code].params):
                name = f"{PARAM}{binding.code}_{parameter.name}"
                self.params[name] = (binding.code, parameter)
                self.fields[name] = _param_field(binding, parameter, offers.people)

    def clean(self) -> dict[str, object]:
        """Say at once what the service would say only once every field is right by itself."""
        given = super().clean() or self.cleaned_data
        if given.get("rules") and not given.get("gates") and "gates" not in self.errors:
            self.add_error("gates", wording(Message("governance.gate_missing")))
        first, again = given.get("effective_on"), given.get("review_on")
        if first and again and again < first:
            self.add_error("review_on", wording(Message("governance.review_before")))
        if len(str(given.get("steps") or "").split("\n")) > STEPS:
            said = Message("governance.too_many_steps", {"most": STEPS})
            self.add_error("steps", wording(said))
        return given

    def limits(self) -> list[forms.BoundField]:
        """The limits of the bound rules, for the page."""
        return [self[name] for name in self.params]

    def values(self, visit: Visit) -> PracticeValues:
        """Return what was typed.

        Raises:
            NotFound: There is no such team or person.
        """
        given, viewer = self.cleaned_data, visit.viewer
        team, owner = given["team"], given["owner"]
        return PracticeValues(
            name=given["name"],
            text=given["text"],
            why=given["why"],
            source=given["source"],
            steps=tuple(given["steps"].splitlines()),
            team=team_get(viewer=viewer, public_id=team) if team else None,
            owner=person_get(viewer=viewer, public_id=owner) if owner else None,
            gates=tuple(map(Gate, given["gates"])),
            bindings=tuple(Binding(code, self._params(code)) for code in given["rules"]),
            effective_on=given["effective_on"],
            review_on=given["review_on"],
        )

    def _params(self, code: str) -> dict[str, object]:
        """Return the limits of a rule that differ from its own."""
        found: dict[str, object] = {}
        for name, (of, parameter) in self.params.items():
            value = self.cleaned_data.get(name)
            if parameter.among or parameter.name == PEOPLE:
                value = list(value or ())
            elif isinstance(parameter.default, tuple):
                value = [each.strip() for each in str(value or "").split(",") if each.strip()]
            elif value is None:
                continue
            if of == code and value != _plain(parameter.default):
                found[parameter.name] = value
        return found


class AdoptForm(PracticeForm):
    """A practice that comes into use."""

    tier = forms.ChoiceField(
        choices=[(each.value, each.label) for each in ADOPTED_AS],
        error_messages={"required": gettext_lazy("Choose how firmly it is asked.")},
    )

    def tier_cards(self) -> RadioCards:
        """How firmly it is asked, as cards."""
        return RadioCards(
            name="tier",
            label=_("How firmly it is asked"),
            chosen=str(self["tier"].value() or ""),
            errors=[str(error) for error in self["tier"].errors],
            choices=tuple(
                Choice(value=each.value, label=str(each.label), words=str(TIER_DOES[each][1]))
                for each in ADOPTED_AS
            ),
        )


class MoveForm(forms.Form):
    """A move on the ladder, or a look at a practice, with its reason."""

    use_required_attribute = False

    reason = ReasonField()
    effective_on = DayField(gettext_lazy("It holds so from"), required=True)
    review_on = DayField(gettext_lazy("Looked at again by"), required=True)
    meant = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick this if you mean it, and press once more.")}
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        to: str,
        initial: dict[str, object],
        stops: str = "",
    ) -> None:
        """Take what was sent; only a move asks for a day, and a look for the next one.

        Args:
            data: What was sent.
            to: Where the practice is to go.
            initial: What stands in it.
            stops: What the move would stop, which is to be ticked; empty for nothing.
        """
        super().__init__(data, initial=initial)
        self.fields["meant"].label = stops
        if not stops:
            del self.fields["meant"]
        if to not in {each.value for each in LADDER}:
            del self.fields["effective_on"]
        if to != "review":
            del self.fields["review_on"]


def practice_refused(form: forms.Form, refused: DomainError) -> None:
    """Put what a service refused of rules and their limits at its field."""
    fields = {"bindings": "rules"}
    if isinstance(refused, ValidationRefused):
        for name in refused.field_errors:
            __, _dot, rest = name.partition("bindings.")
            if rest:
                fields[name] = PARAM + rest.replace(".", "_")
    refusal_show(form, refused, fields=fields)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _param_field(binding: Binding, parameter: Parameter, people: Options) -> forms.Field:
    label = f"{binding.code}: {parameter.about}"
    given = binding.params.get(parameter.name, parameter.default)
    if parameter.name == PEOPLE:
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            initial=given,
            choices=people,
            widget=LongChecks(attrs={"class": "pl-checks-long"}),
            help_text=_("Beside those above, or alone. Nobody approves what they own."),
        )
    if isinstance(parameter.default, bool):
        return forms.BooleanField(label=label, required=False, initial=given)
    if parameter.among:
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            initial=given,
            choices=[(each, FIELD_WORDS[each]) for each in parameter.among],
            widget=forms.CheckboxSelectMultiple,
        )
    if isinstance(parameter.default, tuple):
        words = ", ".join(map(str, given)) if isinstance(given, list | tuple) else ""
        help_text = _("With commas between them.")
        return forms.CharField(
            label=label, required=False, initial=words, max_length=2000, help_text=help_text
        )
    return _number_field(label, given, parameter)


def _number_field(label: str, given: object, parameter: Parameter) -> forms.Field:
    limits = {"least": parameter.least, "most": parameter.most, "default": parameter.default}
    is_whole = isinstance(parameter.default, int)
    words = (
        _("Give a whole number from %(least)s to %(most)s.")
        if is_whole
        else _("Give a number from %(least)s to %(most)s.")
    )
    kind = forms.IntegerField if is_whole else forms.FloatField
    asked = kind(
        label=label,
        required=False,
        initial=given,
        error_messages={"invalid": words % limits},
        help_text=_("From %(least)s to %(most)s; empty: %(default)s.") % limits,
    )
    if parameter.least is not None:
        asked.validators.append(MinValueValidator(parameter.least, words % limits))
    if parameter.most is not None:
        asked.validators.append(MaxValueValidator(parameter.most, words % limits))
    return asked
