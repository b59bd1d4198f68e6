"""Keep what everybody sees counted as of past days, and marks where that holds no more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cycles", "0003_name_cycles_by_patterns"),
        ("okrs", "0008_find_the_top_of_then"),
        ("orgs", "0003_add_locations"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastCounts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("day", models.DateField()),
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
                ("recorded_by", models.DateTimeField()),
                ("calendar", models.PositiveIntegerField(default=0)),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cycles.cycle",
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
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                        fields=("organization", "cycle", "day", "team", "style"),
                        name="past_counts_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team_id", models.BigIntegerField()),
                ("cycle_id", models.BigIntegerField()),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "cycle_id"], name="past_mark_of_cycle")
                ],
            },
        ),
    ]
