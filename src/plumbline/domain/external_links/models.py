"""Pages elsewhere that belong to an objective or a key result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

TITLE_CHARACTERS = 200
ADDRESS_CHARACTERS = 2000


class ExternalLink(TenantModel):
    """One page elsewhere, with who added it and who removed it; what is removed stays for history.

    Attributes:
        address: Begins with http:// or https:// and names a host.
        removed_at: `None` while it stands.
    """

    public_id = PublicIdField()
    objective = models.ForeignKey(
        "okrs.Objective", null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    title = models.CharField(_("title"), max_length=TITLE_CHARACTERS)
    address = models.CharField(_("address"), max_length=ADDRESS_CHARACTERS)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("external_link"),
            models.CheckConstraint(
                condition=Q(objective__isnull=False, key_result__isnull=True)
                | Q(objective__isnull=True, key_result__isnull=False),
                name="external_link_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["organization", thing, "address"],
                    condition=Q(removed_at__isnull=True),
                    name=f"external_link_of_{thing}_once",
                )
                for thing in ("objective", "key_result")
            ),
        ]

    def __str__(self) -> str:
        return self.title
