"""Where a lesson or a rule is read: `{% lesson_url line.lesson as lesson_at %}`."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

from plumbline.domain.tenancy.modules import ModuleKey

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_url(context: Mapping[str, object], name: str) -> str:
    """Return the address of a lesson; empty without one, and while learning is switched off."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    is_on = ModuleKey.LEARNING in getattr(request, "modules_on", ())
    if not name or match is None or not is_on:
        return ""
    return reverse("lesson", args=[match.kwargs["slug"], name])


@register.simple_tag(takes_context=True)
def rule_url(context: Mapping[str, object], code: str) -> str:
    """Return the address of a rule by its code or name; empty outside an organization."""
    match = getattr(context.get("request"), "resolver_match", None)
    if not code or match is None or "slug" not in match.kwargs:
        return ""
    return reverse("rule", args=[match.kwargs["slug"], code])
