"""All mistakes of a form in one answer: what services would say of the rest is asked as well.

A form finds by itself what cannot be read, and a service refuses at the first group of values that
cannot stand. Whoever typed three things wrong would be told of them one after the other. So where
something is wrong, the save is rehearsed with what stands in the place of the fields named already,
until nothing new is said; nothing of a rehearsal is kept.
"""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BooleanField, CharField, Field, Form, ValidationError
from django.http import HttpResponse

from plumbline.domain.tenancy.errors import DomainError, ValidationRefused
from plumbline.domain.tenancy.transactions import rehearsal

F = TypeVar("F", bound=Form)

ROUNDS = 5
"""So many groups of mistakes are found; each takes a rehearsal."""

ABOVE = "__all__"
SOME_WORDS = "–"


def further_faults(
    form: F, *, save: Callable[[F], HttpResponse], refuse: Callable[[F, DomainError], None]
) -> None:
    """Add to a form that was refused what else would be refused, at its fields.

    What is said of the whole form is left out: it may be about what stood in for a mistake. A form
    with `is_never_rehearsed` does what may not even be tried before everything is said.

    Args:
        form: Bound, with errors.
        save: Calls the service.
        refuse: Puts a refusal at its field.
    """
    if getattr(form, "is_never_rehearsed", False):
        return
    given = dict(form.cleaned_data)
    for _round in range(ROUNDS):
        if form.has_error(ABOVE) and len(form.errors) == 1:
            break  # nothing is wrong with a field: that is all there is to say
        if not _stood_in(form):
            break
        refused = _rehearsed(form, save)
        if refused is None or not _added(form, refused, refuse):
            break
    form.cleaned_data = {name: given[name] for name in given if name not in form.errors}


def _stood_in(form: Form) -> bool:
    """Put what stands in the place of each field that is wrong; whether that can be done."""
    for name, field in form.fields.items():
        if name not in form.cleaned_data:
            stands = [form.get_initial_for_field(field, name), *_nothing(field)]
            for value in stands:
                try:
                    form.cleaned_data[name] = field.clean(value)
                except ValidationError:
                    continue
                break
            else:
                return False
    return True


def _nothing(field: Field) -> tuple[object, ...]:
    """Return what says nothing in a field: only words and what may be empty are made up."""
    if isinstance(field, BooleanField):
        return (True,)  # that somebody means it says nothing of the other fields
    if not field.required:
        return ("",)
    return (SOME_WORDS,) if type(field) is CharField else ()


def _rehearsed(form: F, save: Callable[[F], HttpResponse]) -> ValidationRefused | None:
    """Return what is refused of a save that is not kept; `None` where nothing more is."""
    try:
        with rehearsal():
            save(form)
    except ValidationRefused as refused:
        return refused
    except DomainError:
        return None
    return None


def _added(form: F, refused: ValidationRefused, refuse: Callable[[F, DomainError], None]) -> bool:
    """Put a refusal at the fields that had none; whether there was any such field."""
    # Copies: a form adds to the lists it holds, and the same would be said twice at a field.
    known = {name: form.errors[name].copy() for name in form.errors}
    refuse(form, refused)
    new = set(form.errors) - set(known) - {ABOVE}
    for name in set(form.errors) - new:
        if name in known:
            form.errors[name] = known[name]
        else:
            del form.errors[name]
    return bool(new)
