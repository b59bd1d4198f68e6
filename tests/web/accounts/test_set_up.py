"""The first run: who may, what is asked, and all or nothing."""

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags

from plumbline.domain.accounts.models import Account
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.models import RoleGrant
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import reading
from plumbline.http.first_run import set_up_token
from plumbline.web.accounts.set_up import organization_slug
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organization_name": "Fellside Freight",
    "preset": "simple",
    "cycle": "quarter",
    "name": "Ada Keel",
    "email": "ada@fellside.example",
    "password": PASSWORD,
    "time_zone": "Europe/Oslo",
}


def answer(client: Client, **changed: str) -> "_MonkeyPatchedWSGIResponse":
    return client.post("/set-up", ANSWERS | changed, headers={"host": "127.0.0.1:8000"})


def test_the_answers_make_an_organization_and_sign_its_first_person_in(client: Client) -> None:
    response = answer(client)
    assert response["Location"] == "/o/fellside-freight/my-week"
    organization = Organization.objects.get()
    assert (organization.name, organization.time_zone) == ("Fellside Freight", "Europe/Oslo")
    assert client.session["_auth_user_id"] == str(Account.objects.get().pk)
    with reading(organization):
        assert {grant.role for grant in RoleGrant.objects.all()} == {"admin", "champion"}
        assert {key.value for key in organization_modules()} == {
            "objectives",
            "check_ins",
            "weekly_review",
            "grading",
            "learning",
        }
        cycle = Cycle.objects.get()
        assert cycle.phase == "active"
        assert cycle.kind == "quarter"
        acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"organization.set_up", "cycle.create", "account.sign_in"} <= acts


def test_what_this_version_does_not_have_yet_is_not_promised(client: Client) -> None:
    page = client.get("/set-up", headers={"host": "127.0.0.1:8000"}).content.decode()
    here, later = page.split("Come with a later version")[:2]
    assert "Grading" in here
    entries = here.split("What you will see")[-1].split("Modules")[0]
    assert re.search(r'class="pl-preset-full">.*Governance', entries), "as chosen"
    assert 'data-named="Open {name}"' in page
    assert "Lateral review" not in here.split("What you will see")[-1]
    assert "Lateral review" in later


def test_the_other_button_leads_on_to_the_import(client: Client) -> None:
    assert answer(client, bring="yes")["Location"] == "/o/fellside-freight/import"


def test_own_dates_make_a_cycle_of_their_length(client: Client) -> None:
    answer(
        client,
        cycle="other",
        cycle_name="Year 2090",
        cycle_start="2090-01-01",
        cycle_end="2090-12-31",
        preset="full",
    )
    organization = Organization.objects.get()
    with reading(organization):
        cycle = Cycle.objects.get()
        assert (cycle.name, cycle.kind, cycle.phase) == ("Year 2090", "year", "planning")
        assert (cycle.start, cycle.end) == (date(2090, 1, 1), date(2090, 12, 31))
        assert len(organization_modules()) == 10


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"organization_name": " "}, "Say what your organization is called."),
        ({"name": ""}, "Say your name."),
        ({"email": "ada"}, "is not an e-mail address"),
        ({"password": "short"}, "Use at least 10 characters."),
        ({"password": "password123"}, "on the lists that attackers try first"),
        ({"cycle": "other"}, "Choose its first day."),
        (
            {
                "cycle": "other",
                "cycle_name": "Backwards",
                "cycle_start": "2090-12-31",
                "cycle_end": "2090-01-01",
            },
            "The last day cannot be before the first.",
        ),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"organization_name": "Fell\x00side"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_made(
    client: Client, changed: dict[str, str], says: str
) -> None:
    response = answer(client, **changed)
    text = response.text
    assert response.status_code == 422
    assert says in text
    assert 'value="ada' in text or "email" in changed
    assert PASSWORD not in text
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


def test_all_mistakes_are_said_in_one_answer(client: Client) -> None:
    backwards = {"cycle_name": "B", "cycle_start": "2090-12-31", "cycle_end": "2090-01-01"}
    wrong = {"organization_name": "", "email": "ada", "password": "short", "cycle": "other"}
    text = answer(client, **wrong, **backwards).text
    for says in (
        "Say what your organization is called.",
        "is not an e-mail address",
        "Use at least 10 characters.",
        "The last day cannot be before the first.",
    ):
        assert says in text


def test_the_first_field_in_error_has_the_focus(client: Client) -> None:
    text = answer(client, name="", email="ada").text
    focused = re.findall(r"<(?:input|select)[^>]* autofocus[^>]*>", text)
    assert len(focused) == 1
    assert 'name="name"' in focused[0]


def test_a_refused_cycle_takes_the_organization_back(client: Client) -> None:
    answer(
        client,
        cycle="other",
        cycle_name="Too long",
        cycle_start="2020-01-01",
        cycle_end="2090-01-01",
    )
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {"host": "localhost"}),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "192.0.2.7"}),
        ("127.0.0.1", {"host": "localhost", "via": "1.1 proxy"}),
    ],
)
def test_a_stranger_cannot_take_a_fresh_instance(address: str, headers: dict[str, str]) -> None:
    client = Client(REMOTE_ADDR=address, headers=headers)
    page = client.get("/set-up")
    assert page.status_code == 403
    assert "plumbline up" in page.text
    assert client.post("/set-up", ANSWERS).status_code == 403
    assert client.post("/set-up", ANSWERS | {"token": "0" * 32}).status_code == 403
    assert not Organization.objects.exists()


def test_the_link_opens_the_set_up_from_anywhere() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    page = client.get("/set-up", {"token": set_up_token()})
    assert page.status_code == 200
    assert f'value="{set_up_token()}"' in page.text
    client.post("/set-up", ANSWERS | {"token": set_up_token()})
    assert Organization.objects.get().slug == "fellside-freight"


def test_the_link_is_worth_nothing_once_there_is_an_organization(
    world: World, client: Client
) -> None:
    response = client.post("/set-up", ANSWERS | {"token": set_up_token()})
    assert response["Location"] == "/sign-in"
    assert Organization.objects.count() == 1
    assert client.get("/set-up", {"token": set_up_token()})["Location"] == "/sign-in"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Fellside Freight", "fellside-freight"),
        ("Straßen & Söhne", "straen-sohne"),
        ("東京物流", "organization"),
        ("API", "api-1"),
        ("x" * 200, "x" * 60),
    ],
)
def test_every_name_has_an_address(name: str, slug: str) -> None:
    assert organization_slug(name) == slug


def test_behind_a_trusted_proxy_only_the_link_opens_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = settings.PLUMBLINE.model_copy(update={"trusted_proxy": True})
    monkeypatch.setattr(settings, "PLUMBLINE", trusting)
    assert client.get("/set-up", headers={"host": "127.0.0.1:8000"}).status_code == 403


def test_other_ways_to_begin_are_told_to_who_may_set_up_alone(client: Client) -> None:
    token = set_up_token()
    page = client.get("/set-up", {"token": token}).content.decode()
    for part in ("restore", "example"):
        assert f'href="/set-up/other-ways?token={token}#{part}"' in page
    told = client.get("/set-up/other-ways", {"token": token})
    assert told.status_code == 200
    text = told.content.decode()
    assert "plumbline restore plumbline.backup --secrets plumbline.keys" in strip_tags(text)
    assert "plumbline demo --port 8001" in text
    assert f'href="/set-up?token={token}"' in text
    assert client.get("/set-up/other-ways").status_code == 403


def test_other_ways_are_over_with_the_first_organization(client: Client) -> None:
    answer(client)
    assert client.get("/set-up/other-ways")["Location"] == "/sign-in"
