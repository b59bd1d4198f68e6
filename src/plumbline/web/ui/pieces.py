"""The smallest pieces, written at once: a page of rows holds hundreds of them.

Drawn by templates of their own they took a third of the time of such a page. Larger pieces are
templates (`templates/ui`), of which the commonest are kept as well; all are tags in
`templatetags/ui.py`.
"""

from functools import cache

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plumbline.charts import Chart, CycleRuler, ProgressBar, Sign
from plumbline.charts.sign import sign_shape
from plumbline.charts.svg import coordinate, element
from plumbline.web.frame import NavEntry
from plumbline.web.ui.heat import HeatRow
from plumbline.web.ui.kept import kept
from plumbline.web.ui.signs import (
    Confidence,
    Counts,
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
)
from plumbline.web.ui.trees import OkrNode

GLYPH = 12.0
#: So many of each small piece are kept: some hundred bytes each.
KEPT = 2048
#: Objectives with their key results, some kB each.
KEPT_ROWS = 1024
#: Parts of the frame, some kB each: the same for everybody who may follow the same links.
KEPT_FRAMES = 256
#: Charts in both widths with their table, some ten kB each.
KEPT_CHARTS = 128
_NOTHING = SafeString()


@kept(KEPT)
def icon(name: str, *, is_small: bool = False) -> SafeString:
    """Write an icon of the sprite; silent, since a word stands beside it."""
    return format_html(
        '<svg class="pl-icon{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        " pl-icon-small" if is_small else "",
        static("vendor/icons.svg"),
        name,
    )


@cache
def glyph(sign: Sign) -> SafeString:
    """Write the filled shape of a status."""
    half = coordinate(GLYPH / 2)
    shape = sign_shape(sign, float(half), float(half), GLYPH - 1.5)
    box = f"0 0 {coordinate(GLYPH)} {coordinate(GLYPH)}"
    # Safe: made of numbers and class names only.
    return mark_safe(  # noqa: S308
        element("svg", shape, class_="pl-glyph", viewbox=box, aria_hidden="true")
    )


@kept(KEPT)
def status(sign: StatusSign) -> SafeString:
    """Write a glyph, its letter in print, and word or figure; a figure's word is spoken."""
    spoken = format_html('<span class="pl-spoken">{}, </span>', sign.spoken) if sign.spoken else ""
    of = format_html('<span class="pl-status-of"> {}</span>', sign.of) if sign.of else ""
    return format_html(
        '<span class="pl-status pl-status-{}">{}'
        '<span class="pl-letter" aria-hidden="true">{}</span><span>{}{}{}</span></span>',
        sign.sign.value,
        glyph(sign.sign),
        sign.letter,
        spoken,
        sign.words,
        of,
    )


@kept(KEPT)
def counts(counts: Counts, *, is_worded: bool = False) -> SafeString:
    """Write glyph and number by status, zeros left out, with the words spoken or written."""
    shown = counts.shown
    if not shown:
        return format_html('<span class="pl-muted">{}</span>', _("No key results yet"))
    # Safe: made of a class name only.
    spoken = _NOTHING if is_worded else mark_safe(' class="pl-spoken"')
    lines = format_html_join(
        "",
        "<li>{}{}<span{}> {}</span></li>",
        ((glyph(sign), localize(number), spoken, words) for sign, number, words in shown),
    )
    return format_html('<ul class="pl-counts">{}</ul>', lines)


@kept(KEPT)
def confidence(said: Confidence) -> SafeString:
    """Write the outlined pill: the surer, the stronger the line."""
    return format_html(
        '<span class="pl-pill pl-pill-{}"><span class="pl-spoken">{} </span>{}</span>',
        said.band,
        _("Confidence"),
        said.written,
    )


@kept(KEPT)
def state_badge(badge: StateBadge) -> SafeString:
    """Write icon and word of a state, outlined."""
    return format_html('<span class="pl-badge">{}{}</span>', icon(badge.icon), badge.words)


@kept(KEPT)
def style_badge(badge: StyleBadge) -> SafeString:
    """Write the word of a style; a link while none is chosen."""
    if badge.choose_url and not badge.style:
        return format_html(
            '<a class="pl-badge pl-badge-style" href="{}">{}</a>', badge.choose_url, badge.words
        )
    return format_html('<span class="pl-badge pl-badge-style">{}</span>', badge.words)


def person(named: PersonName, *, with_avatar: bool = True) -> SafeString:
    """Write a person's initial and name; an unclaimed name is dashed and says so."""
    avatar = (
        format_html('<span class="pl-avatar" aria-hidden="true">{}</span>', named.initial)
        if with_avatar
        else _NOTHING
    )
    if named.unclaimed:
        name = format_html(
            '<span><span class="pl-unclaimed">{}</span>'
            ' <span class="pl-secondary">{}</span></span>',
            named.name,
            _("not signed in yet") if named.is_here else _("unclaimed"),
        )
    else:
        name = format_html("<span>{}</span>", named.name)
    return format_html('<span class="pl-person-name">{}{}</span>', avatar, name)


def drawing(chart: Chart, *, narrow: bool = False) -> SafeString:
    """Write the bare drawing of a chart."""
    # Safe: charts escape every text they write and know no style or script (tests/charts).
    return mark_safe(chart.svg(narrow=narrow))  # noqa: S308


@kept(KEPT)
def progress(bar: ProgressBar) -> SafeString:
    """Write a figure and its bar with the pace tick."""
    figure = _("no data") if bar.share is None else bar.words.percent(bar.share)
    return format_html(
        '<span class="pl-tree-progress"><span class="pl-num{}">{}</span>{}</span>',
        " pl-muted" if bar.share is None else "",
        figure,
        drawing(bar),
    )


@kept(KEPT_ROWS)
def okr_node(node: OkrNode) -> SafeString:
    """Write an objective with its key results, or a key result."""
    return render_to_string("ui/okr_node.html", {"node": node})


@kept(KEPT_CHARTS)
def chart_figure(chart: Chart, subtitle: str) -> SafeString:
    """Write a chart with its finding, both drawings and its table."""
    context = {"chart": chart, "subtitle": subtitle, "table": chart.table()}
    return render_to_string("ui/chart.html", context)


@kept(KEPT)
def heat_row(row: HeatRow) -> SafeString:
    """Write a team of a heat map; a template would take longer for hundreds of them."""
    # Safe: it holds nothing of anybody's.
    none = mark_safe('<span class="pl-muted">–</span>')
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a></th><td class="pl-heat-counts">{}</td>\n{}</tr>',
        row.url,
        row.label,
        counts(row.counts) if row.counts.is_any else none,
        format_html_join(
            "\n", '<td class="{}">{}</td>', ((cell.classes, cell.words) for cell in row.cells)
        ),
    )


@kept(KEPT_FRAMES)
def navigation(
    nav: tuple[NavEntry, ...],
    more: tuple[NavEntry, ...],
    foot: tuple[NavEntry, ...],
    home_url: str,
    preferences_url: str,
    inbox_settings_url: str,
) -> SafeString:
    """Write the entries of the side bar, with what a phone keeps under "More"."""
    context = {
        "nav": nav,
        "more": more,
        "foot": foot,
        "home_url": home_url,
        "preferences_url": preferences_url,
        "inbox_settings_url": inbox_settings_url,
    }
    return render_to_string("ui/navigation.html", context)


@kept(KEPT_FRAMES)
def person_menu(preferences_url: str, inbox_settings_url: str) -> SafeString:
    """Write what belongs to the person; signing out is a form of the page, which holds a token."""
    context = {"preferences_url": preferences_url, "inbox_settings_url": inbox_settings_url}
    return render_to_string("ui/person_menu.html", context)


@kept(KEPT_FRAMES)
def keys(nav: tuple[NavEntry, ...], find_url: str, map_url: str, help_url: str) -> SafeString:
    """Write the keys of every page."""
    context = {"nav": nav, "find_url": find_url, "map_url": map_url, "help_url": help_url}
    return render_to_string("ui/keys.html", context)


@kept(KEPT_FRAMES)
def cycle_now(cycle: CycleRuler) -> SafeString:
    """Write the running cycle, with its ruler and week."""
    return render_to_string("ui/cycle_now.html", {"cycle": cycle})


@kept(KEPT_FRAMES)
def find_box(find_url: str) -> SafeString:
    """Write the field of "Find or do", and the link that a phone shows."""
    return render_to_string("ui/find_box.html", {"find_url": find_url})


@kept(KEPT_FRAMES)
def help_panel() -> SafeString:
    """Write the panel that the help of a page comes into."""
    return render_to_string("ui/help_panel.html")


@kept(KEPT_FRAMES)
def page_links() -> SafeString:
    """Write the icons, letters, styles and scripts of every page."""
    return render_to_string("ui/page_links.html")


@kept(KEPT_FRAMES)
def toasts_begin() -> SafeString:
    """Write where toasts come, with what scripts say there; it is left open."""
    return render_to_string("ui/toasts_begin.html")
