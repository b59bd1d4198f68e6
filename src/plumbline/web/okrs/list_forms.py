"""How the list of all objectives is narrowed and sorted."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.charts import Sign
from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.listing import ListAsked, Sorting, key_results_told
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter
from plumbline.domain.okrs.values import State, Status, Style, Visibility
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.web.okrs.objective_forms import offers_for
from plumbline.web.ui.signs import COUNT_WORDS
from plumbline.web.visits import Visit

ANY = ""
NOBODY = "nobody"
PLANNED = "planned"
RUNNING = "running"
OVER = "over"

#: What counts tell of key results, that can be looked for; in a heading behind their number.
TOLD: Mapping[Status | CheckInState, str | Promise] = {
    Status.ON_TRACK: COUNT_WORDS[Sign.ON_TRACK],
    Status.AT_RISK: COUNT_WORDS[Sign.AT_RISK],
    Status.OFF_TRACK: COUNT_WORDS[Sign.OFF_TRACK],
    CheckInState.STALE: COUNT_WORDS[Sign.STALE],
    CheckInState.OVERDUE: gettext_lazy("overdue"),
}
_TOLD_BY_VALUE = {told.value: told for told in TOLD}

#: Groups of states that people ask for, beside each single one.
STATE_GROUPS = {
    PLANNED: (State.PROPOSED, State.DRAFT, State.IN_REVIEW),
    RUNNING: (State.ACTIVE, State.PAUSED, State.GRADING),
    OVER: (State.CLOSED, State.STOPPED),
}


class ListForm(forms.Form):
    """What the list shows; whatever cannot be is as if it were not asked."""

    use_required_attribute = False

    q = forms.CharField(label=gettext_lazy("Words in the title"), required=False, max_length=100)
    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team and below"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    key_results = forms.ChoiceField(label=gettext_lazy("With a key result"), required=False)
    style = forms.ChoiceField(label=gettext_lazy("Judged as"), required=False)
    visibility = forms.ChoiceField(label=gettext_lazy("Seen by"), required=False)
    tag = forms.CharField(label=gettext_lazy("Tag"), required=False, max_length=100)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False)

    def __init__(self, data: QueryDict, *, visit: Visit) -> None:
        super().__init__(data)
        offers = offers_for(visit)
        teams = [option for option in offers.teams if option[0] != "personal"]
        owners = [("", _("Anybody")), (NOBODY, _("Nobody yet")), *offers.owners[1:]]
        self._offer("cycle", [("", _("Any cycle")), *offers.cycles])
        self._offer("team", [("", _("Any team")), *teams])
        self._offer("owner", owners)
        self._offer("state", _states())
        told = [(each.value, capfirst(str(words))) for each, words in TOLD.items()]
        self._offer("key_results", [("", _("Any status")), *told])
        styles = [(each.value, str(each.label)) for each in Style]
        self._offer("style", [("", _("Any")), *styles])
        seen = [(each.value, str(each.label)) for each in Visibility]
        self._offer("visibility", [("", _("Any")), *seen])
        self._offer("sort", _sortings())

    def _offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]  # a ChoiceField

    def given(self) -> dict[str, str]:
        """Return what narrows the list, by field; what cannot be is left out."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name, ""))}

    def gone(self) -> str:
        """Name the things looked for that are not on offer; then nothing can match."""
        self.is_valid()
        named = {"cycle": _("cycle"), "team": _("team"), "owner": _("owner")}
        gone = [
            words
            for name, words in named.items()
            if self.data.get(name) and name not in self.cleaned_data
        ]
        return ", ".join(gone)

    def query(self) -> str:
        """Return the same as the query of an address, without its question mark."""
        return urlencode(self.given())

    def told_words(self) -> tuple[str, ...]:
        """Write what narrows the list, a few words for each field, what is told of results first.

        An order narrows nothing.
        """
        typed = {"q": _("“%(text)s”"), "tag": _("tag %(text)s")}
        given = sorted(self.given().items(), key=lambda each: each[0] != "key_results")
        return tuple(
            typed[name] % {"text": value} if name in typed else self._chosen(name, value)
            for name, value in given
            if name != "sort"
        )

    def _chosen(self, name: str, value: str) -> str:
        choices = self.fields[name].choices  # type: ignore[attr-defined]  # a ChoiceField
        return str(dict(choices)[value]).strip()

    def told(self) -> Status | CheckInState | None:
        """Return what is looked for among key results; `None` for anything."""
        return _TOLD_BY_VALUE.get(self.given().get("key_results", ""))

    def asked(self, visit: Visit) -> ListAsked:
        """Return the filter and order for the selector."""
        given, viewer, told = self.given(), visit.viewer, self.told()
        owner = given.get("owner", "")
        by_name = owner and owner != NOBODY
        state = given.get("state", "")
        states = STATE_GROUPS.get(state) or ([State(state)] if state else [])
        return ListAsked(
            among=ObjectiveFilter(
                cycle=(
                    cycle_get(viewer=viewer, public_id=given["cycle"]) if "cycle" in given else None
                ),
                team=team_get(viewer=viewer, public_id=given["team"]) if "team" in given else None,
                with_sub_teams=True,
                owner_id=person_get(viewer=viewer, public_id=owner).pk if by_name else None,
                states=frozenset(each.value for each in states),
                text=given.get("q", ""),
            ),
            style=given.get("style", ""),
            visibility=given.get("visibility", ""),
            without_owner=owner == NOBODY,
            tag=given.get("tag", ""),
            key_results=None if told is None else key_results_told(told, on=visit.today),
            sorting=Sorting(given.get("sort", Sorting.PLACE)),
        )


def _states() -> list[tuple[str, str]]:
    return [
        ("", _("Any state")),
        (PLANNED, _("Being planned")),
        (RUNNING, _("Running")),
        (OVER, _("Over")),
        *((each.value, str(each.label)) for each in State),
    ]


def _sortings() -> list[tuple[str, str]]:
    return [
        (Sorting.PLACE, _("Cycle and team")),
        (Sorting.TITLE, _("Title")),
        (Sorting.OWNER, _("Owner")),
        (Sorting.STATE, _("State")),
        (Sorting.PROGRESS, _("Progress, least first")),
    ]
