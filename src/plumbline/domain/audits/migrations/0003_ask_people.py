"""Lets an audit ask people: whether they had attested a practice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0002_waivers_of_teams"),
        ("orgs", "0003_add_locations"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditsubject",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.person",
            ),
        ),
        migrations.AddField(
            model_name="auditsubject",
            name="practice",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="audits.auditpractice",
            ),
        ),
        migrations.AlterField(
            model_name="auditsubject",
            name="asked",
            field=models.CharField(
                choices=[
                    ("running", "Running objectives"),
                    ("ending", "Objectives being graded or closed"),
                    ("people", "People who are to attest"),
                ],
                max_length=8,
            ),
        ),
    ]
