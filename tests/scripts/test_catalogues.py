"""Every text that people may see is found, and a broken translation is named."""

from pathlib import Path

import polib
import pytest

from plumbline.engine.messages import CATALOGUE
from scripts.catalogues import (
    Text,
    project_problems,
    pseudo_catalogue,
    template_catalogue,
    texts_in_source,
    texts_in_template,
    translation_problems,
    translations_compile,
)
from tests.project_texts import project_texts


def found(source: str) -> set[tuple[str, str, str]]:
    return {(t.singular, t.plural, t.context) for t in texts_in_source(source, "x.py")}


def found_in_template(source: str) -> set[tuple[str, str, str]]:
    return {(t.singular, t.plural, t.context) for t in texts_in_template(source, "x.html")}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Draft")', ("Draft", "", "")),
        ('gettext_lazy("Draft")', ("Draft", "", "")),
        ('ngettext("{n} day", "{n} days", 2)', ("{n} day", "{n} days", "")),
        ('pgettext_lazy("of a row", "Open")', ("Open", "", "of a row")),
        ('npgettext("late", "a day", "days", n)', ("a day", "days", "late")),
    ],
)
def test_calls_of_gettext_are_found(source: str, expected: tuple[str, str, str]) -> None:
    assert found(source) == {expected}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p>{% translate "Draft" %}</p>', ("Draft", "", "")),
        ('   {% translate "Open" context "of a row" %}', ("Open", "", "of a row")),
        ('{{ form.x|default:_("none") }}', ("none", "", "")),
        (
            "<div>\n    {% blocktranslate trimmed %}\n      Hello\n      {{ name }}"
            "\n    {% endblocktranslate %}\n  </div>",
            ("Hello %(name)s", "", ""),
        ),
        (
            "{% blocktranslate count n=n %}one day{% plural %}{{ n }} days{% endblocktranslate %}",
            ("one day", "%(n)s days", ""),
        ),
    ],
)
def test_tags_of_templates_are_found(source: str, expected: tuple[str, str, str]) -> None:
    assert found_in_template(source) == {expected}


def test_plain_words_of_a_template_are_not_texts() -> None:
    assert found_in_template("<p>Draft, don't {# _('no') #}</p>") == set()


def test_the_sentences_of_the_engine_are_collected() -> None:
    assert set(CATALOGUE.values()) <= {text.singular for text in project_texts()}


def test_one_text_in_two_places_is_one_entry() -> None:
    catalogue = template_catalogue(
        [
            Text("Open", "", "", "b.html"),
            Text("Open", "", "", "a.py"),
            Text("Open", "", "row", "a.py"),
        ]
    )
    assert [(entry.msgctxt, entry.occurrences) for entry in catalogue] == [
        (None, [("a", ""), ("b.html", "")]),
        ("row", [("a", "")]),
    ]


def test_the_pseudo_locale_keeps_every_placeholder_of_the_project() -> None:
    catalogue = pseudo_catalogue(template_catalogue(project_texts()))
    assert list(translation_problems(catalogue, "en_XA")) == []
    assert catalogue.percent_translated() == 100


def test_a_translation_that_lost_its_placeholder_is_named() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="{count} days late", msgstr="Tage zu spät"))
    (problem,) = translation_problems(catalogue, "de")
    assert "{count} days late" in problem


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    package = tmp_path / "src" / "plumbline"
    package.mkdir(parents=True)
    (package / "states.py").write_text('DRAFT = _("Draft")\n')
    return tmp_path


def test_a_text_missing_from_the_committed_catalogue_is_named(small_project: Path) -> None:
    old = small_project / "src/plumbline/locale/django.pot"
    old.parent.mkdir()
    old.write_text(str(template_catalogue([Text("Gone", "", "", "x.py")])))
    (problem,) = project_problems(small_project)
    assert "new: " in problem
    assert "gone: 'Gone'" in problem
    assert "make reference" in problem


def test_compiling_makes_a_catalogue_that_gettext_reads(small_project: Path) -> None:
    (path,) = translations_compile(small_project)
    entries = {entry.msgid: entry.msgstr for entry in polib.mofile(str(path))}
    assert entries["Draft"] == "⟦Ðŕåfţ~~⟧"
