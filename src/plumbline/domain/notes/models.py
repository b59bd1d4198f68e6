"""What one person notes about one objective or key result, for themselves."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.tenancy.models import TenantModel

_THINGS = ("objective", "key_result")


class Note(TenantModel):
    """The note of one person about one thing; without a row there is none.

    Attributes:
        text: Plain text, never empty.
        written_at: When it got the words that it has.
    """

    person = models.ForeignKey(
        "orgs.Person",
        on_delete=models.CASCADE,
        db_index=False,
        related_name="+",
        editable=False,
    )
    objective = models.ForeignKey(
        "okrs.Objective", null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(objective__isnull=False, key_result__isnull=True)
                | Q(objective__isnull=True, key_result__isnull=False),
                name="note_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="note_has_text"),
            *(
                models.UniqueConstraint(
                    fields=["organization", "person", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"note_{thing}_once",
                )
                for thing in _THINGS
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} of person {self.person_id}"
