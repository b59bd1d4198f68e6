from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("scope", models.CharField(blank=True, max_length=12)),
                ("slot", models.CharField(max_length=40)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("attempts_allowed", models.PositiveSmallIntegerField(default=3)),
                ("claimed_until", models.DateTimeField()),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["done_at"], name="jobs_run_done"),
                    models.Index(fields=["scope", "-id"], name="jobs_run_latest"),
                    models.Index(
                        condition=models.Q(("asked_at__isnull", False)),
                        fields=["asked_at"],
                        name="jobs_run_asked",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "scope", "slot"), name="jobs_run_once")
                ],
            },
        ),
    ]
