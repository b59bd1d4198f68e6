"""One open state each; made last, so that SQLite, before it has statistics, looks here first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="prioritystate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="priority_state_one_open",
            ),
        ),
    ]
