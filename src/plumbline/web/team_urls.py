"""The addresses of a team beside its page, and of plans of a week; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.okrs import team_explanations, team_presenting, team_review
from plumbline.web.orgs import member_moving, team_managing, team_members, team_moving
from plumbline.web.reviews import decisions, week_plan, weekly_answers

TEAM_REVIEWS: Final[tuple[URLPattern, ...]] = (
    path(
        "o/<slug:slug>/teams/<str:team>/explanation",
        team_explanations.explanation,
        name="team-explanation",
    ),
    path("o/<slug:slug>/teams/<str:team>/review", team_review.detail, name="team-review"),
    path(
        "o/<slug:slug>/teams/<str:team>/review/present",
        team_presenting.present,
        name="team-present",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/review/decisions",
        decisions.decisions,
        name="team-decisions",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/review/decisions/<str:decision>",
        decisions.decision,
        name="team-decision",
    ),
    *(
        path(
            f"o/<slug:slug>/teams/<str:team>/review/decisions/<str:decision>/{act}",
            view,
            name=f"decision-{act}",
        )
        for act, view in (
            ("done", decisions.done),
            ("reopen", decisions.reopen),
            ("remove", decisions.remove),
            ("put-back", decisions.put_back),
        )
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/review/blockers",
        weekly_answers.blocker,
        name="team-blocker",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/weekly-answers",
        weekly_answers.weekly_answers,
        name="weekly-answers",
    ),
)

WEEK_PLANS: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/my-week/plan", week_plan.plan, name="week-plan"),
    path("o/<slug:slug>/my-week/plan/done", week_plan.settle, name="week-plan-done"),
)

TEAM_CHANGES: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/teams/<str:team>/manage", team_managing.manage, name="team-manage"),
    path("o/<slug:slug>/teams/<str:team>/move", team_moving.move, name="team-move"),
    path("o/<slug:slug>/teams/<str:team>/join", team_managing.join, name="team-join"),
    path("o/<slug:slug>/teams/<str:team>/close", team_managing.close, name="team-close"),
    path("o/<slug:slug>/teams/<str:team>/restore", team_managing.restore, name="team-restore"),
    path(
        "o/<slug:slug>/teams/<str:team>/members/<str:person>",
        team_members.change,
        name="team-member",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/members/<str:person>/back",
        team_members.stay,
        name="team-member-back",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/members/<str:person>/move",
        member_moving.move,
        name="member-move",
    ),
    path(
        "o/<slug:slug>/teams/<str:team>/members/<str:person>/move-back",
        member_moving.move_back,
        name="member-move-back",
    ),
)
