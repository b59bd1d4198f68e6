"""Check-ins: what owners say of their key results, never changed once written (R3)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.okrs.models import ReadingSource, Status
from plumbline.domain.okrs.models.keeping import history_taken_back
from plumbline.domain.tenancy.measures import MeasureField
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class CheckIn(TenantModel):
    """What an owner said on one day; `recorded_at` is when we learned it.

    Its value, if it brought one, is the `reading`; without one it is a word of confidence alone.
    A correction is a further entry that names the one it replaces in `corrects`; both stay, as the
    database sees to; they go with a draft that is thrown away or an import that is undone.
    `progress` is what counted after it, in 10⁻⁹; `chance` and `status` are those of that moment
    and are never recomputed.
    """

    append_only = True
    # An import ties corrections after it inserted them, and unties them before it takes them back.
    taken_back = history_taken_back(ReadingSource.IMPORT, columns=("corrects_id",))

    public_id = PublicIdField()
    key_result = models.ForeignKey(
        "okrs.KeyResult", on_delete=models.CASCADE, related_name="check_ins"
    )
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    reading = models.OneToOneField(
        "okrs.Reading", null=True, blank=True, on_delete=models.RESTRICT, related_name="check_in"
    )
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    evidence_text = models.TextField(blank=True)
    evidence_link = models.URLField(max_length=1000, blank=True)
    author = models.ForeignKey(
        "orgs.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        "orgs.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(
        max_length=16, choices=ReadingSource.choices, default=ReadingSource.PAGE
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="corrected_by"
    )
    is_withdrawal = models.BooleanField(default=False)
    imported_on = models.DateField(null=True, blank=True)
    progress = models.BigIntegerField(null=True, blank=True)
    chance = MeasureField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOT_COMPUTED)
    chance_model = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("check_in"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=1, confidence__lte=10),
                name="check_in_confidence_bounds",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "key_result", "effective_on", "recorded_at"],
                name="check_in_of_key_result",
            ),
            models.Index(fields=["organization", "recorded_at"], name="check_in_by_time"),
        ]

    def __str__(self) -> str:
        return f"check-in {self.public_id} on {self.effective_on}"


class CheckInAttachment(TenantModel):
    """That a file is evidence of a check-in; whoever may read the key result may have it.

    A correction keeps the files of the entry it corrects, so one file may belong to several.
    """

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="attached")
    attachment = models.ForeignKey(
        "attachments.Attachment", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "check_in", "attachment"], name="check_in_attachment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} on {self.check_in_id}"
