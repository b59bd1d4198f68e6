"""A translated catalogue reaches the reader: what is collected is what Django looks up."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template import engines
from django.test import override_settings
from django.utils.translation import gettext, override

from scripts.catalogues import (
    pseudo_catalogue,
    template_catalogue,
    texts_in_template,
)
from scripts.pseudo_locale import pseudo_translated
from tests.project_texts import project_texts


def compiled(catalogue: polib.POFile, folder: Path) -> None:
    path = folder / "en_XA" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    pseudo_catalogue(catalogue).save_as_mofile(str(path))


@pytest.fixture
def catalogues(tmp_path: Path) -> Iterator[Path]:
    """An empty folder where Django looks for catalogues, of the pseudo-locale too."""
    languages = [("en", "English"), ("en-xa", "Pseudo")]
    with override_settings(LOCALE_PATHS=[tmp_path], LANGUAGES=languages):
        yield tmp_path


def test_every_text_of_the_project_can_be_looked_up(catalogues: Path) -> None:
    catalogue = template_catalogue(project_texts())
    single = [entry.msgid for entry in catalogue if not entry.msgid_plural and not entry.msgctxt]
    compiled(catalogue, catalogues)
    with override("en-xa"):
        wrong = [text for text in single if gettext(text) != pseudo_translated(text)]
    assert single
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{% translate "100 % sure" %}', "⟦100 % šûŕé~~~~⟧"),
        (
            "{% blocktranslate trimmed %}\n  Due\n  in {{ n }} days\n{% endblocktranslate %}",
            "⟦Ðûé îñ 3 đåýš~~~~~⟧",
        ),
        (
            "{% blocktranslate count n=n %}one{% plural %}{{ n }} days{% endblocktranslate %}",
            "⟦3 đåýš~~⟧",
        ),
    ],
    ids=["inline", "block", "plural"],
)
def test_a_tag_of_a_template_shows_its_translation(
    catalogues: Path, source: str, shown: str
) -> None:
    compiled(template_catalogue(texts_in_template(source, "x.html")), catalogues)
    template = engines["django"].from_string("{% load i18n %}" + source)
    with override("en-xa"):
        assert template.render({"n": 3}) == shown
