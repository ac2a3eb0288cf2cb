"""Keeps every account that saved a report, for none of them approves it; of reports on record, who saved them last."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    reports = apps.get_model("portfolios", "HighlightReport").objects.filter(edited_by__isnull=False)
    for user_id in reports.order_by().values_list("edited_by_id", flat=True).distinct():
        reports.filter(edited_by_id=user_id).update(editors=[user_id])


class Migration(migrations.Migration):
    dependencies = [("portfolios", "0004_milestones_are_numbered")]
    operations = [
        migrations.AddField(
            model_name="highlightreport",
            name="editors",
            field=models.JSONField(default=list, editable=False, verbose_name="accounts that ever saved it"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
