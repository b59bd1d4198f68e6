import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organization",
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
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("language", models.CharField(default="en", max_length=16)),
                (
                    "number_format",
                    models.CharField(
                        choices=[
                            ("by_language", "As in the language"),
                            ("comma_point", "1,234.5"),
                            ("point_comma", "1.234,5"),
                            ("space_comma", "1 234,5"),
                        ],
                        default="by_language",
                        max_length=16,
                    ),
                ),
                (
                    "date_format",
                    models.CharField(
                        choices=[
                            ("by_language", "As in the language"),
                            ("iso", "2026-12-31"),
                            ("day_first", "31/12/2026"),
                            ("month_first", "12/31/2026"),
                        ],
                        default="by_language",
                        max_length=16,
                    ),
                ),
                (
                    "fiscal_year_start_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year_start_month__range", (1, 12))),
                        name="organization_fiscal_year_start_month_is_a_month",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationModule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("key", models.CharField(max_length=40)),
                ("enabled", models.BooleanField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "key"), name="organization_module_key_unique"
                    )
                ],
            },
        ),
    ]
