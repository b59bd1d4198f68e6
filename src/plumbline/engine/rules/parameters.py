"""Parameters of rules: their ranges, and values checked against them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeVar

from plumbline.engine.messages import Message

T = TypeVar("T")


class ParameterRefused(ValueError):
    """A parameter is unknown, of the wrong kind, or out of its range.

    Attributes:
        said: What is wrong, as a message.
    """

    def __init__(self, said: Message) -> None:
        super().__init__(said.id)
        self.said = said


class Laxer(StrEnum):
    """Which of two values of a limit asks for less."""

    HIGHER = "higher"
    LOWER = "lower"


def number(
    default: float, least: float, most: float, about: str, *, laxer: Laxer | None = None
) -> Any:  # noqa: ANN401
    """Declare a whole or decimal number from `least` to `most`.

    Args:
        default: What holds where nothing is said.
        least: The lowest that may be said.
        most: The highest.
        about: What it is, for people.
        laxer: Which way it asks for less; None where that cannot be told of the number alone.
    """
    said = {"least": least, "most": most, "about": about, "laxer": laxer}
    return field(default=default, metadata=said)


def choice(default: bool, about: str) -> Any:  # noqa: ANN401
    """Declare a yes or no."""
    return field(default=default, metadata={"about": about})


def words(about: str, among: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Declare a list of words, empty by default; only those of `among` where it says some."""
    return field(default=(), metadata={"about": about, "among": among})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as a person reads it.

    Attributes:
        least: Only of numbers, as is `most`.
        among: Only of lists: the words it may hold; empty for any.
        laxer: Only of numbers: which way it asks for less, where that can be told.
    """

    name: str
    default: object
    about: str
    least: float | None
    most: float | None
    among: tuple[str, ...] = ()
    laxer: Laxer | None = None

    def asks_less(self, one: float, other: float) -> bool:
        """Whether the one value asks for less than the other."""
        if self.laxer is None:
            return False
        return one > other if self.laxer is Laxer.HIGHER else one < other


def parameters_of(params: type) -> tuple[Parameter, ...]:
    """Return the parameters of a rule's `Params`, in order."""
    return tuple(
        Parameter(
            name=each.name,
            default=each.default,
            about=str(each.metadata.get("about", "")),
            least=each.metadata.get("least"),
            most=each.metadata.get("most"),
            among=each.metadata.get("among", ()),
            laxer=each.metadata.get("laxer"),
        )
        for each in fields(params)
    )


def params_make(params: type[T], given: Mapping[str, object]) -> T:
    """Make the parameters of a rule out of what a configuration says.

    Raises:
        ParameterRefused: One is unknown, of the wrong kind, or out of its range.
    """
    if not given:
        return params()
    known = {each.name: each for each in parameters_of(params)}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            raise ParameterRefused(
                Message("rules.parameter_unknown", {"name": name, "known": ", ".join(known) or "–"})
            )
        values[name] = _value(known[name], value)
    return params(**values)


def _value(parameter: Parameter, value: object) -> object:
    """Return a value as the parameter takes it."""
    if isinstance(parameter.default, bool):
        if isinstance(value, bool):
            return value
        raise ParameterRefused(Message("rules.parameter_boolean", {"name": parameter.name}))
    if isinstance(parameter.default, tuple):
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return _among(parameter, tuple(value))
        raise ParameterRefused(Message("rules.parameter_words", {"name": parameter.name}))
    whole = isinstance(parameter.default, int)
    right = isinstance(value, int) or (not whole and isinstance(value, float))
    least, most = parameter.least, parameter.most
    if isinstance(value, int | float) and not isinstance(value, bool) and right:
        within = (least is None or value >= least) and (most is None or value <= most)
        if within:
            return value
    raise ParameterRefused(
        Message("rules.parameter_range", {"name": parameter.name, "least": least, "most": most})
    )


def _among(parameter: Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return words, each of them one that the parameter knows."""
    for word in value if parameter.among else ():
        if word not in parameter.among:
            said = {"name": parameter.name, "word": word[:40], "known": ", ".join(parameter.among)}
            raise ParameterRefused(Message("rules.parameter_among", said))
    return value
