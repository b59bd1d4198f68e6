"""Practices and rules that "Find or do…" leads to: by name, by what they say, by the code."""

from django.urls import reverse

from plumbline.domain.governance.selectors.practices import bindings_read, practices_list
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.engine.rules.registry import registered
from plumbline.web.find_places import Place
from plumbline.web.governance.words import practice_url, rule_words
from plumbline.web.visits import Visit


def practices_found(visit: Visit, words: tuple[str, ...]) -> tuple[Place, ...]:
    """Return the practices, then the rules, that hold all words (one query).

    A practice is found by the codes of its rules, too. For nothing none are.
    """
    if not words or ModuleKey.GOVERNANCE not in visit.modules:
        return ()
    asked = [word.casefold() for word in words]
    practices = (
        Place(
            each.name,
            " ".join(bound.code for bound in bindings_read(each.bindings)),
            practice_url(visit, each),
            "gavel",
        )
        for each in practices_list(viewer=visit.viewer)
    )
    rules = (
        Place(
            f"{code}: {rule_words(code).summary}",
            found.rule.name,
            reverse("rule", args=[visit.slug, code]),
            "clipboard-check",
        )
        for code, found in registered().items()
    )
    return tuple(
        place
        for place in (*practices, *rules)
        if all(word in f"{place.words} {place.also}".casefold() for word in asked)
    )
