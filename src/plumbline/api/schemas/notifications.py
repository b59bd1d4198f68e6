"""Notifications, following and what somebody wants to be told, coming in and going out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from plumbline.api.schemas.values import Flag, Input, Narrowing, Output, Patch, PublicId, Ref, Whole
from plumbline.domain.notify.choices import MailWay, NoticeKind, RemindFrom, Way
from plumbline.domain.notify.selectors.choosing import NoticeSettings
from plumbline.domain.notify.selectors.inbox import AboutKind
from plumbline.domain.notify.services.choosing import SettingsValues

FollowedKind = Literal["objective", "key_result", "team", "cycle"]


class AboutOut(Output):
    """What a notification is about."""

    kind: AboutKind
    id: str = Field(validation_alias="public_id")
    name: str = Field(validation_alias="title")


class NotificationOut(Output):
    """One line of the inbox: an event, or several of one kind about one thing."""

    id: str = Field(validation_alias="public_id")
    kind: NoticeKind
    act: str = Field(description="The latest act, as the journal calls it.")
    about: AboutOut | None = Field(description="Null for a reminder of one's own check-ins.")
    comment: str | None = Field(description="Id of the comment, where it is one.")
    actor: Ref | None = Field(description="Who did it; null for Plumbline itself.")
    count: int = Field(description="How many events, or of a reminder how many check-ins.")
    at: datetime
    read_at: datetime | None


class NotificationPatch(Input):
    """Read, or unread again."""

    read: Flag


class ReadIn(Input):
    """Which notifications to mark as read; without a kind all of them."""

    kind: NoticeKind | None = None


class ReadOut(Output):
    """How many were marked."""

    marked: int


class FollowQuery(Narrowing):
    """Which thing."""

    kind: FollowedKind
    id: PublicId


class FollowIn(Input):
    """A thing, and whether to follow it."""

    kind: FollowedKind
    id: PublicId
    following: Flag


class FollowOut(Output):
    """Whether the person of the token follows a thing."""

    kind: FollowedKind
    id: str = Field(validation_alias="public_id")
    following: bool = Field(validation_alias="is_on")
    of_itself: bool = Field(description="Whether that follows from their part in it.")


class KindOut(Output):
    """By which ways one kind of event is told."""

    kind: NoticeKind
    in_inbox: bool
    mail: MailWay
    is_fixed: bool = Field(description="Nobody chooses: it is always told.")


class KindIn(Input):
    """By which ways one kind of event is to be told."""

    kind: NoticeKind
    in_inbox: Flag
    mail: MailWay


class SettingsOut(Output):
    """What the person of the token wants to be told."""

    kinds: Sequence[KindOut]
    digest_hour: int = Field(description="Of the day in the person's zone.")
    weekly_on: int = Field(description="Day of the weekly digest; 0 is Monday.")
    remind_from: RemindFrom
    mail_stopped: bool


class SettingsPatch(Patch):
    """Other wishes; a kind that is left out stays as it is."""

    kinds: Annotated[list[KindIn], Field(max_length=len(NoticeKind))] = Field(default_factory=list)
    digest_hour: Whole | None = None
    weekly_on: Whole | None = None
    remind_from: RemindFrom | None = None
    mail_stopped: Flag | None = None

    def values(self, stands: NoticeSettings) -> SettingsValues:
        """Return this laid over what stands."""
        return SettingsValues(
            kinds={each.kind: Way(each.in_inbox, each.mail) for each in self.kinds},
            digest_hour=stands.digest_hour if self.digest_hour is None else self.digest_hour,
            weekly_on=stands.weekly_on if self.weekly_on is None else self.weekly_on,
            remind_from=self.remind_from or stands.remind_from,
            mail_stopped=stands.mail_stopped if self.mail_stopped is None else self.mail_stopped,
        )
