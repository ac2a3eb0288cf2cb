"""Runs from before runs said whether they are private: those of papers that are public, for a public session."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Everything else stays private, as 0002 made it: nobody can say any more what its paper was marked then."""
    runs = apps.get_model("reports", "Run").objects
    # The input is canonical JSON: a quotation mark within a text has a backslash before it.
    public = runs.filter(paper__is_private=False, input__contains='"session":"public"')
    runs.filter(pk__in=list(public.values_list("pk", flat=True))).update(is_private=False)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_run_is_private")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
