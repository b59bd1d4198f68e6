"""What the repository may hold, and what its files have to agree on."""

import json
import re
import subprocess
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
LARGEST_FILE_BYTES = 500_000

# Hosts that may be named: namespaces, licences, this machine, and names reserved for examples.
ALLOWED_HOSTS = {
    "127.0.0.1", "localhost", "testserver", "[::1]",
    "www.w3.org", "json-schema.org", "spdx.org", "keepachangelog.com", "semver.org",
}  # fmt: skip
ALLOWED_ENDINGS = (".example", ".test", ".invalid")
EXAMPLE_HOST = re.compile(r"(?:[\w-]+\.)*example\.(?:org|com|net)")
ADDRESS = re.compile(r"https?://(?=[\w\[{$%])[^\s\"'`<>)\]}|\\,]+")
DOWNLOAD = re.compile(r"--(?:extra-)?index-url|--find-links|\.(?:whl|tgz|tar\.gz)#sha")
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:root|home|Users|work|farm)/[\w.]")
PLANNING_NOTE = re.compile(
    r"\b(?:DESIGN|REQUIREMENTS|QUALITY|STYLE|STACK|FIELD\w*)\.md\b|\b(?:DESIGN|GUIDE|QUALITY) \d"
)
LEFT_OPEN = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b|raise NotImplemente[d]Error")
MERGING = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
FILLER = re.compile(r"(?i)coming\ssoon|lorem\sipsum|not\simplemented")
FOREIGN = re.compile(
    r"(?:^|/)(?:node_modules|vendor|dist)/|\.min\.(?:js|css)$|\.(?:woff2?|ttf|otf|whl|zip|gz|jar)$"
)
MADE_BY_PROGRAMS = {"package-lock.json", *LOCKS}


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths of all files that the next commit would hold, relative to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


@cache
def tracked_texts() -> dict[str, str]:
    """The text files among them with their content."""
    texts = {}
    for name in tracked_files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8000]:
            texts[name] = content.decode("utf-8", "replace")
    return texts


def places(pattern: re.Pattern[str], *, but: Collection[str] = ()) -> list[str]:
    """Where a pattern occurs in the tracked texts, as "file:line: what"."""
    return [
        f"{name}:{number}: {match.group()}"
        for name, text in tracked_texts().items()
        if name not in but and pattern.search(text)  # most texts have it in no line
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def host_is_allowed(address: str) -> bool:
    """Whether an address may stand in a file."""
    host = urlsplit(address).netloc.rpartition("@")[2]
    name = host if host.startswith("[") else host.partition(":")[0]
    return (
        name in ALLOWED_HOSTS
        or name.endswith(ALLOWED_ENDINGS)
        or EXAMPLE_HOST.fullmatch(name) is not None
        or not name
        or name[0] in "{$%"  # filled in by a program
    )


@cache
def project() -> dict[str, Any]:
    """`pyproject.toml`, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def python_requirements() -> Iterator[Requirement]:
    """Every Python package that the project names itself."""
    settings = project()
    named = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    for extra in settings["project"]["optional-dependencies"].values():
        named += extra
    for group in settings["dependency-groups"].values():
        named += [entry for entry in group if isinstance(entry, str)]
    return map(Requirement, named)


def node_packages() -> set[str]:
    """Every npm package that the project names itself."""
    named = json.loads((ROOT / "package.json").read_text("utf-8"))
    return {*named.get("dependencies", {}), *named.get("devDependencies", {})}


def pins(lock: str) -> dict[str, list[tuple[str, str]]]:
    """A lock's packages: name -> (version, what follows it up to the next package)."""
    found: dict[str, list[tuple[str, str]]] = {}
    text = (ROOT / lock).read_text("utf-8")
    for name, version, rest in re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)(.*?)(?=^\S|\Z)", text, re.M | re.S
    ):
        found.setdefault(canonicalize_name(name), []).append((version, rest))
    return found


def test_no_file_names_a_host_outside_the_list() -> None:
    found = [
        place
        for place in places(ADDRESS, but=MADE_BY_PROGRAMS)
        if not host_is_allowed(place.split(": ", 1)[1])
    ]
    assert found == []


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8000", True),
        ("okr.example.org", True),
        ("anna@okr.example.org", True),
        ("example.org@elsewhere.io", False),
        ("notexample.org", False),
        ("www.w3.org.elsewhere.io", False),
    ],
)
def test_hosts_are_told_apart(host: str, allowed: bool) -> None:
    assert host_is_allowed(f"https://{host}/page") is allowed


def test_no_lock_names_an_address() -> None:
    texts = tracked_texts()
    assert [name for name in LOCKS if "://" in texts[name]] == []
    assert '"resolved"' not in texts["package-lock.json"]
    assert places(DOWNLOAD, but={"tests/test_repository.py"}) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert places(MACHINE_PATH, but=MADE_BY_PROGRAMS) == []


def test_no_file_speaks_of_planning_notes() -> None:
    assert places(PLANNING_NOTE, but=MADE_BY_PROGRAMS) == []


def test_nothing_is_left_open() -> None:
    assert places(LEFT_OPEN, but=MADE_BY_PROGRAMS) == []


def test_no_file_was_left_half_merged() -> None:
    assert places(MERGING, but=MADE_BY_PROGRAMS) == []


def test_pages_and_documentation_hold_no_filler() -> None:
    # Python may name such words: the reader of documents knows them as such.
    spoken = {name for name in tracked_texts() if name.endswith((".html", ".md", ".txt", ".js"))}
    assert places(FILLER, but=set(tracked_texts()) - spoken) == []


def test_no_file_of_others_is_committed() -> None:
    assert [name for name in tracked_files() if FOREIGN.search(name)] == []


def test_no_file_is_large() -> None:
    sizes = {name: (ROOT / name).stat().st_size for name in tracked_files()}
    assert {name for name, size in sizes.items() if size > LARGEST_FILE_BYTES} == set()


def test_the_licence_is_mit_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert project()["project"]["license"] == "MIT"
    assert json.loads((ROOT / "package.json").read_text("utf-8"))["license"] == "MIT"


def test_every_dependency_has_its_reason_and_no_reason_lost_its_dependency() -> None:
    decisions = (ROOT / "docs/adr/0002-libraries.md").read_text("utf-8")
    # The first cell of a row names one package or several: | `a`, `b` | licence | why |
    rows = re.findall(r"^\| (`[^|]+) \| [^|]*\w[^|]* \| [^|]*\w[^|]* \|$", decisions, re.M)
    explained = {name.replace(".", "-") for row in rows for name in re.findall(r"`([^`]+)`", row)}
    python = {canonicalize_name(item.name) for item in python_requirements()}
    assert explained == python | {name.replace(".", "-") for name in node_packages()}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_agrees_with_the_development_lock(lock: str) -> None:
    development = pins("requirements-dev.lock")
    for name, entries in pins(lock).items():
        assert all("--hash=sha256:" in rest for _, rest in entries), name
        assert {version for version, _ in entries} <= {v for v, _ in development[name]}, name


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {
        target
        for name, text in tracked_texts().items()
        if name.endswith((".md", ".py", ".yaml")) or name == ".ci/run"
        for target in re.findall(r"`make ([a-z-]+)", text)
    }
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
