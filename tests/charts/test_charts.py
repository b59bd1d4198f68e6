"""Laws that hold for every chart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.charts import Chart
from plumbline.charts.svg import coordinate, element, words
from tests.charts.chart_strategies import charts, hostile
from tests.charts.drawings import assert_sound, parsed


@given(chart=charts, narrow=st.booleans())
def test_every_drawing_is_well_formed_and_stays_inside_its_frame(
    chart: Chart, narrow: bool
) -> None:
    assert_sound(chart.svg(narrow=narrow))


@given(chart=charts)
def test_every_chart_has_a_name_and_a_table_as_wide_as_its_headings(chart: Chart) -> None:
    table = chart.table()
    assert all(len(row) == len(table.columns) for row in table.rows)
    spoken = parsed(chart.svg()).get("aria-label", "")
    assert isinstance(chart.name, str)
    assert len(spoken) <= len(chart.name)


@given(chart=charts)
def test_drawing_twice_gives_the_same_text(chart: Chart) -> None:
    assert chart.svg() == chart.svg()


@given(text=hostile)
def test_hostile_text_becomes_text(text: str) -> None:
    mark = parsed(words(text, x=1, y=2))
    assert not list(mark)
    assert set(mark.attrib) == {"x", "y"}


@pytest.mark.parametrize("name", ["style", "onclick", "onload"])
def test_an_element_refuses_style_and_handlers(name: str) -> None:
    with pytest.raises(ValueError, match="content security policy"):
        element("rect", **{name: "x"})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_place_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a place"):
        coordinate(value)
