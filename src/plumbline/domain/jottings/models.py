"""What somebody typed into a form before it is saved."""

from typing import ClassVar

from django.db import models

from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PUBLIC_ID_LENGTH

FORM_CHARACTERS = 40


class Jotting(TenantModel):
    """One sheet of one person: the fields of a form as they stood at the last pause in typing.

    Attributes:
        sheet: Names it among the person's own; chosen when the form is opened, so that two tabs
            never write over each other.
        form: Which form it was typed into, by the name of its address.
        subject: Public id of what the form is about; empty where it writes something new.
        fields: Name to the texts that the form would send.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    sheet = models.CharField(max_length=PUBLIC_ID_LENGTH)
    form = models.CharField(max_length=FORM_CHARACTERS)
    subject = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    fields = models.JSONField(default=dict)
    typed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "person", "sheet"], name="jotting_sheet_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="jotting_age", fields=["organization", "typed_at"]),
        ]

    def __str__(self) -> str:
        return f"jotting for {self.form}"
