"""Every response carries the headers, whatever answered and however it failed."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")


def streaming(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"x"]))


def weakening(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x", headers={"Content-Security-Policy": "default-src *"})


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def failing(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("plain", plain),
    path("streaming", streaming),
    path("weakening", weakening),
    path("missing", missing),
    path("forbidden", forbidden),
    path("suspicious", suspicious),
    path("failing", failing),
    path("help", plain, name="help-outside"),  # pages of errors lead there
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plain", 200),
        ("/streaming", 200),
        ("/weakening", 200),
        ("/missing", 404),
        ("/forbidden", 403),
        ("/suspicious", 400),
        ("/failing", 500),
        ("/no/such/address", 404),
        ("/static/no-such-file.css", 404),
        ("/o/nobody/", 302),
    ],
)
def test_every_answer_carries_the_headers(visitor: Client, address: str, status: int) -> None:
    response = visitor.get(address)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in response.headers


def test_a_request_for_a_foreign_host_is_refused_with_the_headers(visitor: Client) -> None:
    response = visitor.get("/plain", headers={"host": "evil.example.org"})
    assert response.status_code == 400
    assert response.headers["Content-Security-Policy"] == POLICY


def test_over_tls_browsers_are_told_to_stay_there(visitor: Client) -> None:
    response = visitor.get("/plain", secure=True)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_proxy_is_believed_only_when_it_is_trusted(visitor: Client) -> None:
    said = {"x-forwarded-proto": "https"}
    assert "Strict-Transport-Security" not in visitor.get("/plain", headers=said).headers
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert "Strict-Transport-Security" in visitor.get("/plain", headers=said).headers


def test_pages_stay_out_of_shared_caches(visitor: Client) -> None:
    assert visitor.get("/plain").headers["Cache-Control"] == "private, no-cache"
