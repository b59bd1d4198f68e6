"""The inbox of the person of the token, what they follow and what they want to be told."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.notifications import (
    FollowIn,
    FollowOut,
    FollowQuery,
    NotificationOut,
    NotificationPatch,
    ReadIn,
    ReadOut,
    SettingsOut,
    SettingsPatch,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.selectors.choosing import notice_settings
from plumbline.domain.notify.selectors.following import followed_get, following_of
from plumbline.domain.notify.selectors.inbox import notice_facts, notice_get, notices_list
from plumbline.domain.notify.services.choosing import notice_settings_save
from plumbline.domain.notify.services.following import follow_set
from plumbline.domain.notify.services.inbox import notice_mark, notices_mark_read

router = Router(tags=["Notifications"])
Id = Annotated[PublicId, Path()]


class NotificationsQuery(PageQuery):
    """Which notifications."""

    kind: NoticeKind | None = None
    unread: bool = False


@router.get("/notifications", response=Page[NotificationOut], operation_id="notifications_list")
def notifications_list(
    request: ApiRequest, response: HttpResponse, query: Query[NotificationsQuery]
) -> Page[NotificationOut]:
    """What the person was told and may still see, the latest first."""
    found = notices_list(
        viewer=request.call.viewer,
        kind=query.kind,
        unread=query.unread,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, found.after)
    items = [NotificationOut.model_validate(facts) for facts in found.lines]
    return Page(items=items, next=found.after)


@router.post("/notifications/read", response=ReadOut, operation_id="notifications_read")
def notifications_read(request: ApiRequest, body: ReadIn) -> ReadOut:
    """Mark everything as read, or all of a kind."""
    call = request.call
    return ReadOut(marked=notices_mark_read(actor=call.viewer, kind=body.kind, at=call.at))


@router.patch("/notifications/{notice}", response=NotificationOut, operation_id="notification_mark")
def notification_mark(request: ApiRequest, notice: Id, body: NotificationPatch) -> object:
    """Mark one notification as read or unread."""
    call = request.call
    row = notice_get(viewer=call.viewer, public_id=notice)
    notice_mark(actor=call.viewer, notice=row, is_read=body.read, at=call.at)
    return NotificationOut.model_validate(notice_facts(row))


@router.get("/following", response=FollowOut, operation_id="following_get")
def following_get(request: ApiRequest, query: Query[FollowQuery]) -> object:
    """Whether the person follows an objective, key result, team or cycle."""
    return _following(request.call, query.kind, query.id)


@router.put("/following", response=FollowOut, operation_id="following_set")
def following_set(request: ApiRequest, body: FollowIn) -> object:
    """Follow a thing, or follow it no longer."""
    call = request.call
    thing = followed_get(viewer=call.viewer, kind=body.kind, public_id=body.id)
    follow_set(actor=call.viewer, thing=thing, is_on=body.following, at=call.at)
    return _following(call, body.kind, body.id)


@router.get(
    "/notification-settings",
    response=SettingsOut,
    operation_id="notification_settings_get",
    openapi_extra=CONDITIONAL,
)
def settings_get(request: ApiRequest, response: HttpResponse) -> object:
    """Which events come to the inbox, which by mail, and when."""
    return entity_answer(request, response, _settings(request.call))


@router.patch(
    "/notification-settings",
    response=SettingsOut,
    operation_id="notification_settings_edit",
    openapi_extra=GUARDED,
)
def settings_edit(request: ApiRequest, response: HttpResponse, body: SettingsPatch) -> object:
    """Choose which events come to the inbox, which by mail, and when."""
    call = request.call
    expected = call.expected(lambda: _settings(call))
    stands = notice_settings(viewer=call.viewer)
    notice_settings_save(
        actor=call.viewer, values=body.values(stands), expected=expected, at=call.at
    )
    return entity_answer(request, response, _settings(call))


def _following(call: Call, kind: str, public_id: str) -> FollowOut:
    followed_get(viewer=call.viewer, kind=kind, public_id=public_id)
    found = following_of(viewer=call.viewer, kind=kind, public_id=public_id)
    return FollowOut.model_validate(found)


def _settings(call: Call) -> Entity:
    found = notice_settings(viewer=call.viewer)
    return Entity(SettingsOut.model_validate(found), found.version)
