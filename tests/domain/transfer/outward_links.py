"""Documents whose objectives lean on what an earlier import brought."""

HEAD = """\
plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
"""


def objective(name: str, *, supports: str = "", key_results: int = 1, more: str = "") -> str:
    """Return one objective with key results that stand at a third each."""
    lines = [
        f"  - id: {name}",
        f"    title: Depot {name} is known by name",
        "    owner: mia@freight.example",
        "    team: company",
        "    style: committed",
        "    state: active",
        *([f"    supports: [{supports}]"] if supports else []),
        *([more] if more else []),
        "    key_results:" if key_results else "",
    ]
    for number in range(key_results):
        lines += [
            f"      - id: {name}-{number}",
            f"        title: Calls of {name} answered from {number} to 9",
            f"        metric: {{kind: increase, baseline: {number}, target: 9}}",
            "        current: {value: 3, date: 2026-11-16, confidence: 5}",
        ]
    return "\n".join(line for line in lines if line) + "\n"


def upper(parents: int) -> str:
    """Return objectives that each contribute to the one before, in chains of five."""
    return HEAD + "".join(
        objective(f"p{number}", supports=f"{{id: p{number - 1}, weight: 1}}" if number % 5 else "")
        for number in range(parents)
    )


def lower(children: int, *, parents: int) -> str:
    """Return objectives that contribute to one of those and support another."""
    return HEAD + "".join(
        objective(
            f"c{number}",
            supports=(
                f"{{id: p{number % parents}, weight: 0.5}}, p{(number + 1) % parents}, "
                f"p{(number + 2) % parents}-0"
            ),
        )
        for number in range(children)
    )
