"""Lets the counts of the past be written however often those of today are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0010_keep_counts_by_the_week"),
    ]

    operations = [
        migrations.AddField(
            model_name="countsbook",
            name="past_number",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
