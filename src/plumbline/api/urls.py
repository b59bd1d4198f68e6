"""The addresses of the API; `application` lists the operations."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from plumbline.api.application import api
from plumbline.api.errors import AddressNotFound, method_not_allowed


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer an address that nobody has as a problem, not as a page."""
    return api.on_exception(request, AddressNotFound())


def _with_problems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            return method_not_allowed(response.headers["Allow"])
        return response

    return answered


_operations, _application, _namespace = api.urls
for _operation in _operations:
    if isinstance(_operation, URLPattern):
        # The library's view of its own document answers whatever the method.
        _view = _operation.callback
        _view = require_safe(_view) if _operation.name == "openapi-json" else _view
        # The library's root is a page that is not there.
        _view = nothing_here if _operation.name == "api-root" else _view
        _operation.callback = _with_problems(_view)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", (_operations, _application, _namespace)),
    re_path(r"", nothing_here, name="api-nothing-here"),
]
