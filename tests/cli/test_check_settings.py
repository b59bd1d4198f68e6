"""The configuration of `plumbline check`: where it is found, what it does, what is refused."""

import io
import sys
from pathlib import Path

import pytest

from plumbline.cli.checking.patterns import matches
from plumbline.cli.checking.settings import KEYS
from plumbline.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = """plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - title: Buyers trust us before they call
    owner: ada@example.org
    key_results:
      - {title: Publish 24 customer stories, owner: carl@example.org}
      - {title: Cut churn from 5% to 3% by writing letters, owner: mia@example.org}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a document in `goals/drafts`; the command runs at its top."""
    (tmp_path / "goals" / "drafts").mkdir(parents=True)
    (tmp_path / "goals" / "drafts" / "okrs.yaml").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Return code and severity of each finding."""
    capsys.readouterr()
    assert main(["check", "goals", *arguments]) in (0, 1)
    lines = capsys.readouterr().out.splitlines()
    return [
        f"{line.split()[1]} {line.split('(')[1].strip(')').split(',')[0]}"
        for line in lines
        if line.startswith("goals") and ": PL-" in line
    ]


def test_the_nearest_configuration_counts_and_the_command_line_before_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text('[tool.plumbline]\nselect = ["PL-W", "style-missing"]')
    assert found(capsys) == ["PL-B07 hint", "PL-W01 warn", "PL-W11 hint"]
    (folder / "goals" / "pyproject.toml").write_text("[project]\nname = 'plumbline-goals'")
    assert len(found(capsys)) == 3
    (folder / "goals" / "plumbline.toml").write_text('select = ["PL-W"]\nignore = ["PL-W01"]')
    assert found(capsys) == ["PL-W11 hint"]
    assert found(capsys, "--select", "activity-as-result") == ["PL-W01 warn"]
    assert found(capsys, "--ignore", "PL-W1") == []
    assert len(found(capsys, "--config", "pyproject.toml")) == 3


def test_severities_and_the_severity_that_fails_are_settings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "plumbline.toml"
    config.write_text('select = ["PL-W"]\nfail-on = "block"\n[severity]\nPL-W11 = "block"\n')
    assert found(capsys) == ["PL-W01 warn", "PL-W11 block"]
    assert main(["check", "goals"]) == 1
    config.write_text('select = ["PL-W"]\nfail-on = "block"')
    assert main(["check", "goals"]) == 0
    assert main(["check", "goals", "--fail-on", "warn"]) == 1


def test_parameters_of_rules_may_be_written_with_hyphens(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "plumbline.toml"
    for name in ("most-words", "most_words"):
        config.write_text(f'select = ["PL-W09"]\n[rules.title-too-long]\n{name} = 8\n')
        assert found(capsys) == ["PL-W09 hint"]


def test_paths_may_be_left_out_whole_or_for_some_rules(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "plumbline.toml"
    config.write_text('select = ["PL-W"]\n[per-path-ignores]\n"goals/drafts/**" = ["PL-W01"]\n')
    assert found(capsys) == ["PL-W11 hint"]
    for pattern in ("drafts", "goals/drafts", "**/okrs.yaml"):
        config.write_text(f'exclude = ["{pattern}"]')
        assert main(["check", "goals/drafts/okrs.yaml"]) == 0


def test_style_and_language_are_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = folder / "plumbline.toml"
    config.write_text('select = ["PL-W01", "PL-B07"]\nstyle = "committed"\nlanguage = "de"')
    assert found(capsys) == []
    document = folder / "goals" / "drafts" / "okrs.yaml"
    document.write_text(TEXT.replace("Publish 24 customer stories", "Publish die und der und das"))
    config.write_text('select = ["PL-W01"]\nlanguage = "en"')
    assert found(capsys) == ["PL-W01 warn"]


def test_terms_people_and_groups_are_known_to_the_rules(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = folder / "goals" / "drafts" / "okrs.yaml"
    document.write_text(TEXT.replace("churn", "QZX").replace("mia@example.org", "Pelicans"))
    config = folder / "plumbline.toml"
    config.write_text('select = ["PL-W07", "PL-O02"]')
    assert found(capsys) == ["PL-W07 hint"]
    config.write_text('select = ["PL-W07", "PL-O02"]\nknown-terms = ["QZX"]\ngroups = ["Pelicans"]')
    assert found(capsys) == ["PL-O02 warn"]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("selcet = []", "selcet: There is no such key. Did you mean select?"),
        ('select = ["no-nubmer"]', "select: There is no rule no-nubmer. Did you mean no-number?"),
        ("select = 'PL-W'", 'select: Write a list of texts, such as ["one", "two"].'),
        ('fail-on = "never"', "fail-on: Write one of: hint, warn, block."),
        ("company-is-default = 1", "company-is-default: Write true or false."),
        ("rules = 1", "rules: This is a table: write [rules] and a line for each of its values."),
        ('[severity]\nPL-T01 = "off"', "severity.PL-T01: Write one of: hint, warn, block."),
        ("[severity]\nPL-X = 'hint'", "severity: There is no rule PL-X."),
        ("[rules.title-too-long]\nmost-words = 7", "most_words takes a number from 8 to 100."),
        ("[rules.title-too-long]\nmost-words = 8.5", "rules.title-too-long.most-words: "),
        ("[rules.title-too-long]\nleast = 8", "rules.title-too-long.least: "),
        ("[per-path-ignores]\n'a/**' = ['X']", "per-path-ignores.a/**: There is no rule X."),
        ("language = 'tlh'", "language: Write one of: auto, en, de"),
        ("select = [", "is no TOML: "),
        ("a = " + "[" * 5000, "is no TOML: "),
    ],
)
def test_what_a_configuration_cannot_say_is_refused_with_file_and_key(
    folder: Path, config: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plumbline.toml").write_text(config)
    assert main(["check", "goals"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{folder / 'plumbline.toml'}")
    assert said in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["missing.toml", "goals", "empty/pyproject.toml"])
def test_a_configuration_that_was_named_must_be_one(folder: Path, name: str) -> None:
    (folder / "empty").mkdir()
    (folder / "empty" / "pyproject.toml").write_text("[project]")
    assert main(["check", "goals", "--config", name]) == 2


def test_what_is_piped_in_is_checked_under_the_name_it_is_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "goals" / "plumbline.toml").write_text('ignore = ["PL-W"]')
    for arguments, code in (([], 1), (["--stdin-name", "goals/new.yaml"], 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        assert main(["check", "-", *arguments]) == code


def test_named_files_without_okrs_are_passed_over_on_request(folder: Path) -> None:
    (folder / "README.md").write_text("Nothing of that kind.\n")
    assert main(["check", "README.md"]) == 2
    assert main(["check", "README.md", "--skip-others"]) == 0
    assert main(["check", "missing.md", "--skip-others"]) == 2


@pytest.mark.parametrize(
    ("pattern", "path", "is_match"),
    [
        ("drafts", "a/drafts/b.yaml", True),
        ("drafts/", "drafts/b.yaml", True),
        ("drafts", "a/drafts2/b.yaml", False),
        ("*.md", "a/b.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/**/c.md", "a/c.md", True),
        ("a/**/c.md", "a/x/y/c.md", True),
        ("./a/b", "a/b/c.md", True),
        ("b/c.md", "a/b/c.md", False),
        ("a.md", "aXmd", False),
    ],
)
def test_a_pattern_names_files_and_folders(pattern: str, path: str, is_match: bool) -> None:
    assert matches(pattern, Path(path)) is is_match


def test_every_key_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "check-configuration.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in page] == []


def test_a_first_name_in_brackets_is_an_owner_where_it_is_that_of_one_known_person(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "goals" / "drafts" / "okrs.yaml").unlink()
    (folder / "goals" / "okrs.md").write_text(
        "# Buyers trust us before they call\n- Activation from 20% to 40% [Dana]\n"
        "- Waiting time from 20 h to 4 h (Ruth)\n- Orders from 20 to 40 [Dana, Ruth]\n"
        "- Orders in France from 20 to 40 (Paris)\n- Orders of spares from 20 to 40 [Draft]\n"
    )

    def said() -> str:
        main(["check", "goals", "--select", "owner-missing"])
        return capsys.readouterr().out

    unsure = said()
    assert "“Dana” in brackets does not surely name one person" in unsure
    assert "“Ruth” in brackets" in unsure
    assert "“Dana, Ruth” in brackets are 2 people" in unsure
    assert "Paris” in" not in unsure
    assert "Draft” in" not in unsure
    (folder / "plumbline.toml").write_text('people = ["Dana Waybill", "Ruth Hull", "Ruth Axle"]')
    known = said()
    assert "“Dana” in brackets" not in known
    assert known.count("PL-O01") == unsure.count("PL-O01") - 1
    assert "“Ruth” in brackets" in known  # there are two
