import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import plumbline.domain.tenancy.public_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cycles", "0002_keep_one_state_open"),
        ("discussion", "0001_discussion"),
        ("okrs", "0002_keep_one_state_open"),
        ("orgs", "0002_keep_one_state_open"),
        ("tenancy", "0001_organizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "Somebody mentions me"),
                            ("question", "A question for me"),
                            ("answer", "An answer to my question"),
                            ("owner", "I became owner"),
                            ("approval", "Something waits for my approval"),
                            ("opened", "An admin opened what is private"),
                            ("due", "My check-ins are due"),
                            ("worsened", "A status got worse, or confidence fell"),
                            ("change", "Started, adjusted, paused, stopped or graded"),
                            ("comment", "A comment"),
                            ("check_in", "Any other check-in"),
                            ("cycle", "A cycle moves on"),
                        ],
                        max_length=12,
                    ),
                ),
                ("fold", models.CharField(blank=True, max_length=40)),
                ("act", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("in_inbox", models.BooleanField(default=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("mail_due_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="discussion.comment",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="okrs.objective",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_inbox", True), ("read_at__isnull", True)),
                        fields=["organization", "person"],
                        name="notice_unread",
                    ),
                    models.Index(fields=["organization", "person", "-at"], name="notice_of_person"),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["organization", "mail_due_at"],
                        name="notice_to_mail",
                    ),
                    models.Index(fields=["organization", "at"], name="notice_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "public_id"), name="notice_public_id_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("read_at__isnull", True), models.Q(("fold", ""), _negated=True)
                        ),
                        fields=("organization", "person", "fold"),
                        name="notice_one_unread_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="notice_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "Somebody mentions me"),
                            ("question", "A question for me"),
                            ("answer", "An answer to my question"),
                            ("owner", "I became owner"),
                            ("approval", "Something waits for my approval"),
                            ("opened", "An admin opened what is private"),
                            ("due", "My check-ins are due"),
                            ("worsened", "A status got worse, or confidence fell"),
                            ("change", "Started, adjusted, paused, stopped or graded"),
                            ("comment", "A comment"),
                            ("check_in", "Any other check-in"),
                            ("cycle", "A cycle moves on"),
                        ],
                        max_length=12,
                    ),
                ),
                ("in_inbox", models.BooleanField()),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "In the daily digest"),
                            ("weekly", "In the weekly digest"),
                            ("never", "Never"),
                        ],
                        max_length=8,
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
                        fields=("organization", "person", "kind"), name="notice_choice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeRhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest_hour",
                    models.PositiveSmallIntegerField(
                        default=8, validators=[django.core.validators.MaxValueValidator(23)]
                    ),
                ),
                (
                    "weekly_on",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(6)]
                    ),
                ),
                (
                    "remind_from",
                    models.CharField(
                        choices=[
                            ("due", "As soon as a check-in is due"),
                            ("overdue", "Only once one is overdue"),
                        ],
                        default="due",
                        max_length=8,
                    ),
                ),
                ("mail_stopped", models.BooleanField(default=False)),
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
                        db_index=False,
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
                        fields=("organization", "person"), name="notice_rhythm_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest_hour__lte", 23), ("weekly_on__lte", 6)),
                        name="notice_rhythm_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=40)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="notify.notice",
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
                        fields=("organization", "event", "person"), name="notice_source_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("done", models.JSONField(default=list)),
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
                    models.UniqueConstraint(fields=("organization",), name="reading_mark_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("since", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cycles.cycle",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="okrs.keyresult",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="okrs.objective",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                        condition=models.Q(("team__isnull", False)),
                        fields=["organization", "team"],
                        name="follow_of_team",
                    ),
                    models.Index(
                        condition=models.Q(("cycle__isnull", False)),
                        fields=["organization", "cycle"],
                        name="follow_of_cycle",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cycle__isnull", True),
                                ("key_result__isnull", True),
                                ("objective__isnull", False),
                                ("team__isnull", True),
                            ),
                            models.Q(
                                ("cycle__isnull", True),
                                ("key_result__isnull", False),
                                ("objective__isnull", True),
                                ("team__isnull", True),
                            ),
                            models.Q(
                                ("cycle__isnull", True),
                                ("key_result__isnull", True),
                                ("objective__isnull", True),
                                ("team__isnull", False),
                            ),
                            models.Q(
                                ("cycle__isnull", False),
                                ("key_result__isnull", True),
                                ("objective__isnull", True),
                                ("team__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="follow_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("objective__isnull", False)),
                        fields=("organization", "person", "objective"),
                        name="follow_objective_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key_result__isnull", False)),
                        fields=("organization", "person", "key_result"),
                        name="follow_key_result_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", False)),
                        fields=("organization", "person", "team"),
                        name="follow_team_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cycle__isnull", False)),
                        fields=("organization", "person", "cycle"),
                        name="follow_cycle_once",
                    ),
                ],
            },
        ),
    ]
