"""What the person wants to be told, and by which way."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.notify.choices import ALWAYS, MailWay, NoticeKind, RemindFrom, Way
from plumbline.domain.notify.selectors.choosing import NoticeSettings, notice_settings
from plumbline.domain.notify.services.choosing import SettingsValues, notice_settings_save
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

_OF_MODULES: Final = {
    ModuleKey.GOVERNANCE: frozenset(
        {
            NoticeKind.APPROVAL,
            NoticeKind.ATTEST,
            NoticeKind.WAIVER,
            NoticeKind.ASKS,
            NoticeKind.REVIEW,
        }
    ),
    ModuleKey.LEARNING: frozenset({NoticeKind.LEARN}),
}
HOURS = tuple((hour, f"{hour:02d}:00") for hour in range(24))


class NoticesForm(forms.Form):
    """Two fields for each kind of event, and when what is collected goes out."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("Digests come at"),
        choices=HOURS,
        coerce=int,
        help_text=gettext_lazy("In your own time zone; the daily one on your working days."),
    )
    weekly_on = forms.TypedChoiceField(
        label=gettext_lazy("The weekly digest comes on"), choices=WEEKDAYS.items(), coerce=int
    )
    remind_from = forms.ChoiceField(
        label=gettext_lazy("Remind me of check-ins"), choices=RemindFrom.choices
    )
    mail_stopped = forms.BooleanField(
        label=gettext_lazy("Send me no mail about any of this"), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 — Django's own signature
        kinds: Sequence[NoticeKind],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"inbox_{kind.value}"] = forms.BooleanField(
                label=_("In the inbox"), required=False
            )
            self.fields[f"mail_{kind.value}"] = forms.ChoiceField(
                label=_("By mail"), choices=MailWay.choices
            )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each kind of event with its two fields."""
        return [
            (str(kind.label), self[f"inbox_{kind.value}"], self[f"mail_{kind.value}"])
            for kind in self.kinds
        ]

    def values(self) -> SettingsValues:
        """Return what was chosen."""
        said = self.cleaned_data
        return SettingsValues(
            kinds={
                kind: Way(said[f"inbox_{kind.value}"], MailWay(said[f"mail_{kind.value}"]))
                for kind in self.kinds
            },
            digest_hour=said["digest_hour"],
            weekly_on=said["weekly_on"],
            remind_from=RemindFrom(said["remind_from"]),
            mail_stopped=said["mail_stopped"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def settings(visit: Visit) -> HttpResponse:
    """Show what is chosen, or save it."""
    stands = notice_settings(viewer=visit.viewer)
    form = NoticesForm(
        form_sent(visit.request), initial=_initial(stands), kinds=_chosen(visit.modules)
    )
    return form_answer(form, page=partial(_page, visit), save=partial(_save, visit), now=_initial)


def _save(visit: Visit, form: NoticesForm) -> HttpResponse:
    notice_settings_save(
        actor=visit.viewer,
        values=form.values(),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved. It holds for what happens from now on."))
    return redirect("inbox-settings", visit.slug)


def _page(visit: Visit, form: NoticesForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.INBOX),
        "form": form,
        "always": [str(kind.label) for kind in NoticeKind if kind in ALWAYS],
        "back": reverse("inbox", args=[visit.slug]),
        "url": reverse("inbox-settings", args=[visit.slug]),
    }
    return render(visit.request, "notify/settings.html", context, status=status)


def _initial(stands: NoticeSettings) -> dict[str, object]:
    said: dict[str, object] = {
        "version": stands.version,
        "digest_hour": stands.digest_hour,
        "weekly_on": stands.weekly_on,
        "remind_from": stands.remind_from,
        "mail_stopped": stands.mail_stopped,
    }
    for each in stands.kinds:
        said[f"inbox_{each.kind.value}"] = each.in_inbox
        said[f"mail_{each.kind.value}"] = each.mail
    return said


def _chosen(modules: Collection[ModuleKey]) -> list[NoticeKind]:
    """Return what can be chosen here; of a module that is off nobody is told anything."""
    silent = {
        kind for module, kinds in _OF_MODULES.items() if module not in modules for kind in kinds
    }
    return [kind for kind in NoticeKind if kind not in ALWAYS | silent]
