"""The addresses at which teams and who belongs to them are changed; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.orgs import member_moving, team_managing, team_members, team_moving

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
