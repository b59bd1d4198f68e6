"""One open state each; made last, so that SQLite, before it has statistics, looks here first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="objectivestate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="objective_state_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyresultstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="key_result_state_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivescorestate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="objective_score_state_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="alignmentstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="alignment_state_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyresultscorestate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("organization", "subject"),
                name="key_result_score_state_one_open",
            ),
        ),
    ]
