"""Every page of Plumbline, in one literal list."""

from django.urls import URLPattern, path

from plumbline.web.accounts import set_up, sign_in, start

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("health", start.health, name="health"),
    path("set-up", set_up.set_up, name="set-up"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("organizations", start.organizations, name="organizations"),
]
