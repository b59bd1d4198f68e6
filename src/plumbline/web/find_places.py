"""The pages and acts that "Find or do…" leads to, as far as the viewer may use them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.audits.permissions import audits_readable
from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.okrs.selectors.team import team_of_viewer
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.views.selectors import views_list
from plumbline.web.guides_read import guide_title, guides_told
from plumbline.web.help_topics.pages import TOPICS, topics_told
from plumbline.web.settings_frame import settings_groups
from plumbline.web.views.chips import view_url
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True)
class Place:
    """A page or an act.

    Attributes:
        words: What it is called.
        also: Further words by which it is found.
        icon: Of `plumbline.web.ui.icons.ICONS`.
    """

    words: str
    also: str
    url: str
    icon: str


def places_of(visit: Visit) -> tuple[Place, ...]:
    """Return every place that the viewer may go to, acts first."""
    return (*_acts(visit), *_pages(visit))


def _acts(visit: Visit) -> tuple[Place, ...]:
    slug, viewer = [visit.slug], visit.viewer
    check_in = Place(
        _("Check in"),
        _("update value confidence week"),
        reverse("my-week", args=slug),
        "calendar-check",
    )
    acts = [
        (True, check_in),
        (
            writes(viewer),
            Place(
                _("Write an objective"),
                _("new draft propose goal create"),
                reverse("objective-new", args=slug),
                "plus",
            ),
        ),
        (
            writes(viewer),
            Place(
                _("Begin from a template"),
                _("new objective example"),
                reverse("templates", args=slug),
                "pencil",
            ),
        ),
        (
            import_permitted(viewer),
            Place(
                _("Bring a document"),
                _("import upload file spreadsheet excel xlsx csv markdown yaml json"),
                reverse("import", args=slug),
                "file-import",
            ),
        ),
    ]
    return (*(place for may, place in acts if may), *_week(visit, slug), *_house_acts(visit, slug))


def _house_acts(visit: Visit, slug: list[str]) -> tuple[Place, ...]:
    viewer = visit.viewer
    acts = (
        (
            permitted(viewer, Act.MANAGE, Thing(kind=Kind.PERSON)),
            Place(
                _("Add or invite a person"),
                _("new member colleague account"),
                f"{reverse('people', args=slug)}#add_title",
                "user-plus",
            ),
        ),
        (
            permitted(viewer, Act.MANAGE, Thing(kind=Kind.TEAM)),
            Place(
                _("Add a team"),
                _("new department unit create"),
                f"{reverse('teams', args=slug)}#add_title",
                "users",
            ),
        ),
    )
    return tuple(place for may, place in acts if may)


def _week(visit: Visit, slug: list[str]) -> tuple[Place, ...]:
    """Return what people do once a week besides their check-ins (two queries at most)."""
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    viewer = visit.viewer
    team = [*slug, team_of_viewer(viewer=viewer).public_id]
    answer = Place(
        _("Answer the three questions"),
        _("weekly shipped changed learn blocked in the way"),
        reverse("weekly-answers", args=team),
        "messages",
    )
    return (
        Place(
            _("Plan the week"),
            _("my intention priorities first"),
            reverse("week-plan", args=slug),
            "calendar-check",
        ),
        *((answer,) if viewer.member_team_ids else ()),
        Place(
            _("Weekly review"),
            _("meeting present trends decisions blockers clock"),
            reverse("team-review", args=team),
            "users",
        ),
    )


def _views(visit: Visit) -> tuple[Place, ...]:
    """Return the saved views (one query)."""
    return tuple(
        Place(
            _("View: %(name)s") % {"name": each.name},
            str(each.page.label),
            view_url(visit, each),
            "eye",
        )
        for each in views_list(viewer=visit.viewer)
    )


def _pages(visit: Visit) -> tuple[Place, ...]:
    slug = [visit.slug]
    return (
        Place(_("My week"), _("due home"), reverse("my-week", args=slug), "calendar-check"),
        Place(_("Team"), _("my team"), reverse("my-team", args=slug), "users"),
        Place(
            _("Company"),
            _("tree organization objectives"),
            reverse("company", args=slug),
            "building",
        ),
        Place(
            _("All objectives"),
            _("list filter saved views many bulk"),
            reverse("objectives", args=slug),
            "list-tree",
        ),
        Place(_("Map"), _("alignment saved views"), reverse("map", args=slug), "target-arrow"),
        Place(_("Plan"), _("drafts"), reverse("plan", args=slug), "pencil"),
        Place(
            _("Cycles"),
            _("quarter phase close carry over grade next"),
            reverse("cycles", args=slug),
            "calendar-check",
        ),
        Place(_("People"), _("members roles"), reverse("people", args=slug), "users"),
        Place(_("Teams"), _("tree departments move close"), reverse("teams", args=slug), "users"),
        *_further(slug),
        *_governance(visit, slug),
        *_settings(visit),
        Place(_("Help"), _("manual how documentation"), reverse("help", args=slug), "help"),
        *_learning(visit, slug),
    )


def _further(slug: list[str]) -> tuple[Place, ...]:
    return (
        Place(
            _("Strategy"),
            _("mission vision priorities bets"),
            reverse("strategy", args=slug),
            "target-arrow",
        ),
        Place(
            _("Inbox"),
            _("notifications notices unread mentions told"),
            reverse("inbox", args=slug),
            "bell",
        ),
    )


def _governance(visit: Visit, slug: list[str]) -> tuple[Place, ...]:
    if ModuleKey.GOVERNANCE not in visit.modules:
        return ()
    places = [
        Place(
            _("Governance"),
            _("practices guidelines policies rules waivers"),
            reverse("practices", args=slug),
            "gavel",
        )
    ]
    if audits_readable(visit.viewer):
        audits = reverse("audits", args=slug)
        places.append(Place(_("Audits"), _("governance check report"), audits, "clipboard-check"))
    return tuple(places)


def _learning(visit: Visit, slug: list[str]) -> tuple[Place, ...]:
    examples = Place(
        _("Worked examples"),
        _("learn good bad better key result"),
        reverse("worked-examples", args=slug),
        "help",
    )
    if ModuleKey.LEARNING not in visit.modules:
        return (examples,)
    return (
        examples,
        Place(
            _("Learn"),
            _("lessons course exercises training progress assignments"),
            reverse("learn", args=slug),
            "help",
        ),
        Place(
            _("Questions that are often asked"),
            _("faq answers learn"),
            reverse("questions", args=slug),
            "help",
        ),
    )


def _help(visit: Visit) -> tuple[Place, ...]:
    return tuple(
        Place(
            _("Help: %(subject)s") % {"subject": topic.title},
            str(topic.also),
            reverse("help-topic", args=[visit.slug, key]),
            "help",
        )
        for key, topic in topics_told(visit.modules).items()
    )


def _guides(visit: Visit) -> tuple[Place, ...]:
    """Return the guides that no subject of the help leads to; a name is found in one word too."""
    of_topics = {topic.guide for topic in TOPICS.values()}
    return tuple(
        Place(
            _("Guide: %(subject)s") % {"subject": guide_title(guide)},
            f"{guide.replace('-', '')} {guide.replace('-', ' ')}",
            reverse("help-guide", args=[visit.slug, guide]),
            "help",
        )
        for guide in sorted(guides_told() - of_topics)
    )


def _settings(visit: Visit) -> tuple[Place, ...]:
    views = (view for group in settings_groups(visit) for view in group.views)
    slug, settings_word = [visit.slug], _("Settings")
    return (
        Place(
            settings_word, _("options administration"), reverse("settings", args=slug), "settings"
        ),
        *(
            Place(v.label, f"{v.words} {settings_word}", reverse(v.name, args=slug), v.icon)
            for v in views
        ),
        Place(
            _("Preferences"),
            _("name colours dark light theme language account password keys sign out"),
            reverse("preferences"),
            "user",
        ),
        Place(_("Organizations"), _("switch change another"), reverse("organizations"), "world"),
    )


def places_found(visit: Visit, words: tuple[str, ...]) -> tuple[Place, ...]:
    """Return the places whose words hold all that is looked for, views and help of them last.

    For nothing, all of them without views and help.
    """
    asked = [word.casefold() for word in words]
    more = (*_views(visit), *_help(visit), *_guides(visit)) if asked else ()
    places = (*places_of(visit), *more)
    return tuple(
        place
        for place in places
        if all(word in f"{place.words} {place.also}".casefold() for word in asked)
    )
