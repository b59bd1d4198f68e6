"""What a configuration says of checking: which rules, how strict, on which paths.

Every value is looked at before anything is checked: an unknown key, a rule that does not exist or
a parameter out of its range is refused with its key, and nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from plumbline.cli.checking.values import (
    Refused,
    choice_read,
    names_read,
    table_read,
    words_read,
    yes_or_no_read,
)
from plumbline.engine.documents.choices import Style
from plumbline.engine.messages import render
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.language.tongue import LANGUAGES
from plumbline.engine.rules.model import Severity
from plumbline.engine.rules.parameters import ParameterRefused, params_make
from plumbline.engine.rules.registry import code_of, registered

AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the documents below one configuration.

    Attributes:
        folder: Where paths in patterns begin.
        file: The configuration, to be named; `None` without one.
        codes: Rules that run.
        severities: Severity by code, where it is not the rule's own.
        params: Parameters by code, where they are not the rule's own.
        passed_over: Pattern of paths, and the codes that do not count there.
        exclude: Patterns of paths that are not checked.
        fail_on: From this severity on the exit code is 1.
        language: Language of all titles; `None` where each tells its own.
        style: Style of objectives that state none.
        company: Names of teams that are the organization itself.
        company_is_default: An objective without a team is the organization's own.
        known_terms: Acronyms and terms that everybody knows.
        people: Names and addresses of persons.
        groups: Names of groups, which cannot own.
    """

    folder: Path = field(default_factory=Path.cwd)
    file: Path | None = None
    codes: frozenset[str] = frozenset(CODES)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    passed_over: tuple[tuple[str, frozenset[str]], ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARN
    language: str | None = None
    style: Style | None = None
    company: frozenset[str] = frozenset()
    company_is_default: bool = False
    known_terms: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


_READERS = {
    "exclude": words_read,
    "fail-on": lambda key, value: choice_read(key, value, Severity),
    "style": lambda key, value: choice_read(key, value, Style),
    "company-is-default": yes_or_no_read,
    "company": names_read,
    "known-terms": names_read,
    "people": names_read,
    "groups": names_read,
}
_OTHERS = ("select", "ignore", "language", "severity", "rules", "per-path-ignores")
KEYS = (*_READERS, *_OTHERS)


def settings_make(given: Mapping[str, object], *, folder: Path, file: Path | None) -> Settings:
    """Make settings out of what a configuration says.

    Args:
        given: The values by key, as TOML gives them.
        folder: Where paths in patterns begin.
        file: The configuration itself.

    Raises:
        Refused: A key is unknown, or a value is not one that it takes.
    """
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in _READERS:
            values[key.replace("-", "_")] = _READERS[key](key, value)
        elif key not in KEYS:
            raise Refused(key, f"There is no such key.{_nearest(key, list(KEYS))}")
    chosen = codes_read("select", given["select"]) if "select" in given else frozenset(CODES)
    left = codes_read("ignore", given.get("ignore", []))
    return Settings(
        folder=folder,
        file=file,
        codes=chosen - left,
        severities=_severities(given.get("severity", {})),
        params=_params(given.get("rules", {})),
        passed_over=_passed_over(given.get("per-path-ignores", {})),
        language=_language(given.get("language", AUTO)),
        **values,
    )


def codes_read(key: str, value: object) -> frozenset[str]:
    """Return the codes that a list of codes, names and beginnings of codes stands for."""
    return frozenset(code for word in words_read(key, value) for code in codes_named(key, word))


def codes_named(key: str, word: str) -> Iterable[str]:
    """Return the codes that a code, a name or the beginning of codes (`PL-W`) stands for.

    Raises:
        Refused: There is none.
    """
    found = [code for code in CODES if code.startswith(word.upper())] if len(word) > 3 else []
    code = code_of(word)
    if code is not None:
        return (code,)
    if found:
        return found
    raise Refused(key, f"There is no rule {word[:60]}.{_nearest(word, _rule_names())}")


def _code(key: str, word: str) -> str:
    """Return the code of one rule given by code or name."""
    code = code_of(word)
    if code is None:
        raise Refused(key, f"There is no rule {word[:60]}.{_nearest(word, _rule_names())}")
    return code


def _rule_names() -> list[str]:
    return [*CODES, *(one.rule.name for one in registered().values())]


def _nearest(word: str, known: list[str]) -> str:
    """Return what may have been meant, or where the known words are listed."""
    near: list[str] = import_module("difflib").get_close_matches(word, known, 1)
    return f" Did you mean {near[0]}?" if near else ""


def _severities(value: object) -> dict[str, Severity]:
    return {
        _code("severity", name): choice_read(f"severity.{name}", given, Severity)
        for name, given in table_read("severity", value).items()
    }


def _params(value: object) -> dict[str, object]:
    """Return the parameters of rules; a name may be written with hyphens."""
    made: dict[str, object] = {}
    for name, given in table_read("rules", value).items():
        key = f"rules.{name}"
        code = _code("rules", name)
        for parameter, one in table_read(key, given).items():
            try:
                params_make(registered()[code].params, {parameter.replace("-", "_"): one})
            except ParameterRefused as refused:
                raise Refused(f"{key}.{parameter}", render(refused.said)) from None
        made[code] = params_make(
            registered()[code].params,
            {parameter.replace("-", "_"): one for parameter, one in table_read(key, given).items()},
        )
    return made


def _passed_over(value: object) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (pattern, codes_read(f"per-path-ignores.{pattern}", given))
        for pattern, given in table_read("per-path-ignores", value).items()
    )


def _language(value: object) -> str | None:
    language = choice_read("language", value, (AUTO, *LANGUAGES))
    return None if language == AUTO else language
