"""Writes `docs/reference/settings.md` from the descriptions of the settings.

python scripts/reference_settings.py            # write it
python scripts/reference_settings.py --check    # only say whether it is up to date
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from plumbline.config.environment import FILE_NAME, PREFIX, Environment

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "settings.md"
_HEAD = f"""\
# Settings

Every setting may stand in the environment or, one `NAME=value` a line, in the file `{FILE_NAME}`
of the data folder; the environment goes first. They are checked at start: an impossible value or
an unknown name is refused with one line that says what to write.

<!-- Written by scripts/reference_settings.py from the settings themselves. -->
"""


def reference() -> str:
    """Returns the whole page."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for name, field in Environment.model_fields.items():
        yield f"## `{PREFIX}{name.upper()}`\n"
        yield f"Default: {_default(name, field)}.\n"
        yield f"{field.description}\n"


def _default(name: str, field: FieldInfo) -> str:
    """Returns the default as one writes it; never a value of this machine."""
    if name == "data":
        return "`plumbline` in `$XDG_DATA_HOME`, else in `~/.local/share`"
    value = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, tuple):
        value = ",".join(value)
    return "empty" if value == "" else f"`{str(value).lower() if value is False else value}`"


def main(arguments: Sequence[str]) -> int:
    """Writes or checks the page; returns 1 when a check finds it out of date."""
    page = reference()
    if "--check" in arguments:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == page:
            return 0
        print(f"{TARGET.name} is out of date. Type: python scripts/reference_settings.py")
        return 1
    TARGET.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
