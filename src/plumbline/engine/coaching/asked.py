"""Which rules are asked of what somebody is still writing."""

from typing import Final

from plumbline.engine.rules.codes import CODES

OBJECTIVE: Final = frozenset(code for code in CODES if code.startswith("PL-W"))
KEY_RESULT: Final = OBJECTIVE | {
    "PL-T01", "PL-T02", "PL-T03", "PL-T04", "PL-T05", "PL-T06", "PL-T10", "PL-T11", "PL-E03",
}  # fmt: skip
"""What one sentence can be judged by; what it takes the whole objective for is asked of that."""
DRAFT: Final = frozenset(
    code for code in CODES if code[:4] in ("PL-W", "PL-T", "PL-B", "PL-E", "PL-O")
) - {"PL-B01", "PL-T14", "PL-O04"}
"""What one draft can be judged by: neither its rhythm nor the other objectives of its team."""
