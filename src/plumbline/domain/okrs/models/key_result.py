"""Key results: what they measure, how they stand, and both as of any date."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.okrs.models.choices import (
    Cadence,
    Dimension,
    Indicator,
    MetricKind,
    State,
    Status,
    Theme,
)
from plumbline.domain.okrs.models.keeping import KEY_RESULT_TAKEN_BACK, history_taken_back
from plumbline.domain.okrs.models.objective import GradeFields, Objective
from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.measures import MeasureField
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class MetricFields(models.Model):
    """What is measured and where it is to go; units and bounds as in the engine's `Metric`.

    `checkpoints` is a list of `{"date", "value"}`, `stages` of `{"title", "share"}`, both with
    canonical decimal text; `measurement` holds numerator, denominator, source and protocol.
    """

    metric_kind = models.CharField(max_length=16, choices=MetricKind.choices, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline = MeasureField(null=True, blank=True)
    baseline_by = models.DateField(null=True, blank=True)
    target = MeasureField(null=True, blank=True)
    relative_target = MeasureField(null=True, blank=True)
    low = MeasureField(null=True, blank=True)
    high = MeasureField(null=True, blank=True)
    accumulates = models.BooleanField(default=False)
    checkpoints = models.JSONField(default=list, blank=True)
    stages = models.JSONField(default=list, blank=True)
    measurement = models.JSONField(default=dict, blank=True)
    expected_low = MeasureField(null=True, blank=True)
    expected_high = MeasureField(null=True, blank=True)

    class Meta:
        abstract = True


class KeyResultFields(MetricFields, GradeFields):
    """What a key result says, kept as of a date; `weight` counts thousandths.

    `below_since` is the day it was moved below its objective, whose pauses count for it only from
    then on; without one, it was always there.
    """

    title = models.CharField(max_length=500)
    owner = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    state_reason = models.TextField(blank=True)
    weight = models.IntegerField(default=1000)
    rank = models.PositiveIntegerField(default=1)
    below_since = models.DateField(null=True, blank=True)
    is_guardrail = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    cadence = models.CharField(max_length=16, choices=Cadence.choices, default=Cadence.WEEKLY)
    indicator = models.CharField(max_length=16, choices=Indicator.choices, blank=True)
    dimension = models.CharField(max_length=20, choices=Dimension.choices, blank=True)
    theme = models.CharField(max_length=20, choices=Theme.choices, blank=True)
    evidence_counts = models.TextField(blank=True)
    evidence_by = models.DateField(null=True, blank=True)
    tags = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class KeyResult(TenantModel, KeyResultFields):
    """A measurable result with one directly responsible owner (M6).

    It is seen by whoever sees its objective, and by its own owner.
    """

    taken_back = KEY_RESULT_TAKEN_BACK
    sought = ("title", "tags")

    public_id = PublicIdField()
    document_key = models.CharField(max_length=120, blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="key_results")
    custom_values = models.OneToOneField(
        "custom_fields.ValueSet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("key_result"),
            models.CheckConstraint(
                condition=Q(weight__gte=0) & Q(weight__lte=1_000_000),
                name="key_result_weight_bounds",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "objective", "rank"], name="key_result_of_objective"
            ),
            models.Index(fields=["organization", "owner", "state"], name="key_result_of_owner"),
            models.Index(fields=["organization", "document_key"], name="key_result_document_key"),
        ]

    def __str__(self) -> str:
        return self.title


class KeyResultState(TenantModel, StateFields, KeyResultFields):
    """What a key result said from `valid_from` until `valid_to`.

    `left` is the objective it was below then and was moved away from since; without one, it was
    where it is. What it said there goes with that objective.
    """

    subject = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="states")
    left = models.ForeignKey(
        Objective,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("key_result_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="key_result_state_history"
            ),
        ]


class KeyResultScoreFields(models.Model):
    """How a key result stands, kept as of a date.

    `progress` counts 10⁻⁹, 0 to 1; `checked_in_on` is the day of the latest check-in that stands,
    which is not that of the latest value: a source brings values too.
    """

    current_value = MeasureField(null=True, blank=True)
    current_stage = models.PositiveSmallIntegerField(null=True, blank=True)
    current_on = models.DateField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    checked_in_on = models.DateField(null=True, blank=True)
    raw_progress = MeasureField(null=True, blank=True)
    progress = models.BigIntegerField(default=0)
    has_data = models.BooleanField(default=False)
    is_breached = models.BooleanField(default=False)
    chance = MeasureField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOT_COMPUTED)
    chance_model = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class KeyResultScore(TenantModel, KeyResultScoreFields):
    """The present score of one key result. `current_order` copies its value for ordering only."""

    key_result = models.OneToOneField(KeyResult, on_delete=models.CASCADE, related_name="score")
    current_order = models.FloatField(null=True, blank=True)
    computed_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [
            # For what is off track and silent: few of many, and asked for by a page of everybody.
            models.Index(
                fields=["organization", "checked_in_on"],
                condition=models.Q(status="off_track"),
                name="key_result_score_off_track",
            ),
        ]

    def __str__(self) -> str:
        return f"score of key result {self.key_result_id}"


class KeyResultScoreState(TenantModel, StateFields, KeyResultScoreFields):
    """The score of a key result from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(KeyResultScore, on_delete=models.CASCADE, related_name="states")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("key_result_score_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="key_result_score_history"
            ),
        ]


class ReadingSource(models.TextChoices):
    """By which door a value came in."""

    PAGE = "page", _("Page")
    API = "api", _("API")
    CLI = "cli", _("Command line")
    IMPORT = "import", _("Import")
    CONNECTOR = "connector", _("Connector")
    SYSTEM = "system", _("System")


class Reading(TenantModel):
    """One value of a key result: true on `effective_on`, learned at `recorded_at`.

    Entries are only added, as the database sees to; they go with a draft that is thrown away or an
    import that is undone. One that names a day in `corrects_on` takes the place of that day's
    reading; without value and stage it withdraws it. Values come with a check-in or from a source.
    """

    append_only = True
    # What an import restores of an earlier day is the system's word.
    taken_back = history_taken_back(ReadingSource.IMPORT, ReadingSource.SYSTEM)

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="readings")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    value = MeasureField(null=True, blank=True)
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    corrects_on = models.DateField(null=True, blank=True)
    source = models.CharField(
        max_length=16, choices=ReadingSource.choices, default=ReadingSource.PAGE
    )

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "key_result", "effective_on", "recorded_at"],
                name="reading_of_key_result",
            ),
        ]

    def __str__(self) -> str:
        return f"reading on {self.effective_on}"


class EarlyWarning(TenantModel):
    """A measurable indicator that warns early of a pass/fail key result (M9)."""

    key_result = models.ForeignKey(
        KeyResult, on_delete=models.CASCADE, related_name="early_warnings"
    )
    indicator = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="warns_of")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "key_result", "indicator"], name="early_warning_once"
            ),
            models.CheckConstraint(
                condition=~Q(key_result=models.F("indicator")), name="early_warning_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"key result {self.indicator_id} warns of {self.key_result_id}"


class KeyResultContributor(TenantModel):
    """A further owner of an imported key result: named, without the owner's duties."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "key_result", "person"], name="key_result_contributor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} helps key result {self.key_result_id}"
