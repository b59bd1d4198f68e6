"""Keep by whom, when and why a waiver was granted; that it is ended early takes none of it away."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 — Django's own types are private
    """Write down what is known of those granted so far, one organization after the other.

    Of one that is in force all of it stands with its answer. Of one that was ended the journal
    knows by whom and when; why was written over.
    """
    connection = schema_editor.connection
    using = connection.alias
    organizations = apps.get_model("tenancy", "Organization")._base_manager.using(using)
    waivers = apps.get_model("governance", "Waiver")._base_manager.using(using)
    entries = apps.get_model("journal", "JournalEntry")._base_manager.using(using)
    for organization_id in list(organizations.values_list("pk", flat=True)):
        connection.organization_set(organization_id)
        own = waivers.filter(organization_id=organization_id)
        own.filter(state="granted").update(
            granted_by=models.F("answered_by"),
            granted_at=models.F("answered_at"),
            granted_why=models.F("answer"),
        )
        for row in own.filter(state="ended"):
            told = entries.filter(
                organization_id=organization_id,
                act="waiver.granted",
                subject_kind="waiver",
                subject_id=row.pk,
            )
            entry = told.order_by("-at").first()
            if entry is not None:
                granted = {"granted_by_id": entry.actor_person_id, "granted_at": entry.at}
                own.filter(pk=row.pk).update(**granted)
    connection.organization_set(None)


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0006_take_back_waivers"),
        ("journal", "0001_journal"),
        ("orgs", "0003_add_locations"),
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.AddField(
            model_name="waiver",
            name="granted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="waiver",
            name="granted_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.person",
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="granted_why",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
