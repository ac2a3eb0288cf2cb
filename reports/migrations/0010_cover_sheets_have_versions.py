"""Two people may edit one cover sheet at once: whoever saves second is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0009_schedules_start_and_see"),
    ]

    operations = [
        migrations.AddField(
            model_name="covertemplate",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
