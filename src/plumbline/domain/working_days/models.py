"""Locations and holidays: the organization's own, and those of each location."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

NAME_CHARACTERS = 120


class Location(TenantModel):
    """A place of work with a calendar of its own.

    Attributes:
        weekdays: Days of the week that are worked on there, "12345" for Monday to Friday; empty
            for those of the organization.
    """

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    weekdays = models.CharField(max_length=7, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("location"),
            models.UniqueConstraint(fields=["organization", "name"], name="location_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class HolidayUpload(TenantModel):
    """Holidays that were added together, so that they can be taken away together.

    Attributes:
        location: Whose they are; `None` for the organization's.
        count: How many were added.
    """

    public_id = PublicIdField()
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    count = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [public_id_unique("holiday_upload")]
        indexes: ClassVar = [
            models.Index(fields=["organization", "location"], name="holiday_upload_of_location"),
        ]

    def __str__(self) -> str:
        return f"{self.count} holidays"


class Holiday(TenantModel):
    """A whole day on which nobody works, at a location or, without one, in the organization.

    Attributes:
        upload: With which others it was added; `None` for one that was typed.
    """

    public_id = PublicIdField()
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    upload = models.ForeignKey(
        HolidayUpload,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_index=False,
        related_name="+",
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("holiday"),
            models.UniqueConstraint(
                fields=["organization", "location", "day"], name="holiday_of_location_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "day"],
                condition=Q(location=None),
                name="holiday_of_organization_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "upload"], name="holiday_of_upload"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
