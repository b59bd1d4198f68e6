"""The pieces as tags: `{% load ui %}`, then one tag for each dataclass.

Every tag takes one typed argument; `plumbline.web.ui.gallery` shows each in all its states.
"""

import re
from collections.abc import Mapping, Sequence

from django import template
from django.forms import BoundField, CheckboxSelectMultiple
from django.utils.safestring import SafeString

from plumbline.charts import Chart, CycleRuler, ProgressBar, Sign
from plumbline.web.frame import Frame
from plumbline.web.text_area import MARKED
from plumbline.web.ui import pieces
from plumbline.web.ui.controls import CheckInRow, ConfidenceControl, ModuleSwitch, RadioCards
from plumbline.web.ui.heat import HeatMap, HeatRow
from plumbline.web.ui.icons import ICONS
from plumbline.web.ui.notices import Empty, Notice, Pages, Problem, Step, UndoToast
from plumbline.web.ui.signs import (
    Confidence,
    Counts,
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
)
from plumbline.web.ui.trees import ExplainTree, ImportTree, OkrNode

register = template.Library()

PERCENT_APART = re.compile(r"(?<=\d) %")
Context = Mapping[str, object]


@register.filter
def unbroken(text: str) -> str:
    """Keep a number and its percent sign on one line; people type a plain space between them."""
    return PERCENT_APART.sub("\N{NO-BREAK SPACE}%", text)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, silent for screen readers: it stands beside its word.

    Raises:
        ValueError: The icon is not in the sprite.
    """
    if name not in ICONS:
        raise ValueError(f"{name!r} is not in plumbline.web.ui.icons.ICONS")
    return pieces.icon(name, is_small=size == "small")


@register.simple_tag
def drawing(chart: Chart, narrow: bool = False) -> SafeString:
    """The bare drawing of a chart: progress bar, sparkline, ruler."""
    return pieces.drawing(chart, narrow=narrow)


@register.simple_tag
def glyph(sign: Sign) -> SafeString:
    """The filled shape of a status, silent: the word or figure stands beside it."""
    return pieces.glyph(sign)


@register.simple_tag
def chart(chart: Chart, subtitle: str = "") -> SafeString:
    """A chart with its finding as title, wide and narrow drawings, and "Show as table"."""
    return pieces.chart_figure(chart, subtitle)


@register.simple_tag
def okr_node(node: OkrNode) -> SafeString:
    """An objective or key result with what is below it."""
    return pieces.okr_node(node)


@register.inclusion_tag("ui/heat_map.html")
def heat_map(heat: HeatMap) -> Context:
    """Teams by weeks: counts, and a number in each cell."""
    return {"map": heat}


@register.simple_tag
def heat_row(row: HeatRow) -> SafeString:
    """One team of a heat map."""
    return pieces.heat_row(row)


@register.simple_tag
def status(sign: StatusSign) -> SafeString:
    """A status: glyph, its letter in print, and word or figure; a figure's word is spoken."""
    return pieces.status(sign)


@register.simple_tag
def confidence(confidence: Confidence) -> SafeString:
    """The outlined pill with its number: the surer, the stronger the line."""
    return pieces.confidence(confidence)


@register.simple_tag
def counts(counts: Counts, worded: bool = False) -> SafeString:
    """Glyph and number by status; `worded` writes out what otherwise is only spoken."""
    return pieces.counts(counts, is_worded=worded)


@register.simple_tag
def state_badge(badge: StateBadge) -> SafeString:
    """The outlined badge of a state."""
    return pieces.state_badge(badge)


@register.simple_tag
def style_badge(badge: StyleBadge) -> SafeString:
    """The word of a style; a link while none is chosen."""
    return pieces.style_badge(badge)


@register.simple_tag
def person(person: PersonName, avatar: bool = True) -> SafeString:
    """A person's name with its initial; dashed when unclaimed."""
    return pieces.person(person, with_avatar=avatar)


@register.simple_tag
def progress(bar: ProgressBar) -> SafeString:
    """A figure and its bar with the pace tick."""
    return pieces.progress(bar)


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField,
    aside_url: str = "",
    aside_words: str = "",
    label: str = "",
    label_id: str = "",
) -> Context:
    """A form field with label, help and error, tied together for screen readers.

    Args:
        bound: The field of a Django form.
        aside_url: A link at the right of the label, such as "Forgotten?".
        aside_words: Its words.
        label: Said instead of its own label.
        label_id: Where the words of the label stand, for what changes them later.
    """
    described = [f"{bound.auto_id}_help"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    # A browser would cut what is pasted without a word: the form says instead how much is too much.
    attributes: dict[str, str | bool] = {"class": _widget_class(bound), "maxlength": False}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attributes),
        "is_group": isinstance(bound.field.widget, CheckboxSelectMultiple),
        "is_check": _widget_class(bound) == "form-check-input",
        "is_marked": MARKED in bound.field.widget.attrs,
        "aside_url": aside_url,
        "aside_words": aside_words,
        "label": label or bound.label,
        "label_id": label_id,
    }


@register.inclusion_tag("ui/radio_cards.html")
def radio_cards(cards: RadioCards) -> Context:
    """A question answered by choosing one card."""
    return {"cards": cards}


@register.inclusion_tag("ui/module_switch.html", takes_context=True)
def module_switch(context: template.Context, switch: ModuleSwitch) -> Context:
    """A module and its switch, a form without script."""
    return {"switch": switch, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/confidence_control.html")
def confidence_control(control: ConfidenceControl) -> Context:
    """Ten cells as a radio group."""
    return {"control": control}


@register.inclusion_tag("ui/check_in_row.html", takes_context=True)
def check_in_row(context: template.Context, row: CheckInRow) -> Context:
    """One key result of the week's check-ins, closed, open or done."""
    return {"row": row, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/notice.html")
def notice(notice: Notice) -> Context:
    """One disagreement or warning."""
    return {"notice": notice}


@register.inclusion_tag("ui/flashes.html", takes_context=True)
def flashes(context: template.Context, messages: object) -> Context:
    """What the last act had to say; takes Django's messages, whose tags say how to undo it."""
    return {"messages": messages, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/problem_list.html")
def problem_list(problems: tuple[Problem, ...]) -> Context:
    """Problems of a document with their lines."""
    return {"problems": problems}


@register.inclusion_tag("ui/empty.html")
def empty(empty: Empty) -> Context:
    """An empty place that teaches in one line."""
    return {"empty": empty}


@register.inclusion_tag("ui/steps.html")
def steps(steps: tuple[Step, ...]) -> Context:
    """Where a person is on a way through several pages."""
    return {"steps": steps}


@register.inclusion_tag("ui/pages.html")
def pages(pages: Pages) -> Context:
    """Forward and back through a long list."""
    return {"pages": pages}


@register.inclusion_tag("ui/undo_toast.html", takes_context=True)
def undo_toast(context: template.Context, toast: UndoToast) -> Context:
    """What was just done, with its undo."""
    return {"toast": toast, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/explain_tree.html")
def explain_tree(tree: ExplainTree) -> Context:
    """The calculation behind a number."""
    return {"tree": tree}


@register.inclusion_tag("ui/okr_tree.html")
def okr_tree(nodes: Sequence[OkrNode], name: str) -> Context:
    """Objectives with their key results and the objectives below; `name` says of what."""
    return {"nodes": nodes, "name": name}


@register.inclusion_tag("ui/import_tree.html")
def import_tree(tree: ImportTree) -> Context:
    """What a document was read as."""
    return {"tree": tree}


@register.simple_tag
def navigation(frame: Frame) -> SafeString:
    """The entries of the side bar."""
    return pieces.navigation(
        frame.nav,
        frame.more,
        frame.foot,
        frame.home_url,
        frame.preferences_url,
        frame.inbox_settings_url,
    )


@register.simple_tag
def person_menu(frame: Frame) -> SafeString:
    """What belongs to the person: theme, the folded bar, signing out."""
    return pieces.person_menu(frame.preferences_url, frame.inbox_settings_url)


@register.simple_tag
def keys_told(frame: Frame) -> SafeString:
    """The keys of every page, opened by "?"."""
    return pieces.keys(frame.nav, frame.find_url, frame.map_url, frame.help_url)


@register.simple_tag
def cycle_now(cycle: CycleRuler) -> SafeString:
    """The running cycle, with its ruler and week."""
    return pieces.cycle_now(cycle)


@register.simple_tag
def find_box(find_url: str) -> SafeString:
    """The field of "Find or do", and the link that a phone shows."""
    return pieces.find_box(find_url)


@register.simple_tag
def help_panel() -> SafeString:
    """The panel that the help of a page comes into."""
    return pieces.help_panel()


@register.simple_tag
def page_links() -> SafeString:
    """The icons, letters, styles and scripts of every page."""
    return pieces.page_links()


@register.simple_tag
def toasts_begin() -> SafeString:
    """Where toasts come, with what scripts say there; it is left open."""
    return pieces.toasts_begin()


def _widget_class(bound: BoundField) -> str:
    kind = getattr(bound.field.widget, "input_type", "text")
    if kind in ("checkbox", "radio"):
        return "form-check-input"
    return "form-select" if kind == "select" else "form-control"
