"""Papers keep the cover sheet they were begun with; what a sheet prints of the paper itself becomes fields of it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Until now every sheet printed these rows, in this order: three before its own, one behind the first of them.
BEFORE = (
    ("meeting", "Date of the meeting"),
    ("author", "Author"),
    ("sponsor", "Sponsoring Board member"),
)
AFTER_THE_FIRST = ("recommendation", "Recommendation")
FAR = 10_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    papers = apps.get_model("reports", "Paper")
    for paper in papers.objects.filter(cover_template=None).select_related("paper_type"):
        papers.objects.filter(pk=paper.pk).update(cover_template=paper.paper_type.cover_template_id)
    fields = apps.get_model("reports", "CoverField")
    for template in apps.get_model("reports", "CoverTemplate").objects.all():
        own = list(fields.objects.filter(template=template).order_by("position"))
        # Out of the way first: positions are unique.
        for field in own:
            fields.objects.filter(pk=field.pk).update(position=field.position + FAR)
        printed = [_fixed(fields, template, *row) for row in BEFORE]
        texts = [field for field in own if field.kind == "text"]
        printed += [*texts[:1], _fixed(fields, template, *AFTER_THE_FIRST)]
        printed += [field for field in own if field not in texts[:1]]
        for position, field in enumerate(printed, start=1):
            field.position = position
            field.save()


def _fixed(fields: type, template: object, key: str, label: str) -> object:
    return fields(
        footprint=template.footprint,
        template=template,
        key=f"paper-{key}",
        label=label,
        kind=key,
        is_required=True,
    )


def unfill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reports", "CoverField").objects.filter(
        kind__in=["meeting", "author", "sponsor", "recommendation"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_papers_published")]

    operations = [migrations.RunPython(fill, unfill)]
