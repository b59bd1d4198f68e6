"""A forgotten password."""

from datetime import timedelta

import pytest
from django.conf import settings

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.services.accounts import account_disable
from plumbline.domain.accounts.services.resets import (
    RESETS_PER_ADDRESS,
    password_reset_confirm,
    password_reset_request,
)
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from tests.world import AT, World

NEW = "another line that hangs straight"


def request(email: str, *, ip: str = "198.51.100.7") -> list[str]:
    """Ask for a reset; return the account's id and token if a mail was written."""
    links: list[str] = []

    def link(public_id: str, token: str) -> str:
        links[:] = [public_id, token]
        return f"https://plumbline.example/reset/{public_id}/{token}"

    before = OutboxMessage.objects.count()
    password_reset_request(email=email, ip=ip, at=AT, link=link)
    assert OutboxMessage.objects.count() - before == bool(links)
    return links


def test_a_reset_link_sets_a_password_once_and_ends_every_session(world: World) -> None:
    mia = world.account("mia")
    signed = mia.get_session_auth_hash()
    public_id, token = request("MIA@freight.example")
    mail = OutboxMessage.objects.get()
    assert mail.to == mia.email
    assert token in mail.body_text
    asked = {"account_public_id": public_id, "token": token, "at": AT}
    with pytest.raises(ValidationRefused):
        password_reset_confirm(**asked, password="short")  # type: ignore[arg-type]
    reset = password_reset_confirm(**asked, password=NEW)  # type: ignore[arg-type]
    assert reset.check_password(NEW)
    assert reset.get_session_auth_hash() != signed
    with pytest.raises(Refused):
        password_reset_confirm(**asked, password=NEW)  # type: ignore[arg-type]


def test_nobody_learns_whether_an_address_has_an_account(world: World) -> None:
    account_disable(account=world.account("max"), at=AT)
    for email in ("nobody@freight.example", "max@freight.example", "no address"):
        assert request(email) == []


def test_a_reset_link_expires_and_cannot_be_bent(world: World) -> None:
    public_id, token = request("mia@freight.example")
    late = AT + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)
    other = Account.objects.get(email="max@freight.example").public_id
    for account_public_id, bent, at in (
        (public_id, token, late),
        (public_id, token[:-1], AT),
        (other, token, AT),
        ("", "", AT),
    ):
        with pytest.raises(Refused, match=r"reset\.invalid"):
            password_reset_confirm(
                account_public_id=account_public_id, token=bent, password=NEW, at=at
            )


def test_a_mailbox_cannot_be_filled(world: World) -> None:
    sent = [request("mia@freight.example", ip=f"198.51.100.{n}") for n in range(6)]
    assert sum(bool(links) for links in sent) == RESETS_PER_ADDRESS
