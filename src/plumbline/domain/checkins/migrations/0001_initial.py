import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.measures
import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("okrs", "0001_initial"),
        ("orgs", "0001_initial"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckIn",
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
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="okrs.keyresult",
                    ),
                ),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "reading",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="check_in",
                        to="okrs.reading",
                    ),
                ),
                ("confidence", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("evidence_text", models.TextField(blank=True)),
                ("evidence_link", models.URLField(blank=True, max_length=1000)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("api", "API"),
                            ("cli", "Command line"),
                            ("import", "Import"),
                            ("connector", "Connector"),
                            ("system", "System"),
                        ],
                        default="page",
                        max_length=16,
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="corrected_by",
                        to="checkins.checkin",
                    ),
                ),
                ("is_withdrawal", models.BooleanField(default=False)),
                ("imported_on", models.DateField(blank=True, null=True)),
                ("progress", models.BigIntegerField(blank=True, null=True)),
                (
                    "chance",
                    plumbline.domain.tenancy.measures.MeasureField(
                        blank=True, max_length=40, null=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_computed", "Not yet computed"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("too_early", "Too early to say"),
                            ("no_data", "No data"),
                        ],
                        default="not_computed",
                        max_length=16,
                    ),
                ),
                ("chance_model", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "key_result", "effective_on", "recorded_at"],
                        name="check_in_of_key_result",
                    ),
                    models.Index(fields=["organization", "recorded_at"], name="check_in_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="check_in_public_id_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confidence__isnull", True),
                            models.Q(("confidence__gte", 1), ("confidence__lte", 10)),
                            _connector="OR",
                        ),
                        name="check_in_confidence_bounds",
                    ),
                ],
            },
        ),
    ]
