"""Say of every objective whether a link to a parent of its own cycle stands."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef


def tie(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Mark them, one organization after the other, as the policies of PostgreSQL want it."""
    connection = schema_editor.connection
    objectives = apps.get_model("okrs", "Objective")._base_manager.using(connection.alias)
    ties = apps.get_model("okrs", "Alignment")._base_manager.filter(
        is_removed=False,
        child_objective=OuterRef("pk"),
        parent_objective__cycle=OuterRef("cycle"),
    )
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        own = objectives.filter(Exists(ties), organization_id=organization_id)
        own.update(is_tied=True)
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0005_find_the_top"),
    ]

    operations = [
        migrations.RunPython(tie, migrations.RunPython.noop),
    ]
