"""One open state each; made last, so that SQLite, before it has statistics, looks here first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="teamstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="orgs_team_state_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammembershipstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="orgs_membership_state_one_open",
            ),
        ),
    ]
