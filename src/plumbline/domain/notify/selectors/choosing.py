"""What somebody chose to be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.domain.notify.choices import ALWAYS, DEFAULTS, MailWay, NoticeKind, RemindFrom
from plumbline.domain.notify.models import NoticeChoice, NoticeRhythm
from plumbline.domain.orgs.viewers import Viewer


@dataclass(frozen=True, slots=True)
class KindChoice:
    """By which ways somebody is told of a kind of event; a fixed one is chosen by nobody."""

    kind: NoticeKind
    in_inbox: bool
    mail: MailWay
    is_fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """All that somebody can choose about notifications.

    Attributes:
        kinds: Every kind, in their order.
        digest_hour: Of the day in their zone, 0 to 23.
        weekly_on: The day of the weekly digest, 0 is Monday.
        remind_from: Of check-ins.
        mail_stopped: Nothing goes out by mail, whatever the kinds say.
        version: For changes; 0 where nothing was chosen yet.
    """

    kinds: Sequence[KindChoice]
    digest_hour: int
    weekly_on: int
    remind_from: RemindFrom
    mail_stopped: bool
    version: int


def notice_settings(*, viewer: Viewer) -> NoticeSettings:
    """Return what the viewer chose, or what holds without (two queries)."""
    own = {row.kind: row for row in NoticeChoice.objects.filter(person_id=viewer.person_id)}
    rhythm = NoticeRhythm.objects.filter(person_id=viewer.person_id).first()
    return settings_of(rhythm, own)


def settings_of(rhythm: NoticeRhythm | None, own: dict[str, NoticeChoice]) -> NoticeSettings:
    """Put what is stored together with what holds without."""
    stands = rhythm or NoticeRhythm(version=0)
    return NoticeSettings(
        kinds=[_kind(kind, own.get(kind)) for kind in NoticeKind],
        digest_hour=stands.digest_hour,
        weekly_on=stands.weekly_on,
        remind_from=RemindFrom(stands.remind_from),
        mail_stopped=stands.mail_stopped,
        version=stands.version,
    )


def _kind(kind: NoticeKind, row: NoticeChoice | None) -> KindChoice:
    default = DEFAULTS[kind]
    if row is None or kind in ALWAYS:
        return KindChoice(kind, default.in_inbox, default.mail, is_fixed=kind in ALWAYS)
    return KindChoice(kind, row.in_inbox, MailWay(row.mail), is_fixed=False)
