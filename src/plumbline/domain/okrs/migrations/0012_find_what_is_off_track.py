"""Finds what is off track and was heard of long ago without reading every score."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0011_number_the_turns_of_the_past"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="keyresultscore",
            index=models.Index(
                condition=models.Q(("status", "off_track")),
                fields=["organization", "checked_in_on"],
                name="key_result_score_off_track",
            ),
        ),
    ]
