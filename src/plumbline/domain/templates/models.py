"""Objectives and key results that others are begun from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.okrs.models import Cadence, Dimension, Indicator, Style, Theme
from plumbline.domain.okrs.models.key_result import MetricFields
from plumbline.domain.okrs.starters import Function
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

NAME_CHARACTERS = 120
TITLE_CHARACTERS = 500


class Template(TenantModel):
    """An objective to begin from, under a name.

    Attributes:
        team: Of the objective it was saved from; who leads it may change the template.
        function: What kind of work it is for; empty for any.
        custom: Values of custom fields, in the form of `ObjectiveValues.custom`.
        with_figures: Whether baselines, targets and limits came along.
        saved_at: When it last took over what an objective says.
    """

    public_id = PublicIdField()
    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    function = models.CharField(max_length=16, choices=Function.choices, blank=True)
    title = models.CharField(_("title"), max_length=TITLE_CHARACTERS)
    why = models.TextField(blank=True)
    style = models.CharField(max_length=16, choices=Style.choices, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    with_figures = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("template"),
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(is_archived=False),
                name="template_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateKeyResult(TenantModel, MetricFields):
    """A key result that comes with a template; `weight` counts thousandths."""

    template = models.ForeignKey(
        Template, on_delete=models.CASCADE, db_index=False, related_name="key_results"
    )
    rank = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=TITLE_CHARACTERS)
    weight = models.IntegerField(default=1000)
    is_guardrail = models.BooleanField(default=False)
    cadence = models.CharField(max_length=16, choices=Cadence.choices, default=Cadence.WEEKLY)
    indicator = models.CharField(max_length=16, choices=Indicator.choices, blank=True)
    dimension = models.CharField(max_length=20, choices=Dimension.choices, blank=True)
    theme = models.CharField(max_length=20, choices=Theme.choices, blank=True)
    evidence_counts = models.TextField(blank=True)
    custom = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "template", "rank"], name="template_key_result_place"
            ),
        ]

    def __str__(self) -> str:
        return self.title
