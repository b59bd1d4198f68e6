"""Lines of an inbox about what people need of each other by a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dependencies", "0001_dependencies"),
        ("notify", "0001_keep_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="dependency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="dependencies.dependency",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "Somebody mentions me"),
                    ("question", "A question for me"),
                    ("answer", "An answer to my question"),
                    ("owner", "I became owner"),
                    ("approval", "Something waits for my approval"),
                    ("needed", "Others need something of me by a day"),
                    ("promise", "An answer to what I need, or its day is near or over"),
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
        migrations.AlterField(
            model_name="noticechoice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "Somebody mentions me"),
                    ("question", "A question for me"),
                    ("answer", "An answer to my question"),
                    ("owner", "I became owner"),
                    ("approval", "Something waits for my approval"),
                    ("needed", "Others need something of me by a day"),
                    ("promise", "An answer to what I need, or its day is near or over"),
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
    ]
