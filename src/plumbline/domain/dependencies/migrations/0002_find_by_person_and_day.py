"""Indexes by whom a dependency waits for, and by the day of what is open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dependencies", "0001_dependencies"),
        ("okrs", "0004_grade_files"),
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("waiting_person__isnull", False)),
                fields=["organization", "waiting_person"],
                name="dependency_of_waiting_person",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("delivering_person__isnull", False)),
                fields=["organization", "delivering_person"],
                name="dependency_of_giving_person",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("state__in", ("asked", "accepted", "declined"))),
                fields=["organization", "needed_by"],
                name="dependency_open_by_day",
            ),
        ),
    ]
