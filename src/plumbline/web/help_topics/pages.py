"""Which subject of the help each page has. A page that is not here has none: a test names it."""

from collections.abc import Collection, Mapping
from typing import Final

from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.help_topics import topics_governance, topics_house, topics_week, topics_writing
from plumbline.web.help_topics.topic import Topic

TOPICS: Final[Mapping[str, Topic]] = {
    **topics_week.TOPICS,
    **topics_writing.TOPICS,
    **topics_governance.TOPICS,
    **topics_house.TOPICS,
}
"""All subjects by their part of the address, in the order in which they are listed."""

FIRST: Final = "my-week"

_MODULES: Final[Mapping[str, ModuleKey]] = {
    **dict.fromkeys(
        ("governance", "approvals", "waivers", "attestations", "practice-feedback", "audits"),
        ModuleKey.GOVERNANCE,
    ),
    "learn": ModuleKey.LEARNING,
    **dict.fromkeys(("weekly-questions", "weekly-review"), ModuleKey.WEEKLY_REVIEW),
}
"""Subjects of a module: while it is switched off, they are not told of."""

_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "my-week": ("my-week", "week-plan"),
    "check-in": ("check-in-record", "check-in-correct"),
    "weekly-questions": ("weekly-answers",),
    "inbox": ("inbox", "inbox-settings", "mail-stop"),
    "find": ("find",),
    "team": ("team",),
    "weekly-review": (
        "team-review",
        "team-present",
        "team-decisions",
        "team-decision",
        "team-blocker",
    ),
    "team-tree": ("teams", "team-manage", "team-move", "member-move"),
    "company": ("company",),
    "map": ("map",),
    "strategy": ("strategy", "strategy-edit", "priority-new", "priority"),
    "numbers": ("team-explanation", "objective-explanation", "key-result-explanation"),
    "help": (
        "help",
        "help-topic",
        "help-guide",
        "help-outside",
        "help-outside-topic",
        "help-outside-guide",
    ),
    "plan": ("plan",),
    "write": (
        "objective-new",
        "objective-edit",
        "objective-delete",
        "key-result-new",
        "key-result-edit",
        "key-result-delete",
        "key-results-arrange",
        "key-result-move",
        "writer-results",
        "writer-measures",
        "writer-guardrail",
        "rule",
    ),
    "templates": ("templates", "template", "template-edit", "objective-template"),
    "governance": (
        "practices",
        "library",
        "library-entry",
        "practice-new",
        "practice",
        "practice-edit",
        "practice-move",
        "practice-count",
    ),
    "approvals": ("objective-approvals",),
    "waivers": ("waiver", "waiver-ask", "practice-waive"),
    "attestations": (
        "my-attestations",
        "practice-attest",
        "practice-attestations",
        "practice-attesting",
        "practice-attest-remind",
    ),
    "practice-feedback": ("practice-feedback", "practice-feedback-answer"),
    "audits": ("audits", "audit-new", "audit", "audit-compare", "audit-schedules"),
    "learn": (
        "learn",
        "lesson",
        "exercise",
        "questions",
        "assignments",
        "assignment",
        "assignment-new",
    ),
    "examples": ("worked-examples",),
    "many": ("objectives", "bulk"),
    "views": ("view-new", "view"),
    "objective": ("objective", "objective-history"),
    "key-result": ("key-result",),
    "adjust": ("objective-adjust", "key-result-adjust"),
    "pause-or-stop": ("objective-decide", "key-result-decide"),
    "carry-over": ("objective-carry-over",),
    "links": ("objective-links",),
    "grade": ("objective-grade",),
    "discussion": ("objective-discussion", "key-result-discussion", "comment"),
    "external-links": ("objective-external-links", "key-result-external-links"),
    "notes": ("objective-note", "key-result-note"),
    "cycles": ("cycles", "cycle-new", "cycle-edit", "cycle-naming"),
    "dependencies": (
        "dependency",
        "key-result-dependency-new",
        "team-dependencies",
        "team-dependency-new",
    ),
    "cycle": ("cycle", "cycle-phase", "cycle-wrap-up"),
    "export": ("export",),
    "import": ("import", "import-preview"),
    "people": ("people", "person-invite"),
    "person": ("person", "person-edit", "person-hand-over", "person-deactivate"),
    "settings": ("settings",),
    "organization": ("organization-settings",),
    "modules": ("modules",),
    "roles": ("roles", "role-take", "rights"),
    "deputies": ("deputies",),
    "fields": ("fields", "field"),
    "working-days": ("working-days", "location", "holidays-upload"),
    "journal": ("journal",),
    "mail": ("mail", "mail-message", "mail-letter"),
    "jobs": ("jobs",),
    "tokens": ("tokens",),
    "openings": ("openings",),
    "set-up": ("set-up", "set-up-other-ways"),
    "sign-in": (
        "sign-in",
        "sign-in-link",
        "password-reset",
        "password-reset-confirm",
        "invitation",
    ),
    "preferences": ("preferences", "organizations"),
}

TOPIC_OF_PAGE: Final[Mapping[str, str]] = {
    page: topic for topic, pages in _PAGES.items() for page in pages
}
"""The subject of each page, by the name of its address."""


def topic_of_page(page: str | None) -> str:
    """Return the subject of a page by the name of its address; the first one for none."""
    return TOPIC_OF_PAGE.get(page or "", FIRST)


def topics_told(modules: Collection[ModuleKey] = tuple(ModuleKey)) -> Mapping[str, Topic]:
    """Return the subjects where some modules are switched on; outside of any organization all."""
    return {
        key: topic
        for key, topic in TOPICS.items()
        if key not in _MODULES or _MODULES[key] in modules
    }


def topics_found(asked: str, told: Mapping[str, Topic]) -> tuple[tuple[str, Topic], ...]:
    """Return the subjects that hold all words, those that have one in their title first."""
    words = asked.casefold().split()
    hits = [(key, topic) for key, topic in told.items() if all(w in _text(topic) for w in words)]
    return tuple(sorted(hits, key=lambda hit: not _is_named(hit[1], words)))


def _text(topic: Topic) -> str:
    keys = (f"{key} {words}" for key, words in topic.keys)
    parts = (topic.title, topic.purpose, *topic.acts, topic.also, *keys)
    return " ".join(map(str, parts)).casefold()


def _is_named(topic: Topic, words: list[str]) -> bool:
    return any(word in str(topic.title).casefold() for word in words)
