"""When a schedule begins to count, and the day of the meeting as it was found last."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_papers_have_cover_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="paperschedule",
            name="starts_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="scheduledpaper",
            name="seen_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
