"""The way to the help from a page that is in no organization."""

from django import template
from django.urls import reverse

from plumbline.web.help_topics.pages import TOPIC_OF_PAGE

register = template.Library()


@register.simple_tag
def help_outside(page: str | None) -> str:
    """Return the address of the help of a page that is in no organization, by the page's name."""
    topic = TOPIC_OF_PAGE.get(page or "")
    return reverse("help-outside-topic", args=[topic]) if topic else reverse("help-outside")
