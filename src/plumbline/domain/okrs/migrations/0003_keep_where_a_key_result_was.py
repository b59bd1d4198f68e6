"""Below which objective a key result was before it was moved to another one, and since when."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0002_keep_one_state_open"),
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.AddField(
            model_name="keyresultstate",
            name="left",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="okrs.objective",
            ),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="below_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="keyresultstate",
            name="below_since",
            field=models.DateField(blank=True, null=True),
        ),
    ]
