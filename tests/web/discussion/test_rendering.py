"""The words of a comment as HTML."""

import pytest

from plumbline.web.discussion.rendering import comment_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>"),
        ("**sure** and *half*", "<p><strong>sure</strong> and <em>half</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# no heading", "<p># no heading</p>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("![x](https://a.example/p.png)", None),
        (
            "[here](https://a.example/?a=1&b=2)",
            '<p><a href="https://a.example/?a=1&amp;b=2" rel="noopener nofollow">here</a></p>',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
        ("[x](//a.example)", "<p>[x](//a.example)</p>"),
        (
            "See https://a.example/x.",
            '<p>See <a href="https://a.example/x" rel="noopener nofollow">https://a.example/x</a>.</p>',
        ),
    ],
)
def test_a_little_markdown_is_understood_and_nothing_else(text: str, html: str | None) -> None:
    shown = comment_html(text, [])
    if html is None:
        assert "<img" not in shown
    else:
        assert shown == html + "\n"


def test_only_those_who_are_mentioned_are_marked_and_their_names_are_only_text() -> None:
    shown = comment_html('@Bo Holm and @Bo, not @Max; `@Bo` <i>@A"<b></i>', ["Bo Holm", 'A"<b>'])
    assert shown.count("pl-mention") == 2
    assert '<span class="pl-mention">@Bo Holm</span>' in shown
    assert "<b>" not in shown
    assert "<i>" not in shown
