"""The frame around every page of a signed-in person, as data.

A page fills one `Frame` and hands it to its template as `frame`; `frame.html` draws it. What a
module that is switched off would add is simply not in the tuples.
"""

from dataclasses import dataclass
from typing import Literal

from plumbline.charts import CycleRuler

MOST_ENTRIES = 6
UNREAD_AT_MOST = 100
BOTTOM_TABS = 4  # a phone shows these and "More"

Theme = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """One entry of the side bar.

    Attributes:
        label: Its word, already translated.
        url: Where it leads.
        icon: A name of `plumbline.web.ui.icons.ICONS`.
        current: True on the pages of this entry.
        count: What waits there; `None` or 0 shows nothing.
        key: The letter that goes there after `G`; empty for none.
        count_id: Id of the element with the count, where answers to htmx bring a new one.
        is_help: Whether it opens the help of the page, in a panel where there are scripts.
    """

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    key: str = ""
    count_id: str = ""
    is_help: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view of an entry, shown in the top bar."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TabGroup:
    """Views of one subject, in a list beside the page where there is room for it."""

    label: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page.

    Attributes:
        organization: Its name.
        organization_slug: Its part of the address.
        person: Name of the person signed in.
        home_url: Where the brand mark leads.
        sign_out_url: Takes a POST.
        preferences_url: Where the person sets name and colours; empty for nowhere.
        nav: The main entries, at most six.
        foot: Entries at the foot of the side bar: Learn, Settings.
        context: Team or organization the page is about; the organization when empty.
        context_url: Where the context leads; empty for plain text.
        tabs: Views of the current entry; one alone is not shown.
        groups: The views of an entry that has too many for one row, by subject; a wide window lists
            them beside the page instead of showing the tabs.
        cycle: The ruler of the running cycle; `None` where the page speaks of none that runs.
        cycle_words: A cycle that does not run: its name, and when it begins or ended.
        find_url: Where "Find or do…" sends its `q`; empty hides the field.
        map_url: Where `G` `M` leads; empty where there is no map.
        help_url: The help of the page; empty where there is none.
        is_finding: Whether the page is that one, which holds the field itself.
        learns: Whether there are lessons here.
        as_of: The past day the page speaks of, already written out; empty for today.
        inbox_url: Where what the person was told is read; empty hides the bell.
        inbox_settings_url: Where they choose what they are told.
        unread: How much of it is unread, at most `UNREAD_AT_MOST`.
        is_inbox: Whether the page is the inbox.
        address: Where the page is read again after an act on it was refused, which has an address
            of its own; empty where the two are one.
        theme: What the person chose; the browser's own choice goes first.
    """

    organization: str
    organization_slug: str
    person: str
    home_url: str
    sign_out_url: str
    nav: tuple[NavEntry, ...]
    foot: tuple[NavEntry, ...] = ()
    context: str = ""
    context_url: str = ""
    tabs: tuple[Tab, ...] = ()
    groups: tuple[TabGroup, ...] = ()
    cycle: CycleRuler | None = None
    cycle_words: str = ""
    find_url: str = ""
    map_url: str = ""
    help_url: str = ""
    is_finding: bool = False
    learns: bool = False
    as_of: str = ""
    preferences_url: str = ""
    inbox_url: str = ""
    inbox_settings_url: str = ""
    unread: int = 0
    is_inbox: bool = False
    address: str = ""
    theme: Theme = "system"

    def __post_init__(self) -> None:
        """Refuse a crowded navigation.

        Raises:
            ValueError: More than six main entries.
        """
        if len(self.nav) > MOST_ENTRIES:
            raise ValueError(f"the navigation has at most {MOST_ENTRIES} entries")

    @property
    def unread_words(self) -> str:
        """How many are unread, as the bell shows it; empty where none are."""
        if self.unread >= UNREAD_AT_MOST:
            return f"{UNREAD_AT_MOST - 1}+"
        return str(self.unread) if self.unread else ""

    @property
    def bottom(self) -> tuple[NavEntry, ...]:
        """The entries that are bottom tabs on a phone."""
        return self.nav[:BOTTOM_TABS]

    @property
    def more(self) -> tuple[NavEntry, ...]:
        """The entries a phone keeps under "More"."""
        return self.nav[BOTTOM_TABS:]

    @property
    def shown_tabs(self) -> tuple[Tab, ...]:
        """The tabs, unless there is only one."""
        return self.tabs if len(self.tabs) > 1 else ()
