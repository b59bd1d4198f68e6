"""What a page is narrowed and sorted by, under a name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

NAME_CHARACTERS = 60
QUERY_CHARACTERS = 1000


class ViewPage(models.TextChoices):
    """Pages that have saved views, by the name of their address."""

    OBJECTIVES = "objectives", _("All objectives")
    MAP = "map", _("Map")


class SavedView(TenantModel):
    """A query of one page under a name.

    Attributes:
        person: Whose it is; `None` for one that the whole organization has.
        query: As in an address, without its question mark; see `queries.query_kept`.
        deleted_at: When it was thrown away; it can be put back for a day.
    """

    public_id = PublicIdField()
    page = models.CharField(max_length=16, choices=ViewPage.choices)
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="+",
        editable=False,
    )
    name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    query = models.CharField(max_length=QUERY_CHARACTERS)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("saved_view"),
            models.UniqueConstraint(
                fields=["organization", "page", "person", "name"],
                condition=Q(deleted_at=None, person__isnull=False),
                name="saved_view_own_name_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "page", "name"],
                condition=Q(deleted_at=None, person=None),
                name="saved_view_shared_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ViewDefault(TenantModel):
    """The view that one person's page opens with."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    page = models.CharField(max_length=16, choices=ViewPage.choices)
    view = models.ForeignKey(
        SavedView, on_delete=models.CASCADE, db_index=False, related_name="defaults"
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "person", "page"], name="view_default_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="view_default_of_view", fields=["organization", "view"]),
        ]

    def __str__(self) -> str:
        return f"{self.page} opens with {self.view_id}"
