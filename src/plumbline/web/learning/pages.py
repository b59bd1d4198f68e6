"""What every page of learning begins with: it is there while learning is switched on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http.response import HttpResponseBase

from plumbline.domain.learning.permissions import learning_permit
from plumbline.web.visits import Visit, tenant_page

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def learning_page(view: Callable[Concatenate[Visit, P], R]) -> Callable[..., R]:
    """Turn a view of a `Visit` into one of a request; nothing is found while learning is off."""

    @wraps(view)
    def while_on(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> R:
        learning_permit(visit.modules)
        return view(visit, *args, **kwargs)

    return tenant_page(while_on)
