"""What a version of a practice changed of the one before it, for its history."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.governance.bindings import bindings_read
from plumbline.engine.rules.parameters import parameters_of
from plumbline.engine.rules.registry import registered
from plumbline.web.day_words import day_words
from plumbline.web.governance.words import gates_words

SHORT: Final = 160
"""Words up to so many characters are quoted as they were and are; of longer ones the name is."""
NAMES: Final[Mapping[str, Promise]] = {
    "name": gettext_lazy("Name"),
    "text": gettext_lazy("What it asks"),
    "why": gettext_lazy("Why it matters"),
    "source": gettext_lazy("Source"),
    "steps": gettext_lazy("Steps"),
    "team_id": gettext_lazy("Where it holds"),
    "owner_id": gettext_lazy("Answers for it"),
    "gates": gettext_lazy("Asked at"),
    "effective_on": gettext_lazy("Holds from"),
    "review_on": gettext_lazy("Next look"),
}


def changes_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what changed from one version to the next, a line each."""
    said = [
        _said(name, before.get(name), after.get(name))
        for name in NAMES
        if (before.get(name) or None) != (after.get(name) or None)
    ]
    return (*said, *_limits(before.get("bound"), after.get("bound")))


def _said(name: str, old: object, new: object) -> str:
    of: Mapping[str, Callable[[Any], str]] = {
        "gates": gates_words,
        "effective_on": _day,
        "review_on": _day,
    }
    words = {"what": NAMES[name]}
    if name in of:
        one, other = (of[name](each) if each else _("nothing") for each in (old, new))
        return _("%(what)s: %(old)s, now %(new)s") % {**words, "old": one, "new": other}
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) <= SHORT:
        quoted = {"old": old or "–", "new": new or "–"}
        return _("%(what)s: “%(old)s”, now “%(new)s”") % {**words, **quoted}
    return _("%(what)s: changed") % words


def _day(value: str) -> str:
    return day_words(date.fromisoformat(value))


def _limits(old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401  # as JSON holds it
    """Say which rules came and went, and which of their limits moved; versions of old kept none."""
    if old is None or new is None:
        return
    then = {each.code: each for each in bindings_read(old)}
    now = {each.code: each for each in bindings_read(new)}
    for code in sorted({*then, *now}):
        if code not in then:
            yield _("%(rule)s checks it now") % {"rule": code}
        elif code not in now:
            yield _("%(rule)s checks it no longer") % {"rule": code}
        else:
            one, other = then[code].params, now[code].params
            for each in parameters_of(registered()[code].params):
                was, is_now = (given.get(each.name, each.default) for given in (one, other))
                if was == is_now:
                    continue
                what = {"what": f"{code}, {each.about}"}
                if isinstance(is_now, int | float) and not isinstance(is_now, bool):
                    said = {"old": was, "new": is_now}
                    yield _("%(what)s: %(old)s, now %(new)s") % {**what, **said}
                else:
                    yield _("%(what)s: changed") % what
