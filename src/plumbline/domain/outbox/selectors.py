"""Reading the outbox for a page. Who may is decided by the caller's app, which knows roles."""

from django.db.models import QuerySet

from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.models import Organization


def outbox_list(*, organization: Organization) -> QuerySet[OutboxMessage]:
    """Returns the messages written on behalf of `organization`, newest first."""
    return OutboxMessage.objects.filter(organization=organization).order_by("-id")
