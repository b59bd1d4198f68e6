import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
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
                (
                    "page",
                    models.CharField(
                        choices=[("objectives", "All objectives"), ("map", "Map")], max_length=16
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=1000)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="saved_view_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), ("person__isnull", False)),
                        fields=("organization", "page", "person", "name"),
                        name="saved_view_own_name_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), ("person", None)),
                        fields=("organization", "page", "name"),
                        name="saved_view_shared_name_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewDefault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        choices=[("objectives", "All objectives"), ("map", "Map")], max_length=16
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
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defaults",
                        to="views.savedview",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "view"], name="view_default_of_view")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "person", "page"), name="view_default_once"
                    )
                ],
            },
        ),
    ]
