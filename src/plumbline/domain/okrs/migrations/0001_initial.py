import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.measures
import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("custom_fields", "0001_initial"),
        ("cycles", "0001_initial"),
        ("orgs", "0001_initial"),
        ("strategy", "0001_initial"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountsBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("organization",), name="counts_book_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountsMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("team_id", models.BigIntegerField()),
                ("cycle_id", models.BigIntegerField()),
                ("is_inside", models.BooleanField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "cycle_id"], name="counts_mark_of_cycle")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "better_state",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=8,
                    ),
                ),
                (
                    "self_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "final_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("grade_note", models.TextField(blank=True)),
                ("grade_reason", models.TextField(blank=True)),
                ("learned", models.TextField(blank=True)),
                ("learned_evidence", models.TextField(blank=True)),
                ("title", models.CharField(max_length=500)),
                ("why", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.team",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.priority",
                    ),
                ),
                ("is_personal", models.BooleanField(default=False)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committed", "Committed"),
                            ("aspirational", "Aspirational"),
                            ("learning", "Learning"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("grading", "Grading"),
                            ("closed", "Closed"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("top_down", "Top-down"), ("bottom_up", "Bottom-up")],
                        default="top_down",
                        max_length=16,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("organization", "Everyone in the organization"),
                            ("team", "The team"),
                            ("private", "Owner and manager"),
                        ],
                        default="organization",
                        max_length=16,
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list)),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("document_key", models.CharField(blank=True, max_length=120)),
                (
                    "custom_values",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="custom_fields.valueset",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("activated_at", models.DateTimeField(blank=True, null=True)),
                ("imported_on", models.DateField(blank=True, null=True)),
                ("import_batch", models.CharField(blank=True, max_length=12)),
                ("is_staged", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "cycle", "team", "rank"], name="objective_of_team"
                    ),
                    models.Index(fields=["organization", "team"], name="objective_by_team"),
                    models.Index(fields=["organization", "priority"], name="objective_of_priority"),
                    models.Index(
                        fields=["organization", "owner", "state"], name="objective_of_owner"
                    ),
                    models.Index(
                        fields=["organization", "document_key"], name="objective_document_key"
                    ),
                    models.Index(
                        condition=models.Q(("import_batch", ""), _negated=True),
                        fields=["organization", "import_batch"],
                        name="objective_import_batch",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="objective_public_id_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_personal", True), ("team__isnull", False), _connector="OR"
                        ),
                        name="objective_has_a_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_personal", False), ("owner__isnull", False), _connector="OR"
                        ),
                        name="objective_personal_has_an_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamCounts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("objectives", models.PositiveIntegerField(default=0)),
                ("running", models.PositiveIntegerField(default=0)),
                ("scored", models.PositiveIntegerField(default=0)),
                ("attainment_sum", models.BigIntegerField(default=0)),
                ("fresh", models.PositiveIntegerField(default=0)),
                ("due", models.PositiveIntegerField(default=0)),
                ("stale", models.PositiveIntegerField(default=0)),
                ("overdue", models.PositiveIntegerField(default=0)),
                ("no_data", models.PositiveIntegerField(default=0)),
                ("on_track", models.PositiveIntegerField(default=0)),
                ("at_risk", models.PositiveIntegerField(default=0)),
                ("off_track", models.PositiveIntegerField(default=0)),
                ("guardrails", models.PositiveIntegerField(default=0)),
                ("breached", models.PositiveIntegerField(default=0)),
                ("closed", models.PositiveIntegerField(default=0)),
                ("graded", models.PositiveIntegerField(default=0)),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.team",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                ("is_inside", models.BooleanField()),
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committed", "Committed"),
                            ("aspirational", "Aspirational"),
                            ("learning", "Learning"),
                        ],
                        max_length=16,
                    ),
                ),
                ("day", models.DateField(blank=True, null=True)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("day__isnull", False)),
                        fields=["organization", "day"],
                        name="team_counts_of_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "cycle", "team", "is_inside", "style"),
                        name="team_counts_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "better_state",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=8,
                    ),
                ),
                (
                    "self_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "final_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("grade_note", models.TextField(blank=True)),
                ("grade_reason", models.TextField(blank=True)),
                ("learned", models.TextField(blank=True)),
                ("learned_evidence", models.TextField(blank=True)),
                (
                    "metric_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increase", "Increase"),
                            ("decrease", "Decrease"),
                            ("range", "Stay in a range"),
                            ("at_most", "At most"),
                            ("at_least", "At least"),
                            ("milestone", "Milestone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "baseline",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("baseline_by", models.DateField(blank=True, null=True)),
                (
                    "target",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "relative_target",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "low",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "high",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("accumulates", models.BooleanField(default=False)),
                ("checkpoints", models.JSONField(blank=True, default=list)),
                ("stages", models.JSONField(blank=True, default=list)),
                ("measurement", models.JSONField(blank=True, default=dict)),
                (
                    "expected_low",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "expected_high",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("grading", "Grading"),
                            ("closed", "Closed"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                ("weight", models.IntegerField(default=1000)),
                ("rank", models.PositiveIntegerField(default=1)),
                ("is_guardrail", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("start", models.DateField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("weekly", "Weekly"),
                            ("biweekly", "Every two weeks"),
                            ("monthly", "Monthly"),
                        ],
                        default="weekly",
                        max_length=16,
                    ),
                ),
                (
                    "indicator",
                    models.CharField(
                        blank=True,
                        choices=[("leading", "Leading"), ("lagging", "Lagging")],
                        max_length=16,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer_value", "Customer value"),
                            ("unit_economics", "Unit economics"),
                            ("growth", "Growth"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("growth", "Growth"),
                            ("efficiency", "Efficiency"),
                            ("quality", "Quality"),
                            ("engagement", "Engagement"),
                            ("reliability", "Reliability"),
                            ("cost", "Cost"),
                            ("risk", "Risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("evidence_counts", models.TextField(blank=True)),
                ("evidence_by", models.DateField(blank=True, null=True)),
                ("tags", models.JSONField(blank=True, default=list)),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("document_key", models.CharField(blank=True, max_length=120)),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_results",
                        to="okrs.objective",
                    ),
                ),
                (
                    "custom_values",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="custom_fields.valueset",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "objective", "rank"], name="key_result_of_objective"
                    ),
                    models.Index(
                        fields=["organization", "owner", "state"], name="key_result_of_owner"
                    ),
                    models.Index(
                        fields=["organization", "document_key"], name="key_result_document_key"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="key_result_public_id_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0), ("weight__lte", 1000000)),
                        name="key_result_weight_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "objective",
                    models.OneToOneField(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lineage",
                        to="okrs.objective",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="descendants",
                        to="okrs.objective",
                    ),
                ),
                (
                    "descent",
                    models.CharField(
                        choices=[("carried_over", "Carried over"), ("cloned", "Cloned")],
                        max_length=16,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("objective", models.F("source")), _negated=True),
                        name="lineage_not_from_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveContributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributors",
                        to="okrs.objective",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "objective", "person"),
                        name="objective_contributor_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("weight_sum", models.BigIntegerField(default=0)),
                ("weighted_sum", models.BigIntegerField(default=0)),
                ("progress", models.BigIntegerField(blank=True, null=True)),
                ("data_parts", models.PositiveIntegerField(default=0)),
                ("confidence_weight", models.BigIntegerField(default=0)),
                ("confidence_sum", models.BigIntegerField(default=0)),
                ("guardrails_breached", models.PositiveIntegerField(default=0)),
                (
                    "mean_chance",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_computed", "Not yet computed"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("too_early", "Too early to say"),
                            ("no_data", "No data"),
                        ],
                        default="not_computed",
                        max_length=16,
                    ),
                ),
                ("chance_model", models.CharField(blank=True, max_length=40)),
                (
                    "objective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="score",
                        to="okrs.objective",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ObjectiveState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                (
                    "better_state",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=8,
                    ),
                ),
                (
                    "self_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "final_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("grade_note", models.TextField(blank=True)),
                ("grade_reason", models.TextField(blank=True)),
                ("learned", models.TextField(blank=True)),
                ("learned_evidence", models.TextField(blank=True)),
                ("title", models.CharField(max_length=500)),
                ("why", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.team",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.priority",
                    ),
                ),
                ("is_personal", models.BooleanField(default=False)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committed", "Committed"),
                            ("aspirational", "Aspirational"),
                            ("learning", "Learning"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("grading", "Grading"),
                            ("closed", "Closed"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("top_down", "Top-down"), ("bottom_up", "Bottom-up")],
                        default="top_down",
                        max_length=16,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("organization", "Everyone in the organization"),
                            ("team", "The team"),
                            ("private", "Owner and manager"),
                        ],
                        default="organization",
                        max_length=16,
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="okrs.objective",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="objective_state_history",
                    ),
                    models.Index(
                        fields=["organization", "cycle", "valid_from"],
                        name="objective_state_by_cycle",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="okrs.objective",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "told",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "objective", "person", "expires_at"],
                        name="opening_of_objective",
                    ),
                    models.Index(
                        fields=["organization", "person", "expires_at"], name="opening_of_person"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="opening_public_id_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="opening_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("opened_at"))),
                        name="opening_expires_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="opening_ends_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjustments",
                        to="okrs.objective",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjustments",
                        to="okrs.keyresult",
                    ),
                ),
                ("reason", models.TextField()),
                ("changes", models.JSONField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "objective", "recorded_at"],
                        name="adjustment_history",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="adjustment_public_id_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("weight", models.IntegerField(blank=True, null=True)),
                ("is_removed", models.BooleanField(default=False)),
                (
                    "child_objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parent_links",
                        to="okrs.objective",
                    ),
                ),
                (
                    "child_key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parent_links",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "parent_objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="child_links",
                        to="okrs.objective",
                    ),
                ),
                (
                    "parent_key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="child_links",
                        to="okrs.keyresult",
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "child_objective"], name="alignment_upwards"
                    ),
                    models.Index(
                        fields=["organization", "parent_objective"], name="alignment_downwards"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight__isnull", True),
                            models.Q(
                                ("child_key_result__isnull", True),
                                ("parent_key_result__isnull", True),
                                ("weight__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="alignment_contributes_between_objectives",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("child_objective", models.F("parent_objective")), _negated=True
                        ),
                        name="alignment_not_to_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child_key_result__isnull", True),
                            ("is_removed", False),
                            ("parent_key_result__isnull", True),
                        ),
                        fields=("organization", "child_objective", "parent_objective"),
                        name="alignment_objectives_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child_key_result__isnull", True),
                            ("is_removed", False),
                            ("parent_key_result__isnull", False),
                        ),
                        fields=(
                            "organization",
                            "child_objective",
                            "parent_objective",
                            "parent_key_result",
                        ),
                        name="alignment_objective_to_key_result_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child_key_result__isnull", False),
                            ("is_removed", False),
                            ("parent_key_result__isnull", True),
                        ),
                        fields=(
                            "organization",
                            "child_objective",
                            "parent_objective",
                            "child_key_result",
                        ),
                        name="alignment_key_result_to_objective_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child_key_result__isnull", False),
                            ("is_removed", False),
                            ("parent_key_result__isnull", False),
                        ),
                        fields=(
                            "organization",
                            "child_objective",
                            "parent_objective",
                            "child_key_result",
                            "parent_key_result",
                        ),
                        name="alignment_key_results_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlyWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="early_warnings",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warns_of",
                        to="okrs.keyresult",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "key_result", "indicator"),
                        name="early_warning_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key_result", models.F("indicator")), _negated=True),
                        name="early_warning_not_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResultContributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributors",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "key_result", "person"),
                        name="key_result_contributor_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResultScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "current_value",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("current_stage", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("current_on", models.DateField(blank=True, null=True)),
                ("confidence", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("checked_in_on", models.DateField(blank=True, null=True)),
                (
                    "raw_progress",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("progress", models.BigIntegerField(default=0)),
                ("has_data", models.BooleanField(default=False)),
                ("is_breached", models.BooleanField(default=False)),
                (
                    "chance",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_computed", "Not yet computed"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("too_early", "Too early to say"),
                            ("no_data", "No data"),
                        ],
                        default="not_computed",
                        max_length=16,
                    ),
                ),
                ("chance_model", models.CharField(blank=True, max_length=40)),
                (
                    "key_result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="score",
                        to="okrs.keyresult",
                    ),
                ),
                ("current_order", models.FloatField(blank=True, null=True)),
                ("computed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="KeyResultState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                (
                    "better_state",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=8,
                    ),
                ),
                (
                    "self_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "final_score",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("grade_note", models.TextField(blank=True)),
                ("grade_reason", models.TextField(blank=True)),
                ("learned", models.TextField(blank=True)),
                ("learned_evidence", models.TextField(blank=True)),
                (
                    "metric_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increase", "Increase"),
                            ("decrease", "Decrease"),
                            ("range", "Stay in a range"),
                            ("at_most", "At most"),
                            ("at_least", "At least"),
                            ("milestone", "Milestone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "baseline",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("baseline_by", models.DateField(blank=True, null=True)),
                (
                    "target",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "relative_target",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "low",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "high",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("accumulates", models.BooleanField(default=False)),
                ("checkpoints", models.JSONField(blank=True, default=list)),
                ("stages", models.JSONField(blank=True, default=list)),
                ("measurement", models.JSONField(blank=True, default=dict)),
                (
                    "expected_low",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "expected_high",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("grading", "Grading"),
                            ("closed", "Closed"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                ("weight", models.IntegerField(default=1000)),
                ("rank", models.PositiveIntegerField(default=1)),
                ("is_guardrail", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("start", models.DateField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("weekly", "Weekly"),
                            ("biweekly", "Every two weeks"),
                            ("monthly", "Monthly"),
                        ],
                        default="weekly",
                        max_length=16,
                    ),
                ),
                (
                    "indicator",
                    models.CharField(
                        blank=True,
                        choices=[("leading", "Leading"), ("lagging", "Lagging")],
                        max_length=16,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer_value", "Customer value"),
                            ("unit_economics", "Unit economics"),
                            ("growth", "Growth"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("growth", "Growth"),
                            ("efficiency", "Efficiency"),
                            ("quality", "Quality"),
                            ("engagement", "Engagement"),
                            ("reliability", "Reliability"),
                            ("cost", "Cost"),
                            ("risk", "Risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("evidence_counts", models.TextField(blank=True)),
                ("evidence_by", models.DateField(blank=True, null=True)),
                ("tags", models.JSONField(blank=True, default=list)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="okrs.keyresult",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="key_result_state_history",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveScoreState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                ("weight_sum", models.BigIntegerField(default=0)),
                ("weighted_sum", models.BigIntegerField(default=0)),
                ("progress", models.BigIntegerField(blank=True, null=True)),
                ("data_parts", models.PositiveIntegerField(default=0)),
                ("confidence_weight", models.BigIntegerField(default=0)),
                ("confidence_sum", models.BigIntegerField(default=0)),
                ("guardrails_breached", models.PositiveIntegerField(default=0)),
                (
                    "mean_chance",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_computed", "Not yet computed"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("too_early", "Too early to say"),
                            ("no_data", "No data"),
                        ],
                        default="not_computed",
                        max_length=16,
                    ),
                ),
                ("chance_model", models.CharField(blank=True, max_length=40)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="okrs.objectivescore",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="objective_score_history",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="okrs.objective",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="okrs.keyresult",
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "objective"], name="pause_of_objective"),
                    models.Index(fields=["organization", "key_result"], name="pause_of_key_result"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key_result__isnull", True), ("objective__isnull", False)),
                            models.Q(("key_result__isnull", False), ("objective__isnull", True)),
                            _connector="OR",
                        ),
                        name="pause_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="okrs.keyresult",
                    ),
                ),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "value",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("corrects_on", models.DateField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("api", "API"),
                            ("cli", "Command line"),
                            ("import", "Import"),
                            ("connector", "Connector"),
                            ("system", "System"),
                        ],
                        default="page",
                        max_length=16,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "key_result", "effective_on", "recorded_at"],
                        name="reading_of_key_result",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AlignmentState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                ("weight", models.IntegerField(blank=True, null=True)),
                ("is_removed", models.BooleanField(default=False)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="okrs.alignment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="alignment_state_history",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResultScoreState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                (
                    "current_value",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("current_stage", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("current_on", models.DateField(blank=True, null=True)),
                ("confidence", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("checked_in_on", models.DateField(blank=True, null=True)),
                (
                    "raw_progress",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                ("progress", models.BigIntegerField(default=0)),
                ("has_data", models.BooleanField(default=False)),
                ("is_breached", models.BooleanField(default=False)),
                (
                    "chance",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_computed", "Not yet computed"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("too_early", "Too early to say"),
                            ("no_data", "No data"),
                        ],
                        default="not_computed",
                        max_length=16,
                    ),
                ),
                ("chance_model", models.CharField(blank=True, max_length=40)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="okrs.keyresultscore",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="key_result_score_history",
                    )
                ],
            },
        ),
    ]
