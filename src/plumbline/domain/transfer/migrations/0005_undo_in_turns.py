"""Let an import be known as being undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfer", "0004_forget_mended_words")]

    operations = [
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("confirmed", "Confirmed"),
                    ("preparing", "Being prepared"),
                    ("done", "Done"),
                    ("undoing", "Being undone"),
                    ("undone", "Undone"),
                ],
                max_length=16,
            ),
        ),
    ]
