"""A form that was opened on an older state: both versions are shown, and nothing typed is lost."""

from collections.abc import Mapping

from django.forms import ChoiceField, Form
from django.utils.translation import gettext as _

CONFLICT = 409


def conflict_show(form: Form, *, version: int, now: Mapping[str, object]) -> None:
    """Say at each field what stands there now, and let the next save know of it.

    Args:
        form: A bound form with a field `version`; where only its reader can have changed it, as
            their plan of a week, it says so by `is_own`.
        version: The version that stands now.
        now: What stands now, as a fresh form would show it.
    """
    typed = {name: form[name].value() for name in form.fields if name in now}
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(version)
    form.data = data
    happened = (
        _("You changed this in another window meanwhile.")
        if getattr(form, "is_own", False)
        else _("Somebody changed this meanwhile.")
    )
    next_step = (
        _(
            "Nothing of yours is saved yet, and all of it is still here. What stands now is said "
            "below; save again to put yours in its place."
        )
        if now
        else _(
            "Nothing of yours is saved yet, and all of it is still here. This page shows what "
            "stands now; send it again if you still want it."
        )
    )
    form.add_error(None, f"{happened} {next_step}")
    for name, shown in now.items():
        if name in typed and _plain(typed[name]) != _plain(shown):
            form.add_error(
                name, _("Now it says: %(words)s") % {"words": words_at(form, name, shown)}
            )


def _plain(value: object) -> str:
    """Return a value as a form sends it, for comparing."""
    if value in (None, False):
        return ""
    if isinstance(value, list):
        return " ".join(sorted(map(str, value)))
    return "on" if value is True else str(value).replace("\r\n", "\n").strip()


def words_at(form: Form, name: str, shown: object) -> str:
    """Write what stands at a field; an option by its words."""
    field = form.fields[name]
    if isinstance(field, ChoiceField) and isinstance(shown, list):
        labels = {str(key): str(words) for key, words in field.choices}  # type: ignore[misc, union-attr]  # no groups
        return ", ".join(labels.get(str(each), str(each)) for each in shown) or "–"
    if isinstance(field, ChoiceField):
        shown = dict(field.choices).get(shown, shown)  # type: ignore[arg-type]
    if isinstance(shown, bool):
        return _("yes") if shown else _("no")
    return str(shown or "").strip() or "–"
