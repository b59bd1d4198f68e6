import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
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
                ("at", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("api", "API"),
                            ("cli", "Command line"),
                            ("import", "Import"),
                            ("system", "Plumbline itself"),
                        ],
                        max_length=8,
                    ),
                ),
                ("act", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("subject_public_id", models.CharField(blank=True, max_length=12)),
                ("actor_person_id", models.BigIntegerField(null=True)),
                ("account_id", models.BigIntegerField(null=True)),
                ("deputy_for_person_id", models.BigIntegerField(null=True)),
                ("ip_hash", models.CharField(blank=True, max_length=64)),
                ("changes", models.JSONField(default=dict)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject_kind", "subject_id", "id"],
                        name="journal_entry_subject",
                    ),
                    models.Index(fields=["organization", "at"], name="journal_entry_at"),
                    models.Index(
                        fields=["organization", "actor_person_id", "at"], name="journal_entry_actor"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalSeal",
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
                ("from_entry_id", models.BigIntegerField()),
                ("to_entry_id", models.BigIntegerField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "from_entry_id"), name="journal_seal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_entry_id__gte", models.F("from_entry_id"))),
                        name="journal_seal_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalText",
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
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="journal.journalentry",
                    ),
                ),
                ("field", models.CharField(max_length=60)),
                ("is_new", models.BooleanField()),
                ("about_person_id", models.BigIntegerField(null=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("text", models.TextField(blank=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "about_person_id"], name="journal_text_about"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "entry", "field", "is_new"),
                        name="journal_text_once_per_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(("salt", ""), ("text", "")),
                            _connector="OR",
                        ),
                        name="journal_text_erased_is_empty",
                    ),
                ],
            },
        ),
    ]
