"""A wheel without its front end is not built."""

from pathlib import Path

import pytest

from scripts.build_hook import FrontEndBuildHook, missing_parts


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    vendor = tmp_path / "src/plumbline/web/static/vendor"
    messages = tmp_path / "src/plumbline/locale/de/LC_MESSAGES"
    for path in (vendor / "a.css", vendor / "b.js", messages / "django.po", messages / "django.mo"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def hook(root: Path) -> FrontEndBuildHook:
    return FrontEndBuildHook(str(root), {}, None, None, "", "wheel")  # type: ignore[arg-type]


def test_a_complete_tree_is_built(complete: Path) -> None:
    assert missing_parts(complete) == []
    hook(complete).initialize("standard", {})


def test_a_tree_without_front_end_is_refused_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make frontend"):
        hook(tmp_path).initialize("standard", {})


def test_a_translation_that_is_not_compiled_is_refused(complete: Path) -> None:
    (complete / "src/plumbline/locale/de/LC_MESSAGES/django.mo").unlink()
    (problem,) = missing_parts(complete)
    assert "make translations" in problem


def test_an_editable_install_may_come_before_the_front_end(tmp_path: Path) -> None:
    hook(tmp_path).initialize("editable", {})
