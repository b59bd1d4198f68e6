"""`plumbline explain`: what a rule finds, why it matters, where that is from, and examples."""

from collections.abc import Iterator, Sequence

from plumbline.cli.refusals import CommandRefused
from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.parameters import parameters_of
from plumbline.engine.rules.registry import Registered, code_of, registered


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline explain`."""
    if list(arguments) in (["--help"], ["-h"]):
        print(f"Usage: plumbline explain [CODE]\n\n{explain_command.__doc__}")
        return 0
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        raise CommandRefused("Name one rule by its code or name. Type plumbline explain --help.")
    return explain_command(arguments[0] if arguments else "")


def explain_command(code: str = "") -> int:
    """Explain a rule, given by its code or name; without one, list them all."""
    if not code:
        width = max(len(one.rule.name) for one in registered().values())
        for known, one in registered().items():
            print(f"{known}  {one.rule.name:{width}}  {rule_text(one.text).summary}")
        return 0
    found = code_of(code)
    if found is None:
        raise CommandRefused(f"There is no rule {code[:60]}. plumbline explain lists them all.")
    print("\n".join(_lines(registered()[found])))
    return 0


def _lines(one: Registered) -> Iterator[str]:
    """Write the explanation of one rule."""
    text = rule_text(one.text)
    rule = one.rule
    yield f"{rule.code} {rule.name} ({rule.default_severity.value})"
    yield text.summary
    for heading in ("What it finds", "Why it matters", "Source", "Mend"):
        yield f"\n{heading}\n  {text.sections[heading]}"
    lesson = lesson_of_rule().get(rule.name)
    if lesson is not None:
        yield f"\nLesson\n  {lesson.title}: {lesson.aim}"
    for heading, examples in (("Bad", text.bad), ("Good", text.good)):
        for example in examples:
            lines = "\n".join(f"  {line}" for line in example.splitlines())
            yield f"\n{heading}\n{lines}"
    parameters = parameters_of(one.params)
    if parameters:
        yield "\nParameters"
    for each in parameters:
        limits = "" if each.least is None else f", {each.least} to {each.most}"
        yield f"  {each.name} = {each.default}{limits}: {each.about}"
