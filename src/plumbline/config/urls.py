"""Every address of the product; each interface lists its own, literally."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("plumbline.api.urls"):
    urlpatterns.append(path("api/v1/", include("plumbline.api.urls")))
if find_spec("plumbline.web.urls"):
    urlpatterns.append(path("", include("plumbline.web.urls")))
