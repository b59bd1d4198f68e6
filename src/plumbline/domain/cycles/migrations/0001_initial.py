import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
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
                ("staged_by", models.CharField(blank=True, editable=False, max_length=12)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("half", "Half-year"),
                            ("year", "Year"),
                            ("custom", "Custom dates"),
                        ],
                        default="quarter",
                        max_length=16,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("lateral_review", "Lateral review"),
                            ("active", "Active"),
                            ("mid_cycle_review", "Mid-cycle review"),
                            ("grading", "Grading"),
                            ("retrospective", "Retrospective"),
                            ("closed", "Closed"),
                        ],
                        default="planning",
                        max_length=20,
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cycles.cycle",
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
                ("mid_cycle_review_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "start"], name="cycle_by_start"),
                    models.Index(fields=["organization", "parent"], name="cycle_of_parent"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="cycle_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("staged_by", "")),
                        fields=("organization", "name"),
                        name="cycle_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gte", models.F("start"))),
                        name="cycle_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CycleState",
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
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("half", "Half-year"),
                            ("year", "Year"),
                            ("custom", "Custom dates"),
                        ],
                        default="quarter",
                        max_length=16,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("lateral_review", "Lateral review"),
                            ("active", "Active"),
                            ("mid_cycle_review", "Mid-cycle review"),
                            ("grading", "Grading"),
                            ("retrospective", "Retrospective"),
                            ("closed", "Closed"),
                        ],
                        default="planning",
                        max_length=20,
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="cycles.cycle",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"], name="cycle_state_history"
                    )
                ],
            },
        ),
    ]
