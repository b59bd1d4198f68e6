"""Mails in HTML: the words of the text, nothing to load, and nothing of a name becomes markup."""

import re
from html.parser import HTMLParser

from plumbline.domain.outbox.letters import LetterLink, letter_html, letter_of_text

LINK = "https://okr.example/join/1?a=b&c=d"
TEXT = f"Ada & <b>Carl</b> would like you\nto take part.\n\n{LINK}\n\nSee {LINK}.\n"


class _Reader(HTMLParser):
    """Collects what is shown, what is linked to and what would be loaded."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        if tag == "a":
            self.links.append(named["href"] or "")
        self.loads += [value for name, value in attrs if name in ("src", "srcset") and value]
        self.loads += re.findall(r"url\([^)]*\)|@import", named.get("style") or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_text_keeps_its_words_and_its_addresses_become_links() -> None:
    read = _Reader(letter_of_text(title="Come & see", text=TEXT, act_words="Join"))
    assert "Ada & <b>Carl</b> would like you" in read.words
    assert "Come & see" in read.words
    assert read.words.count("Join") == 1
    assert read.links == [LINK, LINK], "the button and the address in the sentence, without its dot"
    assert f"See {LINK}." in read.words
    assert "b" not in read.tags


def test_nothing_is_loaded_and_the_dark_is_known() -> None:
    lines = [LetterLink("Max asks: <i>when?</i>", LINK, aside="2 March, 09:00")]
    foot = [LetterLink("Stop these mails", f"{LINK}&stop")]
    page = letter_html(title="Two", above=["In Freight:"], lines=lines, foot=foot)
    read = _Reader(page)
    assert read.loads == []
    assert not read.tags & {"img", "link", "script", "iframe", "i"}
    assert read.links == [LINK, f"{LINK}&stop"]
    assert "Max asks: <i>when?</i>" in read.words
    assert 'content="light dark"' in page
    assert "prefers-color-scheme:dark" in page
