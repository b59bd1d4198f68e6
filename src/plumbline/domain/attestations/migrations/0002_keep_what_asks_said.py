"""Keep what an ask to attest said, for whoever looks at a past day; so far it says what it does."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def begin(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Write a first version of each ask, one organization after the other.

    It is dated a day before the ask began, whose own days say from when on it counts.
    """
    connection = schema_editor.connection
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    asks = apps.get_model("attestations", "AttestationAsk")._base_manager
    version = apps.get_model("attestations", "AttestationAskVersion")
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        rows = asks.using(connection.alias).filter(organization_id=organization_id)
        first = [
            version(
                organization_id=organization_id,
                ask=row,
                number=row.version,
                at=datetime.combine(row.began_on - timedelta(days=1), time(), tzinfo=UTC),
                audience=row.audience,
                roles=row.roles,
                team_id=row.team_id,
                rhythm=row.rhythm,
                began_on=row.began_on,
                until=row.until,
                ended_on=row.ended_on,
            )
            for row in rows
        ]
        version._base_manager.using(connection.alias).bulk_create(first, batch_size=500)
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("attestations", "0001_attestations"),
        ("orgs", "0003_add_locations"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttestationAskVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "Everybody"),
                            ("roles", "People with a role"),
                            ("team", "A team and all below"),
                        ],
                        max_length=16,
                    ),
                ),
                ("roles", models.JSONField(blank=True, default=list)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("words", "Once, and again when it changes"),
                            ("cycle", "Each cycle"),
                            ("quarter", "Each quarter"),
                        ],
                        max_length=16,
                    ),
                ),
                ("began_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "ask",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="attestations.attestationask",
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
                        fields=("organization", "ask", "number"),
                        name="attestation_ask_version_once",
                    )
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
