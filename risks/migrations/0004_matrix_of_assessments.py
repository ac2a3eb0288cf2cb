"""Names the matrix of every assessment on record: that of its band."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_the_matrix(apps: Any, schema_editor: Any) -> None:
    band = apps.get_model("risks", "RiskBand").objects.filter(pk=OuterRef("band"))
    assessments = apps.get_model("risks", "Assessment").objects.filter(matrix=None)
    assessments.update(matrix=Subquery(band.values("matrix")[:1]))


class Migration(migrations.Migration):
    dependencies = [("risks", "0003_registers")]

    operations = [migrations.RunPython(name_the_matrix, migrations.RunPython.noop)]
