"""An assessment always says which matrix it was given in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risks", "0004_matrix_of_assessments")]

    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="matrix",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="risks.riskmatrix",
            ),
        ),
    ]
