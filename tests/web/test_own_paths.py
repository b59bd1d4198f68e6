"""Addresses to go on to stay on this instance."""

import pytest

from plumbline.web.own_paths import own_path


@pytest.mark.parametrize("path", ["/", "/o/freight/people", "/o/freight/people?q=a%20b&page=2#row"])
def test_a_path_of_this_instance_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        "",
        "people",
        "https://elsewhere.example/",
        "http:elsewhere.example",
        "//elsewhere.example",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "/\r\nSet-Cookie: a=b",
        "\u2028//elsewhere.example",
        " //elsewhere.example",
        "/ /elsewhere.example\u0000",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://elsewhere.example",
        "http:///elsewhere.example",
        "/\u202eelsewhere",
        "https:/elsewhere.example",
        "?next=//elsewhere.example",
    ],
)
def test_everything_else_is_dropped(target: str) -> None:
    assert own_path(target) == ""
