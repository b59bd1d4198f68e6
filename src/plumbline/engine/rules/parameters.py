"""Parameters of rules: their ranges, and values checked against them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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


def number(default: float, least: float, most: float, about: str) -> Any:  # noqa: ANN401
    """Declare a whole or decimal number from `least` to `most`."""
    return field(default=default, metadata={"least": least, "most": most, "about": about})


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
    """

    name: str
    default: object
    about: str
    least: float | None
    most: float | None
    among: tuple[str, ...] = ()


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
