"""What is asked of an act on many objectives: its value, and once the reason."""

from typing import Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.bulk.acts import ADJUSTMENTS, Wanted
from plumbline.domain.bulk.selectors import BatchFacts, BulkAct
from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.okrs.selectors.lineage import cycles_to_go_on_in
from plumbline.domain.okrs.values import Style, Visibility
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.web.okrs.objective_forms import PERSONAL, Options, named, offers_for
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit

#: Acts that say all themselves.
PLAIN: Final = frozenset({BulkAct.SUBMIT, BulkAct.ACCEPT, BulkAct.ACTIVATE, BulkAct.DELETE})
TAGS: Final = frozenset({BulkAct.TAG_ADD, BulkAct.TAG_REMOVE})


class ActForm(forms.Form):
    """Which act; its own value and reason are asked by `BulkForm`."""

    words = ""
    use_required_attribute = False

    act = forms.ChoiceField(
        label=gettext_lazy("What is to be done?"),
        choices=BulkAct.choices,
        error_messages={"required": gettext_lazy("Choose what is to be done.")},
    )


class BulkForm(forms.Form):
    """The value of one act, and the reason where something runs already."""

    use_required_attribute = False

    act = forms.ChoiceField(choices=BulkAct.choices, widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, visit: Visit, act: BulkAct, facts: BatchFacts
    ) -> None:
        super().__init__(data, initial={"act": act, "reason": facts.batch.reason})  # type: ignore[arg-type]  # what was sent, or None
        self.words = act.label
        if act in TAGS:
            self.fields["value"] = forms.CharField(
                label=_("Tag"), max_length=100, error_messages={"required": _("Type the tag.")}
            )
        elif act not in PLAIN:
            label, options = _question(visit, act)
            self.fields["value"] = forms.ChoiceField(
                label=label,
                choices=options,
                required=act not in (BulkAct.OWNER, BulkAct.PRIORITY),
                error_messages={"required": _("Choose one.")},
            )
        if act in ADJUSTMENTS and facts.running:
            self.fields["reason"] = forms.CharField(
                label=_("Why?"),
                max_length=2000,
                required=False,
                widget=TextArea(attrs={"rows": 3}),
                help_text=_("Some of them run already. The reason is kept with each of those."),
            )

    def wanted(self) -> Wanted:
        """Return what was asked for, as the service takes it."""
        given = self.cleaned_data
        return Wanted(
            act=BulkAct(given["act"]),
            value=given.get("value", ""),
            reason=given.get("reason", ""),
        )


def _question(visit: Visit, act: BulkAct) -> tuple[str, Options]:
    """Return what a value is called and what can be chosen."""
    viewer = visit.viewer
    choose = [("", _("Choose one"))]
    match act:
        case BulkAct.OWNER:
            return _("Owner"), [("", _("Nobody yet")), *named(owners_offered(viewer=viewer))]
        case BulkAct.TEAM:
            teams = [each for each in offers_for(visit).teams if each[0] != PERSONAL]
            return _("Team"), [*choose, *teams]
        case BulkAct.VISIBILITY:
            seen = [(each.value, str(each.label)) for each in Visibility]
            return _("Who will see them?"), [*choose, *seen]
        case BulkAct.STYLE:
            styles = [(each.value, str(each.label)) for each in Style]
            return _("How will they be judged?"), [*choose, *styles]
        case BulkAct.PRIORITY:
            offered = [(each.public_id, each.title) for each in priorities_list(viewer=viewer)]
            return _("Which priority do they serve?"), [("", _("None of them")), *offered]
    cycles = cycles_to_go_on_in(viewer=viewer)
    return _("In which cycle"), [*choose, *((each.public_id, each.name) for each in cycles)]


def value_words(visit: Visit, act: BulkAct, value: str) -> str:
    """Put the value of an act into words; empty for an act without one."""
    if act in PLAIN:
        return ""
    if act in TAGS:
        return value
    return str(dict(_question(visit, act)[1]).get(value, "")).strip()
