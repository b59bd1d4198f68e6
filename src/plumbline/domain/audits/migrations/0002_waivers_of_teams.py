"""Keeps for which team a waiver was, where it was for one and all below."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0001_audits"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditwaiver",
            name="team_name",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
