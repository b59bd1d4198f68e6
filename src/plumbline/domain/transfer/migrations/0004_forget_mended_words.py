"""Drop the words of mends from imports that have come in, as their files are dropped."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Leave of each mend its place, one organization after the other."""
    connection = schema_editor.connection
    organizations = apps.get_model("tenancy", "Organization")._base_manager
    batches = apps.get_model("transfer", "ImportBatch")._base_manager
    ids = organizations.using(connection.alias).values_list("pk", flat=True)
    for organization_id in list(ids):
        connection.organization_set(organization_id)
        rows = batches.using(connection.alias).filter(organization_id=organization_id)
        done = rows.filter(state__in=("done", "undone")).exclude(mends=[])
        for pk, mends in list(done.values_list("pk", "mends")):
            rows.filter(pk=pk).update(mends=[{**mend, "was": "", "text": ""} for mend in mends])
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_add_working_weekdays"),
        ("transfer", "0003_keep_mends"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
