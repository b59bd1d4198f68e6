"""The rules as they are run: each with its check and its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.model import Check, Rule


@dataclass(frozen=True, slots=True)
class Registered:
    """A rule with what runs it.

    Attributes:
        rule: What identifies it.
        params: The class of its parameters.
        check: What finds the flaw.
        text: The docstring of its module: what it finds, why, source, examples.
    """

    rule: Rule
    params: type
    check: Check
    text: str


@cache
def registered() -> Mapping[str, Registered]:
    """Return every rule by code, in order of codes."""
    rules: dict[str, Registered] = {}
    for code, path in CODES.items():
        module = import_module(f"plumbline.engine.rules.{path}")
        rules[code] = Registered(module.RULE, module.Params, module.check, module.__doc__ or "")
    return rules


def code_of(name: str) -> str | None:
    """Return the code of a rule that is given by code or name; `None` when there is none."""
    if name.upper() in CODES:
        return name.upper()
    return next((code for code, one in registered().items() if one.rule.name == name), None)
