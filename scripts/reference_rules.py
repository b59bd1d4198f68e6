"""Writes `docs/reference/rules/` from the modules of the rules, or checks that it is up to date.

python scripts/reference_rules.py            write the pages
python scripts/reference_rules.py --check    exit 1 if one differs from its rule
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.parameters import parameters_of
from plumbline.engine.rules.registry import Registered, registered

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules"
_GROUPS = {
    "writing": "How titles are written",
    "target": "Numbers and targets",
    "balance": "The set as a whole",
    "alignment": "What supports what",
    "ownership": "Who answers for it",
    "rhythm": "Check-ins, dates and grades",
    "evidence": "How a result is shown",
    "agreement": "What an organization agreed for itself",
    "suppression": "Comments that hide findings",
}
_HEAD = """\
# Rules

What `plumbline check` looks for. Each page is written from the rule itself by
`python scripts/reference_rules.py`, and its examples run as tests. A rule on wording reads English;
titles in other languages are named as not checked. Where a rule is not sure enough, its finding is
only a hint.
"""


def pages() -> Mapping[str, str]:
    """Return every page by the name of its file."""
    found = {"index.md": "\n".join(_index())}
    for one in registered().values():
        found[f"{one.rule.name}.md"] = "\n".join(_page(one)) + "\n"
    return found


def _index() -> Iterator[str]:
    """Write the page that lists the rules."""
    yield _HEAD
    for group, title in _GROUPS.items():
        yield f"## {title}\n\n| code | rule | default | finds |\n|---|---|---|---|"
        for code, path in CODES.items():
            if path.startswith(f"{group}."):
                one = registered()[code]
                about = rule_text(one.text).summary
                name = one.rule.name
                yield f"| {code} | [{name}]({name}.md) | {one.rule.default_severity} | {about} |"
        yield ""
    yield "```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"


def _page(one: Registered) -> Iterator[str]:
    """Write the page of one rule."""
    text, rule = rule_text(one.text), one.rule
    yield f"# {rule.name}\n"
    yield f"`{rule.code}`, {rule.status}, {rule.default_severity} by default, since {rule.since}.\n"
    yield f"{text.summary}\n"
    for heading in ("What it finds", "Why it matters", "Mend", "Source"):
        yield f"## {heading}\n\n{text.sections[heading]}\n"
    lesson = lesson_of_rule().get(rule.name)
    if lesson:
        yield f"## Lesson\n\n{lesson.title}, under *Learn* in Plumbline: `learn/{lesson.name}`.\n"
    for heading, examples in (("Bad", text.bad), ("Good", text.good)):
        yield f"## {heading}\n"
        for example in examples:
            yield f"```yaml\n{example}\n```\n"
    parameters = parameters_of(one.params)
    if parameters:
        yield "## Parameters\n\n| name | default | range | meaning |\n|---|---|---|---|"
        for each in parameters:
            limits = "" if each.least is None else f"{each.least} to {each.most}"
            limits = limits or ", ".join(f"`{word}`" for word in each.among)
            default = "none" if each.default == () else str(each.default).lower()
            yield f"| `{each.name}` | {default} | {limits} | {each.about}. |"


def main(arguments: Sequence[str]) -> int:
    """Write or check the pages.

    Returns:
        0, or 1 when a page is not what its rule says.
    """
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    if "--check" in arguments:
        wrong = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
        for name in wrong:
            print(f"docs/reference/rules/{name} is not what its rule says: make reference")
        return 1 if wrong else 0
    FOLDER.mkdir(exist_ok=True)
    for name in set(there) - set(wanted):
        (FOLDER / name).unlink()
    for name, page in wanted.items():
        (FOLDER / name).write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
