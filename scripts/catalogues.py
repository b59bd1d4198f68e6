"""Collects every text that can be translated and compiles the translations.

Without an option it writes `src/plumbline/locale/django.pot` anew from the Python sources, the
templates and the sentences of the engine. `--check` compares instead of writing, and looks at
every translation's placeholders. `--compile` makes the pseudo-locale and the `.mo` files.

Nothing but Python is needed: Babel reads the sources, Django turns templates into something
Babel can read, polib writes the files.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from plumbline.engine.messages import CATALOGUE
from scripts.pseudo_locale import placeholders, pseudo_translated

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/plumbline")
LOCALES = PACKAGE / "locale"
TEMPLATE_CATALOGUE = LOCALES / "django.pot"
PSEUDO_LOCALE = "en_XA"
ENGINE_MESSAGES = "src/plumbline/engine/messages"

# Babel's notation: which arguments of a call are texts, "c" marking the context.
TextArguments = tuple[int | tuple[int, str], ...] | None
CALLS: dict[str, TextArguments] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS: dict[str, TextArguments] = {
    name + suffix: arguments
    for name, arguments in CALLS.items()
    for suffix in ("", "_lazy", "_noop")
}
KEYWORDS["_"] = None
_CALLS = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\s*\(")

METADATA = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate, where it stands.

    Attributes:
        singular: The English text; its identity together with `context`.
        plural: The English plural, or nothing.
        context: What tells two equal texts apart, or nothing.
        file: The source, relative to the repository.
    """

    singular: str
    plural: str
    context: str
    file: str


def texts_in_source(source: str, file: str) -> Iterator[Text]:
    """Read the gettext calls of a Python module.

    Args:
        source: The module, or what `templatize` made of a template.
        file: Its path, relative to the repository.

    Yields:
        One `Text` for each call with literal arguments.
    """
    if not _CALLS.search(source):
        return  # most modules: taking them apart would take most of the time
    found = extract("python", BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _, message, _, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(singular, plural, context or "", file)


def texts_in_template(source: str, file: str) -> Iterator[Text]:
    """Read the translation tags of a template.

    Args:
        source: The template.
        file: Its path, relative to the repository.

    Yields:
        One `Text` for each tag.
    """
    calls = templatize(source, origin=file)
    # A template's indentation means nothing, a Python module's does.
    yield from texts_in_source("\n".join(line.lstrip() for line in calls.splitlines()), file)


def texts_of_project(root: Path = ROOT) -> Iterator[Text]:
    """Read everything that people may see.

    Args:
        root: The repository.

    Yields:
        Texts of modules, templates and the engine's catalogue, with repetitions.
    """
    package = root / PACKAGE
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]):
        if "static" in path.parts or "migrations" in path.parts:
            continue
        file = path.relative_to(root).as_posix()
        read = texts_in_source if path.suffix == ".py" else texts_in_template
        yield from read(path.read_text("utf-8"), file)
    for message_id, sentence in CATALOGUE.items():
        yield Text(sentence, "", "", f"{ENGINE_MESSAGES}/{message_id.split('.')[0]}.py")


def template_catalogue(texts: Iterable[Text]) -> polib.POFile:
    """Put texts into one catalogue without translations.

    Line numbers are left out: they would change the file with every edit above a text.

    Args:
        texts: In any order, repetitions allowed.

    Returns:
        Entries sorted by text, then context.
    """
    places: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for text in sorted(texts):
        plural, files = places.get((text.singular, text.context), ("", set()))
        places[text.singular, text.context] = (plural or text.plural, files | {text.file})
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = METADATA
    for (singular, context), (plural, files) in places.items():
        catalogue.append(
            polib.POEntry(
                msgid=singular,
                msgid_plural=plural,
                msgstr_plural={0: "", 1: ""} if plural else {},
                msgctxt=context or None,
                occurrences=[(_place(file), "") for file in sorted(files)],
            )
        )
    return catalogue


def _place(file: str) -> str:
    """Name a file from the package on, which every text is in; a page from where pages lie.

    A module goes without its ending: of thousands of places that is what a catalogue may be larger.
    """
    inside = file.removeprefix(f"{PACKAGE}/")
    return inside.removeprefix("web/templates/").removesuffix(".py")


def pseudo_catalogue(template: polib.POFile) -> polib.POFile:
    """Translate a catalogue into the pseudo-locale.

    Args:
        template: Its texts; changed in place.

    Returns:
        The same catalogue, every entry translated.
    """
    for entry in template:
        if entry.msgid_plural:
            entry.msgstr_plural = {
                0: pseudo_translated(entry.msgid),
                1: pseudo_translated(entry.msgid_plural),
            }
        else:
            entry.msgstr = pseudo_translated(entry.msgid)
    template.metadata = METADATA | {"Language": PSEUDO_LOCALE}
    return template


def translation_problems(catalogue: polib.POFile, name: str) -> Iterator[str]:
    """Compare the placeholders of translations with those of their texts.

    Args:
        catalogue: A translation.
        name: How to call it in a sentence.

    Yields:
        One sentence for each translation that would fail when it is filled in.
    """
    for entry in catalogue.translated_entries():
        allowed = [placeholders(text) for text in (entry.msgid, entry.msgid_plural) if text]
        for translation in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if placeholders(translation) not in allowed:
                yield f"{name}: {translation!r} does not keep the placeholders of {entry.msgid!r}."


def project_problems(root: Path = ROOT) -> list[str]:
    """Compare the committed catalogue with the sources, and translations with their texts.

    Args:
        root: The repository.

    Returns:
        One sentence for each difference; empty when all is well.
    """
    fresh = template_catalogue(texts_of_project(root))
    committed = root / TEMPLATE_CATALOGUE
    problems = []
    if not committed.exists() or committed.read_text("utf-8") != str(fresh):
        old = (
            {entry.msgid for entry in polib.pofile(str(committed))} if committed.exists() else set()
        )
        new = {entry.msgid for entry in fresh}
        changed = "; ".join([f"new: {text!r}" for text in sorted(new - old)[:3]])
        gone = "; ".join([f"gone: {text!r}" for text in sorted(old - new)[:3]])
        details = "; ".join(part for part in (changed, gone) if part) or "places differ"
        problems.append(f"{TEMPLATE_CATALOGUE} is old ({details}). Run `make reference`.")
    problems += translation_problems(pseudo_catalogue(fresh), PSEUDO_LOCALE)
    for path in sorted((root / LOCALES).rglob("*.po")):
        problems += translation_problems(polib.pofile(str(path)), str(path.relative_to(root)))
    return problems


def catalogue_write(root: Path = ROOT) -> Path:
    """Write the catalogue of texts anew.

    Args:
        root: The repository.

    Returns:
        The file written.
    """
    path = root / TEMPLATE_CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(template_catalogue(texts_of_project(root))), "utf-8")
    return path


def translations_compile(root: Path = ROOT) -> list[Path]:
    """Make the pseudo-locale from the sources and compile every translation.

    Args:
        root: The repository.

    Returns:
        The `.mo` files written.
    """
    pseudo = root / LOCALES / PSEUDO_LOCALE / "LC_MESSAGES" / "django.po"
    pseudo.parent.mkdir(parents=True, exist_ok=True)
    catalogue = pseudo_catalogue(template_catalogue(texts_of_project(root)))
    _put(pseudo, str(catalogue).encode("utf-8"))
    written = []
    for path in sorted((root / LOCALES).rglob("*.po")):
        written.append(path.with_suffix(".mo"))
        _put(written[-1], polib.pofile(str(path)).to_binary())
    return written


def _put(path: Path, content: bytes) -> None:
    """Write a file at once: a check that runs beside this one reads all of it, old or new."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, check or compile, as asked."""
    parser = argparse.ArgumentParser(description="Collect texts and compile translations.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare, write nothing")
    choice.add_argument("--compile", action="store_true", help="make the .mo files")
    options = parser.parse_args(arguments)
    if options.check:
        problems = project_problems()
        print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
        return int(bool(problems))
    if options.compile:
        translations_compile()
        return 0
    print(catalogue_write().relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
