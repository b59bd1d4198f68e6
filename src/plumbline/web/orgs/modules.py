"""The modules of the organization, each with its switch, and the presets that set them all."""

from collections.abc import Iterable, Mapping
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.orgs.permissions import manage_permit, permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.organization import module_set, modules_preset
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import MODULES, ModuleKey, Preset, preset_modules
from plumbline.web.form_answers import form_answer
from plumbline.web.module_words import MODULE_LOCKS, MODULE_WORDS
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.ui.controls import Choice, ModuleSwitch, RadioCards
from plumbline.web.visits import Visit, tenant_page

PRESET_WORDS = {Preset.SIMPLE: gettext_lazy("Simple"), Preset.FULL: gettext_lazy("Full")}


class PresetForm(forms.Form):
    """Which preset all modules shall follow."""

    use_required_attribute = False

    preset = forms.ChoiceField(
        choices=[(preset.value, words) for preset, words in PRESET_WORDS.items()],
        error_messages={
            "required": gettext_lazy("Choose a preset."),
            "invalid_choice": gettext_lazy("Choose a preset."),
        },
    )

    def cards(self, on: frozenset[ModuleKey]) -> RadioCards:
        """The presets, each with what it would change of what is on now."""
        return RadioCards(
            name="preset",
            label=_("Set them all at once"),
            label_hidden=True,
            chosen=str(self["preset"].value() or ""),
            errors=[str(error) for error in self["preset"].errors],
            choices=tuple(
                Choice(value=preset.value, label=str(words), words=_consequence(preset, on))
                for preset, words in PRESET_WORDS.items()
            ),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def modules(visit: Visit) -> HttpResponse:
    """Show every module with its switch; a preset that is sent sets them all.

    Who may not change them sees what is on.
    """
    permit(visit.viewer, Act.VIEW, Thing(kind=Kind.MODULE))
    if visit.request.method == "POST":
        manage_permit(visit.viewer, Kind.MODULE)
    now = next((one for one in Preset if _on(one) == visit.modules), None)
    form = PresetForm(form_sent(visit.request), initial={"preset": now.value if now else ""})
    return form_answer(form, page=partial(_page, visit), save=partial(_preset_save, visit))


@require_POST
@tenant_page
def switch(visit: Visit, module: str) -> HttpResponse:
    """Switch one module on or off, as the pressed button says."""
    if module not in set(ModuleKey) or visit.request.POST.get(module) not in {"on", "off"}:
        manage_permit(visit.viewer, Kind.MODULE)
        raise NotFound("orgs.not_found")
    key, enabled = ModuleKey(module), visit.request.POST[module] == "on"
    module_set(actor=visit.viewer, key=key, enabled=enabled, at=visit.at)
    words = _("%(module)s: on.") if enabled else _("%(module)s: off. What was entered is kept.")
    messages.success(visit.request, words % {"module": MODULES[key].label})
    return redirect("modules", visit.slug)


def _preset_save(visit: Visit, form: PresetForm) -> HttpResponse:
    preset = Preset(form.cleaned_data["preset"])
    modules_preset(actor=visit.viewer, preset=preset, at=visit.at)
    words = _("Set as in the preset “%(preset)s”. What was entered is kept.")
    messages.success(visit.request, words % {"preset": PRESET_WORDS[preset]})
    return redirect("modules", visit.slug)


def _page(visit: Visit, form: PresetForm, *, status: int = 200) -> HttpResponse:
    may = permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.MODULE))
    switches = {key: _switch(visit, key, may=may) for key in MODULES}
    context = {
        "may": may,
        "roles_url": reverse("roles", args=[visit.slug]),
        "frame": settings_frame(visit, "modules"),
        "here": [row for key, row in switches.items() if MODULES[key].is_built],
        "later": [row for key, row in switches.items() if not MODULES[key].is_built],
        "on": len(visit.modules),
        "all": len(MODULES),
        "form": form,
        "cards": form.cards(visit.modules),
        "url": reverse("modules", args=[visit.slug]),
    }
    return render(visit.request, "orgs/modules.html", context, status=status)


def _switch(visit: Visit, key: ModuleKey, *, may: bool) -> ModuleSwitch:
    words = f"{capfirst(str(MODULE_WORDS[key]))}."
    return ModuleSwitch(
        name=key.value,
        label=str(MODULES[key].label),
        words=words,
        is_on=key in visit.modules,
        url=reverse("module-switch", args=[visit.slug, key.value]) if may else "",
        locked=f"{words} {MODULE_LOCKS[key]}" if MODULES[key].essential else "",
    )


def _on(preset: Preset) -> frozenset[ModuleKey]:
    return frozenset(key for key, enabled in preset_modules(preset).items() if enabled)


def _consequence(preset: Preset, on: frozenset[ModuleKey]) -> str:
    """Say which modules a preset would switch, beside what is on now."""
    wanted = _on(preset)
    parts: Mapping[str, Iterable[ModuleKey]] = {
        _("Switches on: %(modules)s."): wanted - on,
        _("Switches off: %(modules)s."): on - wanted,
    }
    said = [words % {"modules": _labels(keys)} for words, keys in parts.items() if keys]
    return " ".join(said) or _("As it is now.")


def _labels(keys: Iterable[ModuleKey]) -> str:
    return ", ".join(str(module.label) for key, module in MODULES.items() if key in set(keys))
