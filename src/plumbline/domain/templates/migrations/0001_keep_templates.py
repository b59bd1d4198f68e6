"""Templates of an organization."""

import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.measures
import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "function",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("product", "Product"),
                            ("engineering", "Engineering"),
                            ("marketing", "Marketing"),
                            ("sales", "Sales"),
                            ("service", "Customer service"),
                            ("operations", "Operations"),
                            ("people", "People"),
                            ("finance", "Finance"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("why", models.TextField(blank=True)),
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
                ("custom", models.JSONField(blank=True, default=dict)),
                ("with_figures", models.BooleanField(default=False)),
                ("is_archived", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="template_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_archived", False)),
                        fields=("organization", "name"),
                        name="template_name_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateKeyResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("rank", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("weight", models.IntegerField(default=1000)),
                ("is_guardrail", models.BooleanField(default=False)),
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
                ("custom", models.JSONField(blank=True, default=dict)),
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
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_results",
                        to="templates.template",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "template", "rank"),
                        name="template_key_result_place",
                    )
                ],
            },
        ),
    ]
