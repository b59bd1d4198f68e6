"""Messages put into words of the reader's language.

Each domain app keeps its sentences in `messages.py` as `MESSAGES`, id to lazily translated
template in `str.format` style; the engine's catalogue is plain English and is translated here.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from plumbline.engine.messages import CATALOGUE, Message


def wording(message: Message) -> str:
    """Returns `message` in the active language.

    Raises:
        KeyError: No catalogue has the id, or a parameter is missing.
    """
    template = wordings().get(message.id)
    words = str(template) if template is not None else gettext(CATALOGUE[message.id])
    return words.format(**{name: _told(value) for name, value in message.params.items()})


def _told(value: object) -> object:
    """Write a day as people write days; other values as they are."""
    if isinstance(value, date) and not isinstance(value, datetime):
        # Translators: Django's date format: "j F Y" gives 23 November 2026.
        return date_format(value, gettext("j F Y"))
    return value


@cache
def wordings() -> Mapping[str, Promise]:
    """Returns the sentences of all installed domain apps by id.

    Raises:
        ValueError: Two apps claim the same id.
    """
    found: dict[str, Promise] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("plumbline.") or not find_spec(f"{app.name}.messages"):
            continue
        sentences: Mapping[str, Promise] = import_module(f"{app.name}.messages").MESSAGES
        if clash := found.keys() & sentences.keys():
            raise ValueError(f"Message ids claimed twice: {', '.join(sorted(clash))}")
        found.update(sentences)
    return found
