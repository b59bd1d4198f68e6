"""Refusals of the domain at the fields of a form, so that what was typed stays."""

from collections.abc import Mapping

from django.forms import Form

from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.tenancy.errors import DomainError, ValidationRefused
from plumbline.domain.tenancy.wording import wording

UNPROCESSABLE = 422
"""Status of a form that comes back with reasons; htmx swaps it in like a success."""


def refusal_show(
    form: Form, refused: DomainError, *, fields: Mapping[str, str] | None = None
) -> None:
    """Put what a service refused at the fields it is about, the rest above the form.

    Args:
        form: A bound form that was valid as far as it could tell by itself.
        refused: What the service raised.
        fields: For names that the service and the form do not share: service's to form's.
    """
    if isinstance(refused, GateRefused):
        form.add_error(None, [wording(each) for each in refused.lines])
        return
    if not isinstance(refused, ValidationRefused):
        form.add_error(None, wording(refused.message))
        return
    for name, messages in refused.field_errors.items():
        own = (fields or {}).get(name, name)
        form.add_error(own if own in form.fields else None, [wording(each) for each in messages])


def refusal_renew(form: Form, refused: DomainError, *, seen: Mapping[str, object]) -> None:
    """Show a refusal, and let the next press know of what the page shows by now.

    Args:
        form: As of `refusal_show`.
        refused: What the service raised.
        seen: The hidden fields that say what was looked at, as a fresh form would hold them.
    """
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    for name, value in seen.items():
        data[name] = str(value)
    form.data = data
    refusal_show(form, refused)
