"""What a row of the library says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import WRITING_GATES, Gate, Subject


@dataclass(frozen=True, slots=True)
class LibraryPractice:
    """A best practice of the field, not yet anybody's.

    Attributes:
        rules: Codes of the rules that check it, with the parameters it asks for.
        gates: Acts that ask them once it is adopted.
        steps: Sentences in order.
    """

    subject: Subject
    name: Promise
    text: Promise
    why: Promise
    source: str
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    gates: tuple[Gate, ...] = WRITING_GATES
    steps: tuple[Promise, ...] = ()

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """Return the rules that check it."""
        return tuple(Binding(code, params) for code, params in self.rules.items())


def rules(*codes: str) -> Mapping[str, Mapping[str, object]]:
    """Return rules with their own parameters."""
    return {code: {} for code in codes}
