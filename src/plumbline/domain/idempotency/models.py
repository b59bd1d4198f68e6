"""Answers kept for calls and forms that are sent again."""

from typing import ClassVar

from django.db import models

from plumbline.domain.accounts.models import Account, ApiToken
from plumbline.domain.tenancy.models import TenantModel

KEY_CHARACTERS = 200


class KeptAnswer(TenantModel):
    """The answer to one call, under the key that its program chose.

    It is committed together with the effect of the call: a row without a status is seen by nobody
    but the call that is making it.

    Attributes:
        asked: Digest of method, address, precondition and body: what the key was chosen for.
        status: Of the answer; `None` while the call is under way.
        headers: Those of its own that the answer carried (`ETag`, `Location`).
    """

    token = models.ForeignKey(
        ApiToken, on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    key = models.CharField(max_length=KEY_CHARACTERS)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "token", "key"], name="kept_answer_key_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="kept_answer_age", fields=["organization", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"answer to {self.key}"


class KeptForm(TenantModel):
    """Where a form led that somebody sent, so that the same one sent again leads there too.

    It is committed together with what the form made: a row without a place is seen by nobody but
    the request that is making it.

    Attributes:
        sent: Digest of the address, of the mark of the page on which the form stood, and of all
            its fields.
        place: The address that it led to; empty while the request is under way.
    """

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    sent = models.CharField(max_length=64)
    place = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "account", "sent"], name="kept_form_sent_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="kept_form_age", fields=["organization", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"form that led to {self.place}"
