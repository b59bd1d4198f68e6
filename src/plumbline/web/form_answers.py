"""One form of a page, from opening it to saving it: refused as typed, found stale, or saved.

All that is wrong is said in one answer, see `form_rehearsal`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from django.forms import Form
from django.http import HttpResponse

from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.web.form_conflicts import CONFLICT, conflict_show
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.form_rehearsal import further_faults
from plumbline.web.once import answered_once
from plumbline.web.visits import Visit

RULED: tuple[type[DomainError], ...] = (ValidationRefused, Refused)
"""What a service says of values; anything else is about the page and has a page of its own."""

CHOSEN: tuple[type[DomainError], ...] = (*RULED, NotFound, PermissionRefused)
"""The same where the form itself chooses a place, so that a wrong place is a wrong value."""

F_contra = TypeVar("F_contra", bound=Form, contravariant=True)
F = TypeVar("F", bound=Form)


class FormPage(Protocol[F_contra]):
    """A page that shows one form."""

    def __call__(self, form: F_contra, *, status: int = ...) -> HttpResponse:
        """Render the page."""


def form_answer(
    form: F,
    *,
    page: FormPage[F],
    save: Callable[[F], HttpResponse],
    now: Callable[[Any], Mapping[str, object]] | None = None,
    refuse: Callable[[F, DomainError], None] = refusal_show,
    refusals: tuple[type[DomainError], ...] = RULED,
    once: Visit | None = None,
) -> HttpResponse:
    """Show a form, or save what was sent; on a refusal all that was typed stays.

    Args:
        form: Bound to what was sent, or unbound when the page is only opened.
        page: Shows the form.
        save: Calls the service and says where to go from there.
        now: What stands now in a row that somebody else changed, as a fresh form would show it;
            `None` where the fields are an act and not what stands.
        refuse: Puts a refusal at its field.
        refusals: What `save` may raise that belongs at a field.
        once: The visit, where the form makes something and sent twice is to make it once.
    """
    if not form.is_bound:
        return page(form)
    if not form.is_valid():
        further_faults(form, save=save, refuse=refuse)
        return page(form, status=UNPROCESSABLE)
    try:
        return save(form) if once is None else answered_once(once, lambda: save(form))
    except StaleVersion as stale:
        stands = now(stale.current) if now else {}
        conflict_show(form, version=stale.current.version, now=stands)
        return page(form, status=CONFLICT)
    except refusals as refused:
        refuse(form, refused)
        if isinstance(refused, ValidationRefused):
            further_faults(form, save=save, refuse=refuse)
        return page(form, status=UNPROCESSABLE)
