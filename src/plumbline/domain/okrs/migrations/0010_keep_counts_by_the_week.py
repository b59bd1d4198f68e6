"""Keep the counts of each week, and confidence with all counts; what was kept without goes."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Throw away what was counted without confidence; the worker counts it anew.

    One organization after the other, as the policies of PostgreSQL want it. Without its book an
    organization's pages count for themselves until then.
    """
    connection = schema_editor.connection
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        for name in ("TeamCounts", "CountsMark", "PastCounts", "PastMark", "CountsBook"):
            rows = apps.get_model("okrs", name)._base_manager.using(connection.alias)
            rows.filter(organization_id=organization_id).delete()
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("cycles", "0003_name_cycles_by_patterns"),
        ("okrs", "0009_keep_counts_of_past_days"),
        ("orgs", "0003_add_locations"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.AddField(
            model_name="pastcounts",
            name="confidence_sum",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="pastcounts",
            name="confident",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="teamcounts",
            name="confidence_sum",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="teamcounts",
            name="confident",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="WeekCounts",
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
                ("confident", models.PositiveIntegerField(default=0)),
                ("confidence_sum", models.PositiveIntegerField(default=0)),
                ("guardrails", models.PositiveIntegerField(default=0)),
                ("breached", models.PositiveIntegerField(default=0)),
                ("closed", models.PositiveIntegerField(default=0)),
                ("graded", models.PositiveIntegerField(default=0)),
                ("is_below", models.BooleanField()),
                ("day", models.DateField()),
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
                        fields=("organization", "cycle", "is_below", "day", "team"),
                        name="week_counts_once",
                    )
                ],
            },
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
