"""Custom fields: their definitions, and sets of values that other rows point to (M16)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

#: How yes and no are stored.
YES, NO = "yes", "no"


class FieldKind(models.TextChoices):
    """What a custom field holds."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Day")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Link")


#: Kinds that offer choices.
CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


class FieldSubject(models.TextChoices):
    """What a custom field is added to."""

    OBJECTIVE = "objective", _("Objectives")
    KEY_RESULT = "key_result", _("Key results")


class FieldDefinition(TenantModel):
    """A field that an organization defined; `key` names it in documents and the API."""

    public_id = PublicIdField()
    subject = models.CharField(max_length=16, choices=FieldSubject.choices)
    key = models.SlugField(max_length=60, db_index=False)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=FieldKind.choices)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    rank = models.PositiveIntegerField(default=1)
    is_archived = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("field_definition"),
            models.UniqueConstraint(
                fields=["organization", "subject", "key"], name="field_definition_key"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ValueSet(TenantModel):
    """The custom values of one thing; the thing points here."""

    def __str__(self) -> str:
        return f"values {self.pk}"


class FieldValue(TenantModel):
    """One value in canonical text; a list has a row for each choice, in order."""

    value_set = models.ForeignKey(ValueSet, on_delete=models.CASCADE, related_name="values")
    definition = models.ForeignKey(
        FieldDefinition, on_delete=models.PROTECT, db_index=False, related_name="values"
    )
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "value_set", "definition", "place"],
                name="field_value_place",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "definition"], name="field_value_by_field"),
        ]

    def __str__(self) -> str:
        return self.text
