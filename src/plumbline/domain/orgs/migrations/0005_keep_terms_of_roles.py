"""Keep who had a role on which days; who has one now always had it, as far as is known."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def begin(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Begin a term of each role that somebody has, one organization after the other."""
    connection = schema_editor.connection
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    grants = apps.get_model("orgs", "RoleGrant")._base_manager
    term = apps.get_model("orgs", "RoleTerm")
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        held = grants.using(connection.alias).filter(organization_id=organization_id)
        terms = [
            term(organization_id=organization_id, person_id=person_id, role=role)
            for person_id, role in held.order_by("pk").values_list("person_id", "role")
        ]
        term._base_manager.using(connection.alias).bulk_create(terms, batch_size=500)
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0004_count_people_by_index"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoleTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "Admin"),
                            ("champion", "OKR champion"),
                            ("viewer", "Viewer"),
                            ("auditor", "Auditor"),
                            ("finance_partner", "Finance partner"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_terms",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "role"], name="orgs_roleterm_role"),
                    models.Index(fields=["organization", "person"], name="orgs_roleterm_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("organization", "person", "role"),
                        name="orgs_roleterm_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["admin", "champion", "viewer", "auditor", "finance_partner"],
                            )
                        ),
                        name="orgs_roleterm_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="orgs_roleterm_order",
                    ),
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
