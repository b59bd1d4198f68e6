"""The addresses of governance; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.audits import audit, audits, compare, export_links, schedules
from plumbline.web.governance import (
    approvals,
    attest_asking,
    attesting,
    feedback,
    library,
    outstanding,
    practices,
    rule,
    team_waivers,
    waivers,
    writing,
)

GOVERNANCE: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/governance", practices.practices, name="practices"),
    path("o/<slug:slug>/governance/library", library.library, name="library"),
    path("o/<slug:slug>/governance/library/<str:entry>", writing.entry, name="library-entry"),
    path("o/<slug:slug>/governance/rules/<str:code>", rule.rule, name="rule"),
    path("o/<slug:slug>/governance/new", writing.new, name="practice-new"),
    path("o/<slug:slug>/governance/practices/<str:practice>", practices.detail, name="practice"),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/edit",
        writing.edit,
        name="practice-edit",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/move",
        writing.move,
        name="practice-move",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/count",
        writing.count,
        name="practice-count",
    ),
    path("o/<slug:slug>/governance/audits", audits.audits, name="audits"),
    path("o/<slug:slug>/governance/audits/new", audits.new, name="audit-new"),
    path("o/<slug:slug>/governance/audits/schedules", schedules.schedules, name="audit-schedules"),
    path(
        "o/<slug:slug>/governance/audits/schedules/<str:schedule>/remove",
        schedules.remove,
        name="audit-schedule-remove",
    ),
    path("o/<slug:slug>/governance/audits/<str:audit>", audit.audit, name="audit"),
    path(
        "o/<slug:slug>/governance/audits/<str:audit>/compare",
        compare.compare,
        name="audit-compare",
    ),
    path(
        "o/<slug:slug>/governance/audits/<str:audit>/export/file",
        export_links.export,
        name="audit-export",
    ),
    path("o/<slug:slug>/governance/attestations", attesting.mine, name="my-attestations"),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/attest",
        attesting.attest,
        name="practice-attest",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/attestations",
        attesting.standing,
        name="practice-attestations",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/remind",
        outstanding.remind,
        name="practice-attest-remind",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/attesting",
        attest_asking.attesting,
        name="practice-attesting",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/approvals",
        approvals.approvals,
        name="objective-approvals",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/feedback",
        feedback.feedback,
        name="practice-feedback",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/feedback/<str:feedback>",
        feedback.answer,
        name="practice-feedback-answer",
    ),
    path(
        "o/<slug:slug>/governance/practices/<str:practice>/waive",
        team_waivers.ask,
        name="practice-waive",
    ),
    path("o/<slug:slug>/governance/waivers/<str:waiver>", waivers.waiver, name="waiver"),
    path(
        "o/<slug:slug>/objectives/<str:objective>/waivers/<str:practice>",
        waivers.ask,
        name="waiver-ask",
    ),
)
