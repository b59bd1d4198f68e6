"""Objectives: what they say, how they stand, and both as of any date."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.okrs.models.choices import (
    BetterState,
    Origin,
    State,
    Status,
    Style,
    Visibility,
)
from plumbline.domain.okrs.models.keeping import OBJECTIVE_TAKEN_BACK
from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.measures import MeasureField
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

#: States in which an objective waits for whoever leads its team.
WAITING_STATES = (State.PROPOSED, State.IN_REVIEW, State.GRADING)


class GradeFields(models.Model):
    """The end of a cycle in the owner's and the lead's words; scores are 0 to 1."""

    better_state = models.CharField(max_length=8, choices=BetterState.choices, blank=True)
    self_score = MeasureField(null=True, blank=True)
    final_score = MeasureField(null=True, blank=True)
    grade_note = models.TextField(blank=True)
    grade_reason = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    learned_evidence = models.TextField(blank=True)

    class Meta:
        abstract = True


class ObjectiveFields(GradeFields):
    """What an objective says, kept as of a date."""

    title = models.CharField(max_length=500)
    why = models.TextField(blank=True)
    owner = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    cycle = models.ForeignKey(
        "cycles.Cycle", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    priority = models.ForeignKey(
        "strategy.Priority",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    is_personal = models.BooleanField(default=False)
    rank = models.PositiveIntegerField(null=True, blank=True)
    style = models.CharField(max_length=16, choices=Style.choices, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    state_reason = models.TextField(blank=True)
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.TOP_DOWN)
    visibility = models.CharField(
        max_length=16, choices=Visibility.choices, default=Visibility.ORGANIZATION
    )
    tags = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class Objective(TenantModel, ObjectiveFields):
    """A qualitative, memorable statement of a better state, with one owner (M4).

    `document_key` is the id it has in documents; unique nowhere, because a hidden objective must
    not make another one's key impossible. A staged objective belongs to an import that is not
    finished: it and all that hangs on it is seen by nobody until one statement shows the batch.
    `is_tied` says whether a link to a parent of its own cycle stands, so that the top of a tree is
    found without reading the tree; `services.tree_tops` alone writes it.
    """

    taken_back = OBJECTIVE_TAKEN_BACK
    sought = ("title", "tags")

    public_id = PublicIdField()
    document_key = models.CharField(max_length=120, blank=True)
    custom_values = models.OneToOneField(
        "custom_fields.ValueSet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    imported_on = models.DateField(null=True, blank=True)
    import_batch = models.CharField(max_length=12, blank=True)
    is_staged = models.BooleanField(default=False)
    is_tied = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("objective"),
            models.CheckConstraint(
                condition=Q(is_personal=True) | Q(team__isnull=False), name="objective_has_a_team"
            ),
            models.CheckConstraint(
                condition=Q(is_personal=False) | Q(owner__isnull=False),
                name="objective_personal_has_an_owner",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "cycle", "team", "rank"], name="objective_of_team"
            ),
            models.Index(fields=["organization", "team"], name="objective_by_team"),
            models.Index(fields=["organization", "priority"], name="objective_of_priority"),
            models.Index(fields=["organization", "owner", "state"], name="objective_of_owner"),
            models.Index(fields=["organization", "document_key"], name="objective_document_key"),
            models.Index(
                fields=["organization", "import_batch"],
                condition=~Q(import_batch=""),
                name="objective_import_batch",
            ),
            models.Index(
                fields=["organization", "cycle"],
                condition=Q(is_tied=False),
                name="objective_at_the_top",
            ),
            models.Index(
                fields=["organization", "cycle"],
                condition=~Q(visibility=Visibility.ORGANIZATION),
                name="objective_not_for_all",
            ),
            models.Index(
                fields=["organization", "cycle"],
                condition=Q(state__in=WAITING_STATES),
                name="objective_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ObjectiveState(TenantModel, StateFields, ObjectiveFields):
    """What an objective said from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="states")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("objective_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="objective_state_history"
            ),
            models.Index(
                fields=["organization", "cycle", "valid_from"], name="objective_state_by_cycle"
            ),
            models.Index(
                fields=["organization", "valid_to"],
                condition=Q(valid_to__isnull=False),
                name="objective_state_until",
            ),
        ]


class ObjectiveScoreFields(models.Model):
    """How an objective stands, kept as of a date.

    `weight_sum` is Σ w in thousandths, `weighted_sum` Σ w·p in 10⁻¹², `progress` the quotient in
    10⁻⁹ rounded half up, `None` when the objective is not scored; `data_parts` counts the parts
    that have a reading. Integers, so that a check-in adds its difference without reading siblings
    and never drifts.
    """

    weight_sum = models.BigIntegerField(default=0)
    weighted_sum = models.BigIntegerField(default=0)
    progress = models.BigIntegerField(null=True, blank=True)
    data_parts = models.PositiveIntegerField(default=0)
    confidence_weight = models.BigIntegerField(default=0)
    confidence_sum = models.BigIntegerField(default=0)
    guardrails_breached = models.PositiveIntegerField(default=0)
    mean_chance = MeasureField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOT_COMPUTED)
    chance_model = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class ObjectiveScore(TenantModel, ObjectiveScoreFields):
    """The present score of one objective; the row that a check-in locks and changes."""

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, related_name="score")

    def __str__(self) -> str:
        return f"score of objective {self.objective_id}"


class ObjectiveScoreState(TenantModel, StateFields, ObjectiveScoreFields):
    """The score of an objective from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(ObjectiveScore, on_delete=models.CASCADE, related_name="states")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("objective_score_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="objective_score_history"
            ),
        ]


class GradeAttachment(TenantModel):
    """That a file shows what was said at the end; whoever may read the objective may have it."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="grade_files")
    attachment = models.ForeignKey(
        "attachments.Attachment", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "objective", "attachment"], name="grade_attachment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} on the grade of {self.objective_id}"


class ObjectiveContributor(TenantModel):
    """A further owner of an imported objective: named, without the owner's duties."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "objective", "person"], name="objective_contributor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} helps objective {self.objective_id}"
