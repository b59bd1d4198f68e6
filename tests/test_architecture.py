"""Rules about the shape of the code that import-linter and ruff cannot see.

import-linter does not look into `ForeignKey("okrs.Objective")`, so the model graph is walked
here, in the order that its own contract declares.
"""

import ast
import inspect
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from plumbline.web.urls import urlpatterns

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "plumbline"
DOMAIN = "plumbline.domain."

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40  # without its docstring: explaining is never too long
MOST_STATEMENTS_OF_A_VIEW = 15
NAMES_THAT_SAY_NOTHING = {
    "base", "common", "handler", "handlers", "helper", "helpers", "manager", "managers", "misc",
    "util", "utils",
}  # fmt: skip

# Path, or path::function, relative to the repository -> why it may be longer.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {
    "src/plumbline/cli/import_document.py::import_command": (
        "its parameters are the options of the command, each with its help"
    ),
    "src/plumbline/domain/okrs/selectors/details.py::key_result_details": (
        "names every field of the page of a key result once"
    ),
    "src/plumbline/web/ui/gallery_examples.py::rows": "a table: one example of every state",
    "src/plumbline/web/ui/gallery_examples.py::okrs": "a table: one tree of examples",
}
LONG_VIEWS: dict[str, str] = {}
VAGUE_NAMES = {
    "src/plumbline/domain/tenancy/databases/postgres/base.py": "Django looks for this name",
    "src/plumbline/domain/tenancy/databases/sqlite/base.py": "Django looks for this name",
}


def contracts() -> dict[str, dict[str, Any]]:
    """The contracts of import-linter by their ids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {item["id"]: item for item in settings["tool"]["importlinter"]["contracts"]}


def app_ranks() -> dict[str, int]:
    """Each domain app's height, 0 the lowest; apps of one height must not know each other."""
    layers = reversed(contracts()["domain-apps"]["layers"])
    return {
        name.strip(" ()"): rank for rank, layer in enumerate(layers) for name in layer.split("|")
    }


def app_of(model: type[models.Model]) -> str | None:
    """The domain app that a model belongs to, or `None` for a model from outside."""
    module = model.__module__
    return module.removeprefix(DOMAIN).split(".")[0] if module.startswith(DOMAIN) else None


def relations_upwards(
    checked: Iterable[type[models.Model]], ranks: Mapping[str, int]
) -> Iterator[str]:
    """One sentence for each relation that does not point to a lower app."""
    for model in checked:
        source = app_of(model)
        own = [*model._meta.fields, *model._meta.many_to_many, *model._meta.private_fields]
        for field in own:
            related = field.related_model
            if source is None or not field.is_relation or not isinstance(related, type):
                continue
            target = app_of(related)
            if target and target != source and ranks[target] >= ranks[source]:
                yield f"{model.__name__}.{field.name}: {source} points to {target}"


def python_files(*folders: str) -> list[Path]:
    """Modules of these folders that people write; Django writes migrations."""
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def functions_in(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module."""
    waiting: list[ast.AST] = [ast.parse(text)]
    for node in waiting:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        # No function stands inside an expression, of which most of a module is made.
        within = ast.iter_child_nodes(node)
        waiting += [each for each in within if not isinstance(each, ast.expr)]


@cache
def sizes_of_functions(path: Path) -> dict[str, tuple[int, int]]:
    """Lines and statements of each function of a module, by the name an exception is listed under.

    Two tests ask; taking a module apart is what they are made of.
    """
    place = path.relative_to(ROOT)
    return {
        f"{place}::{node.name}": (lines_without_docstring(node), statements_of(node))
        for node in functions_in(path.read_text("utf-8"))
    }


def lines_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function from `def` to its end, its docstring left out."""
    first = node.body[0]
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def statements_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many statements a function holds, nested ones included, its docstring left out."""
    found = sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1
    return found - (ast.get_docstring(node) is not None)


def test_no_relation_points_to_a_higher_app() -> None:
    assert list(relations_upwards(apps.get_models(), app_ranks())) == []


def test_relations_that_point_upwards_would_be_found() -> None:
    turned = {name: -rank for name, rank in app_ranks().items()}
    assert list(relations_upwards(apps.get_models(), turned))


def test_every_domain_app_has_its_place_in_the_order() -> None:
    folders = {path.parent.name for path in (PACKAGE / "domain").glob("*/__init__.py")}
    assert folders <= set(app_ranks())


def test_every_domain_app_is_installed() -> None:
    folders = {path.parent.name for path in (PACKAGE / "domain").glob("*/apps.py")}
    installed = {
        config.name.removeprefix(DOMAIN)
        for config in apps.get_app_configs()
        if config.name.startswith(DOMAIN)
    }
    assert installed == folders


def test_every_interface_reads_through_selectors() -> None:
    watched = set(contracts()["reads-through-selectors"]["source_modules"])
    readers = ("web", "api", "cli", "mcp", "http")
    present = {name for name in readers if (PACKAGE / name).is_dir()}
    assert {f"plumbline.{name}" for name in present} == watched


def test_every_offline_command_is_under_its_contract() -> None:
    watched = set(contracts()["offline-engine"]["source_modules"])
    candidates = (
        "cli/check", "cli/checking", "cli/explain", "cli/language_server", "cli/lsp",
        "engine/documents", "engine/scoring", "engine/rules",
    )  # fmt: skip
    present = {
        f"plumbline.{name.replace('/', '.')}"
        for name in candidates
        if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()
    }
    assert present == watched


def without_exceptions(sizes: dict[str, int], most: int, exceptions: Mapping[str, str]) -> object:
    """What is too large without being listed, with its size, and what is listed in vain."""
    large = {name: size for name, size in sizes.items() if size > most}
    return (
        {name: size for name, size in large.items() if name not in exceptions},
        {name for name in exceptions if name not in large},
    )


NOTHING: object = ({}, set())


def test_no_file_is_too_long_to_read() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in python_files("src", "scripts", "bench")
    }
    assert without_exceptions(sizes, MOST_LINES_OF_A_FILE, LONG_FILES) == NOTHING


def test_no_function_is_too_long_to_read() -> None:
    sizes = {
        name: lines
        for path in python_files("src", "scripts", "bench")
        for name, (lines, _statements) in sizes_of_functions(path).items()
    }
    assert without_exceptions(sizes, MOST_LINES_OF_A_FUNCTION, LONG_FUNCTIONS) == NOTHING


def views_of_pages() -> set[str]:
    """The functions behind the addresses of pages, without what is wrapped around them."""
    found = {inspect.unwrap(entry.callback) for entry in urlpatterns}
    return {f"{Path(inspect.getfile(view)).relative_to(ROOT)}::{view.__name__}" for view in found}


def test_views_hold_no_rules_of_their_own() -> None:
    views = views_of_pages()
    sizes = {
        name: statements
        for path in python_files("src/plumbline/web")
        for name, (_lines, statements) in sizes_of_functions(path).items()
        if name in views
    }
    assert sizes.keys() == views
    assert without_exceptions(sizes, MOST_STATEMENTS_OF_A_VIEW, LONG_VIEWS) == NOTHING


def test_sizes_above_the_limit_and_needless_exceptions_are_both_told() -> None:
    sizes = {"long.py": 401, "short.py": 10, "generated.py": 900}
    exceptions = {"generated.py": "a table", "short.py": "was long once"}
    assert without_exceptions(sizes, 400, exceptions) == ({"long.py": 401}, {"short.py"})


def test_module_names_say_what_is_inside() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in python_files("src", "scripts", "bench", "tests")
        if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING
    }
    assert found == set(VAGUE_NAMES)
