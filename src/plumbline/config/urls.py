"""Every address of the product; each interface lists its own, literally."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("plumbline.api.urls")),
    path("", include("plumbline.web.urls")),
]

#: Django asks for it by this name.
handler500 = "plumbline.web.refusals.server_error"
