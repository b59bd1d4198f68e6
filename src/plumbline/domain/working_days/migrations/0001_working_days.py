import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0002_add_working_weekdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("weekdays", models.CharField(blank=True, default="", max_length=7)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="location_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "name"), name="location_name_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="working_days.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "location"], name="holiday_upload_of_location"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="holiday_upload_public_id_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="working_days.holidayupload",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="working_days.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "upload"], name="holiday_of_upload")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="holiday_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "location", "day"), name="holiday_of_location_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("location", None)),
                        fields=("organization", "day"),
                        name="holiday_of_organization_once",
                    ),
                ],
            },
        ),
    ]
