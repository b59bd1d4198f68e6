"""Organizations, the modules they switched on, and what every tenant table derives from."""

from collections.abc import Collection, Iterator
from functools import cache
from inspect import getattr_static
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import OrganizationMismatch
from plumbline.domain.tenancy.public_ids import PublicIdField
from plumbline.domain.tenancy.scoping import ScopedManager, tenant_foreign_keys
from plumbline.domain.tenancy.taking_back import TakenBack
from plumbline.domain.tenancy.texts import texts_check


class NumberFormat(models.TextChoices):
    """How numbers are grouped and pointed, where a person has not chosen otherwise."""

    BY_LANGUAGE = "by_language", _("As in the language")
    COMMA_POINT = "comma_point", "1,234.5"
    POINT_COMMA = "point_comma", "1.234,5"
    SPACE_COMMA = "space_comma", "1 234,5"


class DateFormat(models.TextChoices):
    """How days are written, where a person has not chosen otherwise."""

    BY_LANGUAGE = "by_language", _("As in the language")
    ISO = "iso", "2026-12-31"
    DAY_FIRST = "day_first", "31/12/2026"
    MONTH_FIRST = "month_first", "12/31/2026"


class Organization(models.Model):
    """A tenant: everything else belongs to one. The table itself is global."""

    public_id = PublicIdField(unique=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, default="en")
    number_format = models.CharField(
        max_length=16, choices=NumberFormat.choices, default=NumberFormat.BY_LANGUAGE
    )
    date_format = models.CharField(
        max_length=16, choices=DateFormat.choices, default=DateFormat.BY_LANGUAGE
    )
    fiscal_year_start_month = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    # Days of the week, "12345" for Monday to Friday. Empty until working days or a holiday are
    # entered: until then no due day moves.
    working_weekdays = models.CharField(max_length=7, blank=True, default="")
    # Raised by whatever changes who works on which day, so that what was counted shows its age.
    calendar_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fiscal_year_start_month__range=(1, 12)),
                name="organization_fiscal_year_start_month_is_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row that belongs to one organization.

    `objects` (and every related manager) sees the bound organization's rows only, saving fills
    the organization in, and ties to another organization's rows are refused, here and by triggers
    of the database. Unique constraints and indexes of a derived table start with `organization`.

    Attributes:
        append_only: The database refuses to change or delete rows of this table.
        taken_back: What may be deleted all the same; of a table that is not append-only, what
            alone may be deleted.
        sought: The columns whose words people look for; see `databases.seeking`.
    """

    append_only: ClassVar[bool] = False
    taken_back: ClassVar[TakenBack | None] = None
    sought: ClassVar[tuple[str, ...]] = ()

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, db_index=False, related_name="+", editable=False
    )

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()

    class Meta:
        """Related objects are narrowed as well."""

        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        """Saves into the bound organization."""
        self.organization_settle()
        self.texts_check()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 — Django's own signature
        """Deletes from the bound organization."""
        self.organization_settle()
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs know of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """Makes a row of what the database returned.

        Django sets column after column as if each might be more than a value; pages of rows spent
        a tenth of their time there.
        """
        names = _columns(cls)
        if len(values) != len(names):
            return super().from_db(db, field_names, values)
        row = cls.__new__(cls)
        state = ModelState()
        state.adding, state.db = False, db
        row._state = state
        row.__dict__.update(zip(names, values, strict=True))
        return row

    def organization_settle(self) -> None:
        """Fills in the bound organization.

        Raises:
            OrganizationNotBound: Neither `reading` nor `writing` is open.
            OrganizationMismatch: The row, or one it points to, belongs to another organization.
        """
        organization = organization_bound()
        own: int | None = self.organization_id
        if own is None:
            self.organization = organization
        if self.organization_id != organization.pk:
            raise OrganizationMismatch(
                f"{self._meta.label} belongs to another organization than the bound one."
            )
        for field in tenant_foreign_keys(type(self)):
            if not field.is_cached(self):
                continue
            related = getattr(self, field.name)
            if related is not None and related.organization_id != self.organization_id:
                raise OrganizationMismatch(
                    f"{self._meta.label}.{field.name} points into another organization."
                )

    def texts_check(self) -> None:
        """Refuses texts that a database cannot hold.

        Raises:
            ValidationRefused: At each field with a NUL character.
        """
        texts_check((field.name, getattr(self, field.attname)) for field in _texts(type(self)))

    def clean_fields(self, exclude: Any = None) -> None:  # noqa: ANN401 — Django's own signature
        """Validates each field, with the organization filled in first.

        A row that this one points to and that is at hand was read, so it is not asked for again;
        whose it is has just been looked at.
        """
        self.organization_settle()
        self.texts_check()
        super().clean_fields(exclude={*(exclude or ()), *_at_hand(self)})


class StagedModel(TenantModel):
    """A row that an import may prepare before anybody sees it.

    `objects`, and with it every reader and every related manager, leaves such rows out. `every`
    does not: it is for the services that prepare them, show them all at once or clear them away.

    Attributes:
        staged_by: Public id of the import that still prepares the row; empty for all others.
    """

    staged_by = models.CharField(max_length=12, blank=True, editable=False)

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()
    every: ClassVar[ScopedManager[Any]] = ScopedManager(shows_staged=True)

    class Meta(TenantModel.Meta):
        """Related objects are narrowed as well."""

        abstract = True


@cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    """Returns what the columns of a row are called as attributes; nothing where one is special.

    Special is what does more than keep a value when it is set. Of rows that are made nobody is
    told here: there are no signals.
    """
    plain = (DeferredAttribute, ForeignKeyDeferredAttribute)
    names = tuple(field.attname for field in model._meta.concrete_fields)
    is_plain = all(type(getattr_static(model, name)) in plain for name in names)
    return names if is_plain and model.__init__ is models.Model.__init__ else ()


def _at_hand(row: TenantModel) -> Iterator[str]:
    """Returns the names of the ties of `row` whose other end is a row that was read."""
    for field in tenant_foreign_keys(type(row)):
        related = field.get_cached_value(row, default=None)
        if related is not None and not related._state.adding:
            yield field.name


@cache
def _texts(model: type[models.Model]) -> tuple[Any, ...]:
    """Returns the fields of a model that hold text, or lists and mappings with text in them."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, kinds))


class OrganizationModule(TenantModel):
    """One switch of one organization; a module without a row has its preset's default."""

    key = models.CharField(max_length=40)
    enabled = models.BooleanField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="organization_module_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {'on' if self.enabled else 'off'}"
