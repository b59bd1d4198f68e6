"""An address names an organization; only its members find anything there."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.tenancy.context import organization_bound, organization_bound_or_none
from plumbline.domain.tenancy.errors import WriteOutsideTransaction
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.public_ids import public_id_new
from plumbline.domain.tenancy.services import module_switch, organization_create
from plumbline.domain.tenancy.transactions import writing_global
from tests.domain.conftest import AT


def money_is_on() -> bool:
    return bool(OrganizationModule.objects.get(key="money").enabled)


def home(request: HttpRequest, slug: str) -> JsonResponse:
    return JsonResponse({"bound": organization_bound().slug, "money": money_is_on()})


def switch(request: HttpRequest, slug: str) -> JsonResponse:
    before = money_is_on()
    module_switch(organization=organization_bound(), key=ModuleKey.MONEY, enabled=True)
    request.session["switched"] = "money"
    return JsonResponse({"before": before, "after": money_is_on()})


def stray(request: HttpRequest, slug: str) -> HttpResponse:
    OrganizationModule.objects.update(enabled=False)
    return HttpResponse("never")


def outside(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"bound": organization_bound_or_none() is not None})


urlpatterns = [
    path("o/<slug:slug>/", home),
    path("o/<slug:slug>/switch", switch),
    path("o/<slug:slug>/stray", stray),
    path("elsewhere", outside),
    path("help", outside, name="help-outside"),  # pages of errors lead there
]

pytestmark = [
    pytest.mark.urls(__name__),
    pytest.mark.django_db(transaction=True),
]


def make_member(organization: Organization, *, active: bool = True) -> Account:
    with writing_global():
        account: Account = get_user_model().objects.create(
            email=f"{public_id_new()}@example.org", name="Mia Member", created_at=AT
        )
        Membership.objects.create(
            account=account,
            organization=organization,
            person_public_id=public_id_new(),
            active=active,
            created_at=AT,
        )
    return account


def signed_in(account: Account) -> Client:
    client = Client()
    with writing_global():
        client.force_login(account)
    return client


def without_tokens(page: bytes) -> bytes:
    """The page without the form tokens, which are new on every page."""
    return re.sub(rb"\b[A-Za-z0-9]{64}\b", b"", page)


@pytest.fixture
def north() -> Organization:
    return organization_create(name="North", slug="north", at=AT)


@pytest.fixture
def south() -> Organization:
    return organization_create(name="South", slug="south", at=AT)


def test_a_member_s_page_is_served_with_the_organization_bound(north: Organization) -> None:
    assert signed_in(make_member(north)).get("/o/north/").json() == {
        "bound": "north",
        "money": False,
    }


def test_nothing_is_bound_outside_an_organization_s_addresses(north: Organization) -> None:
    assert signed_in(make_member(north)).get("/elsewhere").json() == {"bound": False}


def test_a_stranger_cannot_tell_an_organization_from_none(
    north: Organization, south: Organization
) -> None:
    stranger = signed_in(make_member(south))
    existing, absent = stranger.get("/o/north/"), stranger.get("/o/nowhere/")
    assert existing.status_code == absent.status_code == 404
    assert without_tokens(existing.content) == without_tokens(absent.content)
    for method in (stranger.post, stranger.put, stranger.delete):
        assert method("/o/north/switch").status_code == 404


def test_a_former_member_is_a_stranger(north: Organization) -> None:
    assert signed_in(make_member(north, active=False)).get("/o/north/").status_code == 404


def test_a_disabled_account_is_nobody_at_once(north: Organization) -> None:
    account = make_member(north)
    client = signed_in(account)
    with writing_global():
        Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/o/north/").status_code == 302


@pytest.mark.parametrize("slug", ["north", "nowhere"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(north: Organization, slug: str) -> None:
    response = Client().get(f"/o/{slug}/?tab=2")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in?next=%2Fo%2F{slug}%2F%3Ftab%3D2"


def test_a_service_writes_in_the_middle_of_a_page_and_the_page_sees_it(
    north: Organization,
) -> None:
    client = signed_in(make_member(north))
    assert client.post("/o/north/switch").json() == {"before": False, "after": True}
    assert client.get("/o/north/").json()["money"] is True
    assert client.session["switched"] == "money"


def test_a_view_that_writes_past_the_services_fails(north: Organization) -> None:
    with pytest.raises(WriteOutsideTransaction):
        signed_in(make_member(north)).get("/o/north/stray")
