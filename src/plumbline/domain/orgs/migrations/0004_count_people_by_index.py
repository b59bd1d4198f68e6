"""Counts who is here, and leaves out who is gone, without reading everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0003_add_locations"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("active", False)),
                fields=["organization"],
                name="orgs_person_gone",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("active", True), ("staged_by", "")),
                fields=["organization"],
                name="orgs_person_here",
            ),
        ),
    ]
