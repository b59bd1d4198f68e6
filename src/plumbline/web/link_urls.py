"""The addresses at which objectives are tied to others and untied; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.okrs import linking

LINKS: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/objectives/<str:objective>/links", linking.links, name="objective-links"),
    path(
        "o/<slug:slug>/objectives/<str:objective>/links/<str:parent>/remove",
        linking.remove,
        name="objective-link-remove",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/links/<str:parent>/back",
        linking.put_back,
        name="objective-link-back",
    ),
)
