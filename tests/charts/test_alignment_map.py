"""The drawing of the map: links to every parent, marks that are shapes, and places to hit."""

import re
from dataclasses import replace

import pytest

from plumbline.charts.alignment_map import AlignmentMap, MapFold, MapLink, MapNode, Tone
from plumbline.charts.alignment_marks import Freshness, Mark, MarkSample, Pill
from plumbline.charts.alignment_words import META
from plumbline.charts.labels import text_width
from plumbline.charts.sign import Sign
from tests.charts.drawings import marked, parsed, texts


def node(key: str, level: int, under: str | None = None, **further: object) -> MapNode:
    made = MapNode(
        key=key,
        level=level,
        under=under,
        title=f"The title of {key}",
        meta="Claims · 48 %",
        url=f"/map?focus={key}",
        spoken=f"The title of {key}. At risk",
        mark=Sign.AT_RISK,
    )
    return replace(made, **further)  # type: ignore[arg-type]  # the fields of MapNode


DRAWING = AlignmentMap(
    name="Map of 2026-Q4",
    nodes=(
        node("first", 0, is_priority=True, fold_url="/map?shut=first", fold_spoken="Fold first"),
        node("second", 0, is_unserved=True),
        node("child", 1, "first"),
    ),
    folds=(
        MapFold(
            under="first",
            level=1,
            words="4 more",
            counts=((Sign.ON_TRACK, 3), (Sign.OFF_TRACK, 1)),
            url="/map?open=first",
            spoken="4 more below “first”: 3 on track, 1 off track",
        ),
    ),
    links=(
        MapLink("child", "first", contributes=True, is_on_path=True),
        MapLink("child", "second"),
    ),
    headings={0: "Priorities", 1: "Team objectives"},
)


def paths(svg: str) -> list[str]:
    return [path.get("class", "") for path in marked(svg, "pl-map-link") if path.get("d")]


def test_every_link_is_a_curve_and_a_further_parent_a_dashed_one() -> None:
    drawn = paths(DRAWING.svg())
    assert sorted(drawn) == [
        "pl-map-link",  # to what is folded
        "pl-map-link pl-map-counted pl-map-on-path",
        "pl-map-link pl-map-further",
    ]
    assert len(marked(DRAWING.svg(), "pl-map-dot")) == 1  # what contributes ends in a dot


def test_every_box_is_a_link_that_says_what_it_shows() -> None:
    links = marked(DRAWING.svg(), "pl-map-node")
    assert [link.get("href") for link in links] == [
        f"/map?focus={k}" for k in ("first", "child", "second")
    ]
    assert {link[0].text for link in links} == {
        f"The title of {key}. At risk" for key in ("first", "second", "child")
    }
    assert {link[0].tag.rpartition("}")[2] for link in links} == {"title"}  # what names them
    (fold,) = marked(DRAWING.svg(), "pl-map-fold")
    assert fold.get("href") == "/map?open=first"
    assert "4 more" in texts(DRAWING.svg())
    (control,) = marked(DRAWING.svg(), "pl-map-control")
    assert (control.get("href"), control.get("aria-label")) == ("/map?shut=first", "Fold first")


def test_what_can_be_hit_is_24_px_at_least() -> None:
    boxes = [*marked(DRAWING.svg(), "pl-map-box"), *marked(DRAWING.svg(), "pl-map-fold-box")]
    assert len(boxes) == 4
    assert min(float(box.get("height", "0")) for box in boxes) >= 24
    assert [circle.get("r") for circle in marked(DRAWING.svg(), "pl-map-reach")] == ["12"]


def test_a_long_title_is_broken_into_lines_and_said_in_full() -> None:
    title = "Hauliers of every size choose us because of how we treat a damaged load and its sender"
    drawing = replace(
        DRAWING, nodes=(node("long", 0, title=title, spoken=title),), folds=(), links=()
    )
    lines = [line.text or "" for line in marked(drawing.svg(), "pl-map-title")]
    assert len(lines) == 3
    assert title.startswith(" ".join(lines[:2]))
    assert lines[2].endswith("…")
    assert marked(drawing.svg(), "pl-map-node")[0][0].text == title


def test_nothing_is_drawn_outside_and_nothing_carries_style_or_script() -> None:
    root = parsed(DRAWING.svg())
    left, top, width, height = map(float, root.get("viewBox", "").split())
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert left <= float(rect.get("x", "0"))
        assert top <= float(rect.get("y", "0"))
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= width
        assert float(rect.get("y", "0")) + float(rect.get("height", "0")) <= height
    assert not [
        key for element in root.iter() for key in element.attrib if key.startswith(("style", "on"))
    ]


def test_markup_in_words_is_words() -> None:
    drawing = replace(
        DRAWING,
        nodes=(node("x", 0, title="<script>a</script>", spoken='"><b>', meta="&"),),
        folds=(),
        links=(),
    )
    assert "<script>" not in drawing.svg()
    assert "<b>" not in drawing.svg()


FORMS: tuple[Mark, ...] = (*Freshness, Pill("3", "low"), Pill("8", "high"))


def test_every_form_of_freshness_and_confidence_is_one_of_its_own() -> None:
    drawn = [MarkSample(mark).svg() for mark in FORMS]
    assert len(set(drawn)) == len(FORMS)
    # Silence looks the same wherever it is told.
    assert MarkSample(Freshness.STALE).svg() == MarkSample(Sign.STALE).svg()
    assert MarkSample(Freshness.NO_DATA).svg() == MarkSample(Sign.NO_DATA).svg()


@pytest.mark.parametrize("tone", list(Tone))
def test_what_stands_around_is_told_apart(tone: Tone) -> None:
    drawing = replace(DRAWING, nodes=(node("x", 0, tone=tone),), folds=(), links=())
    assert len(marked(drawing.svg(), f"pl-map-{tone.value}")) == 1


def test_an_empty_map_is_an_empty_drawing() -> None:
    empty = replace(DRAWING, nodes=(), folds=(), links=())
    assert parsed(empty.svg()).get("aria-label") == "Map of 2026-Q4"
    assert empty.table().rows == ()
    assert DRAWING.table().rows[0] == ("The title of first. At risk",)


def test_a_line_to_a_further_parent_runs_past_the_boxes_between() -> None:
    between = tuple(node(f"between {number}", 1, "first") for number in range(5))
    drawing = AlignmentMap(
        name="Map",
        nodes=(node("first", 0), *between, node("deep", 2, "between 2")),
        folds=(),
        links=(MapLink("deep", "first"),),
        headings={},
    )
    (line,) = [each.get("d", "") for each in marked(drawing.svg(), "pl-map-link") if each.get("d")]
    begin = float(line.split()[1].partition("H")[0])
    crossing = float(re.findall(r"C\S+ \S+ \S+ \S+ \S+ (\S+?)H", line)[0])
    tops = [float(box.get("y", "")) for box in marked(drawing.svg(), "pl-map-box")]
    tall = [float(box.get("height", "")) for box in marked(drawing.svg(), "pl-map-box")]
    spans = [(top, top + high) for top, high in zip(tops, tall, strict=True)][1:6]
    assert [top for top, bottom in spans if top < begin < bottom]
    assert not [top for top, bottom in spans if top < crossing < bottom]


def test_the_counts_of_a_fold_never_lie_under_its_plus() -> None:
    (fold,) = DRAWING.folds
    for words in ("4 more", "8 objectives", "24 more objectives"):
        for numbers in ((1, 5, 2), (1, 11, 3), (100, 110, 120)):
            signs = (Sign.ON_TRACK, Sign.AT_RISK, Sign.OFF_TRACK)
            wide = replace(fold, words=words, counts=tuple(zip(signs, numbers, strict=True)))
            (drawn,) = marked(replace(DRAWING, folds=(wide,)).svg(), "pl-map-fold")
            written = [text for text in drawn.iter() if text.tag.endswith("text")]
            end = max(
                float(text.get("x", 0)) + text_width(text.text or "", META) for text in written
            )
            (box,) = marked(replace(DRAWING, folds=(wide,)).svg(), "pl-map-fold-box")
            assert end <= float(box.get("x", 0)) + float(box.get("width", 0)) - 8
            plus = [float(line.get("x1", 0)) for line in drawn.iter() if line.tag.endswith("line")]
            assert all(end < x for x in plus), (words, numbers)
