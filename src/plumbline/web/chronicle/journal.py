"""The journal: every change and every sign-in, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plumbline.domain.chronicle.permissions import journal_permit
from plumbline.domain.chronicle.selectors.journal import (
    TEXT_DAYS,
    JournalFilter,
    JournalLine,
    journal_export,
    journal_page,
)
from plumbline.domain.chronicle.selectors.names import Named
from plumbline.domain.chronicle.selectors.values import ChangeRead
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.selectors.roles import person_named
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.web.chronicle.csv_file import journal_csv
from plumbline.web.chronicle.words import (
    KIND_WORDS,
    SOURCE_WORDS,
    act_words,
    field_words,
    kind_words,
)
from plumbline.web.day_field import DayField
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit, tenant_page

VALUE_CHARACTERS = 300  # a longer text is cut on the page and whole in the export

#: Where a thing is shown.
_PAGES = {
    "objective": "objective",
    "dependency": "dependency",
    "key_result": "key-result",
    "team": "team",
}


class JournalForm(forms.Form):
    """Which entries are asked for."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("About"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *KIND_WORDS.items()],
    )
    actor = forms.CharField(
        label=gettext_lazy("Who"),
        required=False,
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": gettext_lazy("Name or e-mail")}
        ),
    )
    first = DayField(gettext_lazy("From"))
    last = DayField(gettext_lazy("To"))
    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A changed value in words; empty where there was none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry in words."""

    at: datetime
    who: str
    deputy_for: str
    what: str
    source: str
    kind: str
    subject: str
    subject_url: str
    changes: tuple[ChangeLine, ...]

    @property
    def fields(self) -> str:
        """What was changed, without the values."""
        return ", ".join(change.field for change in self.changes)


@never_cache
@require_safe
@tenant_page
def journal(visit: Visit) -> HttpResponse:
    """Show the entries that were asked for."""
    journal_permit(visit.viewer)
    form = _form(visit)
    wanted = _wanted(visit, form)
    if wanted is None:
        return _page(visit, form, [], status=UNPROCESSABLE)
    found = journal_page(
        viewer=visit.viewer, wanted=wanted, at=visit.at, after=visit.request.GET.get("after", "")
    )
    return _page(visit, form, found.lines, after=found.after)


@never_cache
@require_safe
@tenant_page
def export(visit: Visit) -> HttpResponse:
    """Give all entries that were asked for as a file; say so where it would be too many."""
    journal_permit(visit.viewer, Act.EXPORT)
    form = _form(visit)
    wanted = _wanted(visit, form)
    try:
        if wanted is not None:
            lines = journal_export(viewer=visit.viewer, wanted=wanted, at=visit.at)
            return journal_csv(lines, name=f"journal-{visit.slug}-{visit.today.isoformat()}.csv")
    except Refused as refused:
        refusal_show(form, refused)
    return _page(visit, form, [], status=UNPROCESSABLE)


def _form(visit: Visit) -> JournalForm:
    return JournalForm(visit.request.GET)


def _wanted(visit: Visit, form: JournalForm) -> JournalFilter | None:
    """Return what the form asks for; `None` when it says what is wrong."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        actor = (
            person_named(viewer=visit.viewer, named=given["actor"], field="actor")
            if given["actor"]
            else None
        )
    except ValidationRefused as refused:
        refusal_show(form, refused)
        return None
    return JournalFilter(
        kind=given["kind"],
        actor_id=actor.pk if actor else None,
        account_id=actor.account_id if actor else None,
        first=given["first"],
        last=given["last"],
        text=given["text"],
    )


def _page(
    visit: Visit,
    form: JournalForm,
    lines: Sequence[JournalLine],
    *,
    after: str | None = None,
    status: int = 200,
) -> HttpResponse:
    url = reverse("journal", args=[visit.slug])
    asked = {name: form.data[name] for name in form.fields if form.data.get(name)}
    context = {
        "frame": settings_frame(visit, "journal"),
        "form": form,
        "days": list(_by_day(visit, lines)),
        "is_narrowed": bool(asked),
        "is_later": bool(visit.request.GET.get("after")),
        "text_days": TEXT_DAYS if asked.get("text") and not asked.get("first") else 0,
        "url": url,
        "newest_url": f"{url}?{urlencode(asked)}",
        "older_url": f"{url}?{urlencode({**asked, 'after': after})}" if after else "",
        "export_url": f"{reverse('journal-export', args=[visit.slug])}?{urlencode(asked)}",
    }
    return render(visit.request, "chronicle/journal.html", context, status=status)


def _by_day(visit: Visit, lines: Sequence[JournalLine]) -> Iterator[tuple[date, list[EntryLine]]]:
    """Put entries into words, under the days of the viewer's own zone."""
    if not lines:
        return
    zone = zone_of(viewer=visit.viewer)
    told = (_entry(visit, line, zone) for line in lines)
    for day, of_day in groupby(told, key=lambda line: line.at.date()):
        yield day, list(of_day)


def _entry(visit: Visit, line: JournalLine, zone: ZoneInfo) -> EntryLine:
    subject = line.subject
    return EntryLine(
        at=line.at.astimezone(zone),
        who=line.actor.label if line.actor else _("Plumbline"),
        deputy_for=line.deputy_for.label if line.deputy_for else "",
        what=act_words(line.act),
        source=str(SOURCE_WORDS.get(line.source, "")),
        kind=kind_words(line.kind),
        subject=_subject_words(line),
        subject_url=_url(visit, subject),
        changes=tuple(_change(change) for change in line.changes),
    )


def _subject_words(line: JournalLine) -> str:
    """Name what an entry is about; of a person who is gone say so, rather than nothing."""
    if line.subject is None:
        return _("somebody who is not here any more") if line.kind == "person" else ""
    return "" if line.subject == line.actor else line.subject.label


def _url(visit: Visit, subject: Named | None) -> str:
    if subject is None or subject.kind not in _PAGES:
        return ""
    return reverse(_PAGES[subject.kind], args=[visit.slug, subject.public_id])


def _change(change: ChangeRead) -> ChangeLine:
    erased = _("erased with the person")
    return ChangeLine(
        field=field_words(change.field),
        old=value_words(change.old),
        new=value_words(change.new) or (erased if change.is_erased else ""),
    )


def value_words(value: object) -> str:
    """Write a value of the journal; nothing for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        value = ", ".join(value_words(each) for each in value)
    return Truncator(str(value)).chars(VALUE_CHARACTERS)
