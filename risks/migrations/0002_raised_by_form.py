"""Lets a risk remember the form it was raised in, so that a form posted twice raises it once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_risks")]

    operations = [
        migrations.AddField(
            model_name="risk",
            name="raised_by_form",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
    ]
