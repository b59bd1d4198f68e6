import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("okrs", "0002_keep_one_state_open"),
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dependency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="what is needed")),
                ("needed_by", models.DateField(verbose_name="needed by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("delivered", "Delivered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "public_id",
                    plumbline.domain.tenancy.public_ids.PublicIdField(
                        default=plumbline.domain.tenancy.public_ids.public_id_new,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "delivering_key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaited_by",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "delivering_person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "delivering_team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.team",
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
                    "waiting_key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waits_for",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "waiting_person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "waiting_team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "waiting_key_result"],
                        name="dependency_of_waiting_result",
                    ),
                    models.Index(
                        fields=["organization", "delivering_key_result"],
                        name="dependency_of_giving_result",
                    ),
                    models.Index(
                        fields=["organization", "waiting_team"], name="dependency_of_waiting_team"
                    ),
                    models.Index(
                        fields=["organization", "delivering_team"], name="dependency_of_giving_team"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="dependency_public_id_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("waiting_key_result__isnull", True),
                                ("waiting_person__isnull", False),
                                ("waiting_team__isnull", False),
                            ),
                            models.Q(
                                ("waiting_key_result__isnull", False),
                                ("waiting_person__isnull", True),
                                ("waiting_team__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dependency_waiting_is_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivering_key_result__isnull", True),
                                ("delivering_person__isnull", False),
                                ("delivering_team__isnull", False),
                            ),
                            models.Q(
                                ("delivering_key_result__isnull", False),
                                ("delivering_person__isnull", True),
                                ("delivering_team__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dependency_delivering_is_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("waiting_key_result", models.F("delivering_key_result")),
                                _negated=True,
                            ),
                            ("waiting_key_result__isnull", True),
                            ("delivering_key_result__isnull", True),
                            _connector="OR",
                        ),
                        name="dependency_not_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dependency_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DependencyState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                ("title", models.CharField(max_length=500, verbose_name="what is needed")),
                ("needed_by", models.DateField(verbose_name="needed by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("delivered", "Delivered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="dependencies.dependency",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "subject", "valid_from"],
                        name="dependency_state_history",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("organization", "subject"),
                        name="dependency_state_one_open",
                    )
                ],
            },
        ),
    ]
