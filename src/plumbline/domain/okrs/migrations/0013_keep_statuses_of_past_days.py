"""Keep how many objectives had which status on past days; days kept without it go."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Throw away the days that were kept without; the worker counts them anew, pages meanwhile.

    One organization after the other, as the policies of PostgreSQL want it.
    """
    connection = schema_editor.connection
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    days = apps.get_model("okrs", "PastCounts")._base_manager.using(connection.alias)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        days.filter(organization_id=organization_id).delete()
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("cycles", "0003_name_cycles_by_patterns"),
        ("okrs", "0012_find_what_is_off_track"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastStatuses",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("team_id", models.BigIntegerField()),
                ("priority_id", models.BigIntegerField()),
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
                        max_length=16,
                    ),
                ),
                ("recorded_by", models.DateTimeField()),
                ("objectives", models.PositiveIntegerField()),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "cycle", "day", "team_id", "priority_id", "status"),
                        name="past_statuses_once",
                    )
                ],
            },
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
