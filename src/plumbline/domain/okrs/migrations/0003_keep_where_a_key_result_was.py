"""Below which objective a key result was before it was moved to another one."""

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
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="okrs.objective",
            ),
        ),
    ]
