"""The addresses of the API; `application` lists the operations."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from plumbline.api.application import api
from plumbline.api.errors import AddressNotFound


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer an address that nobody has as a problem, not as a page."""
    return api.on_exception(request, AddressNotFound())


urlpatterns: list[URLPattern | URLResolver] = [
    path("", api.urls),
    re_path(r"", nothing_here, name="api-nothing-here"),
]
