"""Batches of one key result that was deleted and may be put back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bulk", "0001_keep_batches"),
    ]

    operations = [
        migrations.AddField(
            model_name="batchrow",
            name="key_result",
            field=models.CharField(blank=True, max_length=12),
        ),
    ]
