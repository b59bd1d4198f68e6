"""The lint of templates refuses what the browser or a translator could not take."""

from pathlib import Path

import pytest

from scripts.lint_templates import lint, template_findings

HEAD = "{# What this is. #}\n"


def messages(body: str) -> list[str]:
    return [finding.message for finding in template_findings(HEAD + body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p style="color:red"></p>', "style attribute"),
        ("<style>p{}</style>", "<style>"),
        ("<script>go()</script>", "inline script"),
        ('<p onclick="go()"></p>', "event handler"),
        ('<p hx-on:click="go()"></p>', "event handler"),
        ("{{ words|safe }}", "round escaping"),
        ("{{ words | safe }}", "round escaping"),
        ("{% autoescape off %}{% endautoescape %}", "round escaping"),
        ("<p>Plain words</p>", "untranslated text"),
        ('<p title="Plain words"></p>', "untranslated text"),
        ('<input placeholder="Find">', "untranslated text"),
        ('<a href="https://example.org/"></a>', "another host"),
        ('<img src="//example.org/a.png" alt="">', "another host"),
        ('<a href="javascript:go()"></a>', "script or data"),
    ],
)
def test_each_thing_forbidden_is_found(body: str, expected: str) -> None:
    found = messages(body)
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    "body",
    [
        '<p>{% translate "Plain words" %}</p>',
        "<p>{% blocktranslate %}Plain <b>words</b>{% endblocktranslate %}</p>",
        "<p>{% comment %}not shown{% endcomment %}{# nor this #}</p>",
        "<script src=\"{% static 'a.js' %}\"></script>",
        '<p title="{{ title }}">{{ words }} · {{ more }}</p>',
        "<kbd>Enter</kbd> <code>status</code>",
        "<a href=\"{% url 'home' %}#content\">{{ words }}</a>",
        '<p{% if x == "on track" %} class="a"{% endif %}></p>',
    ],
)
def test_what_is_right_is_left_alone(body: str) -> None:
    assert messages(body) == []


def test_a_template_without_a_first_comment_is_refused() -> None:
    findings = template_findings("<p></p>")
    assert [finding.line for finding in findings] == [1]
    assert "{# … #}" in findings[0].message


def test_a_finding_names_its_line_below_template_markup() -> None:
    body = "{% comment %}\n\n{% endcomment %}\n<p>\n\nWords here</p>"
    assert [finding.line for finding in template_findings(HEAD + body)] == [7]


def test_findings_are_printed_with_path_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(HEAD + "<p>Words here</p>", "utf-8")
    (tmp_path / "not_a_template.html").write_text("<p>Words</p>", "utf-8")
    assert lint([tmp_path]) == 1
    assert "page.html:2: untranslated text" in capsys.readouterr().out


def test_the_templates_of_the_repository_are_clean() -> None:
    assert lint([Path(__file__).resolve().parents[2] / "src" / "plumbline"]) == 0
