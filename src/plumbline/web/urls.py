"""Every page of Plumbline, in one literal list."""

from django.urls import URLPattern, path

from plumbline.web.accounts import sign_in, start

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("health", start.health, name="health"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("organizations", start.organizations, name="organizations"),
]
