"""Gives the milestones on record their numbers, in the order they were made; a step of its own, because Postgres does
not change rows and their table in one transaction."""

from collections import Counter
from typing import Any

from django.db import migrations


def number(apps: Any, schema_editor: Any) -> None:
    given: Counter[int] = Counter()
    for milestone in apps.get_model("portfolios", "Milestone").objects.order_by("pk").iterator():
        given[milestone.footprint_id] += 1
        milestone.number = given[milestone.footprint_id]
        milestone.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("portfolios", "0002_cycle")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
