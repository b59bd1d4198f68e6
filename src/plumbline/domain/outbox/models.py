"""Messages that wait for delivery."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.public_ids import PublicIdField

ATTEMPTS_AT_MOST = 12
"""With doubling waits from one minute: about three days, as mail servers themselves try."""


class OutboxKind(models.TextChoices):
    """How a message travels."""

    MAIL = "mail", _("Mail")


class OutboxMessage(models.Model):
    """One message to one address.

    A global table: delivery serves every organization at once, and a password reset belongs to an
    account, not to an organization. Pages read it through `outbox_list`, which demands one.

    Attributes:
        is_open: Whether the people who look after the organization's mail may read the words; those
            of any other message are for whom it is to alone.
        unsubscribe_url: Where a POST, or a person, stops mails of its kind; empty for mail that is
            no subscription.
        attempts: How often a delivery has begun; the number that a claim compares and raises.
        attempts_allowed: How many attempts there are before it is left to a person.
        claimed_until: Until then the worker that began an attempt has it for itself.
        not_before: No attempt earlier than this.
    """

    public_id = PublicIdField(unique=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(max_length=8, choices=OutboxKind.choices, default=OutboxKind.MAIL)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=250)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=ATTEMPTS_AT_MOST)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        """What waits is found quickly, however much was sent."""

        indexes: ClassVar = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(sent_at__isnull=True),
                name="outbox_message_waiting",
            ),
            models.Index(fields=["organization", "id"], name="outbox_message_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"
