"""Labels stand clear of each other; the least important gives way."""

from plumbline.charts.labels import (
    Box,
    Label,
    Place,
    in_two_lines,
    line_boxes,
    place_labels,
    shortened,
    text_width,
)

AREA = Box(0, 0, 200, 100)


def test_a_label_takes_its_second_place_when_the_first_is_taken() -> None:
    label = Label("hello", "pl-x", [Place(10, 20), Place(10, 80)])
    assert 'y="80"' in place_labels([label], AREA, [Box(0, 0, 200, 40)])


def test_a_label_without_room_gives_way_together_with_its_leader() -> None:
    label = Label("hello", "pl-x", [Place(10, 20)], leader="<line/>")
    assert place_labels([label], AREA, [AREA]) == ""


def test_a_needed_label_stands_where_it_covers_least() -> None:
    label = Label("hello", "pl-x", [Place(10, 20), Place(10, 80)], needed=True)
    taken = [Box(0, 0, 200, 40), Box(0, 76, 200, 79)]
    assert 'y="80"' in place_labels([label], AREA, taken)


def test_a_label_is_moved_inside_the_drawing() -> None:
    written = place_labels([Label("hello", "pl-x", [Place(195, 500, "start")])], AREA)
    x = float(written.split('x="')[1].split('"')[0])
    assert x + text_width("hello", 12) <= 200.01
    assert float(written.split('y="')[1].split('"')[0]) <= 100


def test_two_labels_never_share_a_place() -> None:
    labels = [Label(f"label {n}", "pl-x", [Place(10, 50)]) for n in range(2)]
    assert place_labels(labels, AREA).count("<text") == 1


def test_a_text_too_long_for_its_room_ends_in_an_ellipsis() -> None:
    cut = shortened("a very long unit of measure", 12, 60)
    assert cut.endswith("…")
    assert text_width(cut, 12) <= 60


def test_no_room_at_all_leaves_nothing() -> None:
    assert shortened("words", 12, 3) == ""


def test_a_long_note_breaks_at_the_space_nearest_its_middle() -> None:
    assert in_two_lines("vehicle papers preloaded") == "vehicle papers\npreloaded"
    assert in_two_lines("short note") == "short note"
    assert in_two_lines("oneveryverylongword") == "oneveryverylongword"


def test_a_line_is_covered_from_end_to_end() -> None:
    boxes = line_boxes([(0, 0), (30, 0)])
    assert boxes[0].left < 0 < boxes[0].right
    assert boxes[-1].left < 30 < boxes[-1].right
