"""Which rules check a practice, with which parameters, and what those may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message
from plumbline.engine.rules.parameters import ParameterRefused, params_make
from plumbline.engine.rules.registry import code_of, registered

#: Asked of an objective only where a practice is bound to them: each reads more than its page has,
#: all key results of the cycle, or what was said week by week.
ASKED_WHERE_BOUND: Final = frozenset({"PL-A03", "PL-A05", "PL-E05", "PL-R05"})

#: The parameter that holds people, by their public ids.
PEOPLE: Final = "people"


@dataclass(frozen=True, slots=True)
class Binding:
    """One rule that checks a practice.

    Attributes:
        code: Of the rule, such as `PL-W01`.
        params: Those that differ from the rule's own; numbers, yes or no, lists of words.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def made(self) -> object:
        """Return the rule's `Params`.

        Raises:
            ParameterRefused: One is unknown, of the wrong kind, or out of its range.
        """
        return params_make(registered()[self.code].params, self.params)


def bindings_read(rows: Iterable[Mapping[str, Any]]) -> tuple[Binding, ...]:
    """Read bindings out of their stored form; rules that are gone are left out."""
    return tuple(
        Binding(row["code"], row.get("params") or {}) for row in rows if row["code"] in registered()
    )


def codes_gone(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the codes of bindings in their stored form whose rules are here no more."""
    return tuple(str(row["code"]) for row in rows if row["code"] not in registered())


def people_named(bindings: Iterable[Binding]) -> Mapping[str, tuple[str, ...]]:
    """Return the public ids of the people whom rules name, by the code of the rule."""
    named = {each.code: each.params.get(PEOPLE) for each in bindings}
    return {
        code: tuple(ids) for code, ids in named.items() if isinstance(ids, list | tuple) and ids
    }


def bindings_written(bindings: Sequence[Binding]) -> list[dict[str, Any]]:
    """Write bindings into their stored form."""
    return [
        {
            "code": each.code,
            "params": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in each.params.items()
            },
        }
        for each in bindings
    ]


def bindings_checked(bindings: Sequence[Binding]) -> tuple[Binding, ...]:
    """Return bindings by code, each once.

    Raises:
        ValidationRefused: A rule does not exist or stands twice, or a parameter is out of its
            range; at `bindings`, or `bindings.<code>.<parameter>`.
    """
    errors: dict[str, list[Message]] = {}
    found: dict[str, Binding] = {}
    for each in bindings:
        code = code_of(each.code)
        if code is None:
            errors.setdefault("bindings", []).append(
                Message("governance.rule_unknown", {"code": each.code[:40]})
            )
            continue
        if code in found:
            errors.setdefault("bindings", []).append(
                Message("governance.rule_twice", {"code": code})
            )
        found[code] = Binding(code, dict(each.params))
        try:
            found[code].made()
        except ParameterRefused as refused:
            place = f"bindings.{code}.{refused.said.params.get('name', '')}"
            errors.setdefault(place, []).append(refused.said)
    if errors:
        raise ValidationRefused(errors)
    return tuple(found[code] for code in sorted(found))
