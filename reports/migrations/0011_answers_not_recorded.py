"""An answer of a cover sheet may be on no record: unknown, not No."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_cover_sheets_have_versions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="coveranswer",
            name="status",
            field=models.CharField(
                choices=[
                    ("answered", "Answered"),
                    ("none_identified", "None identified"),
                    ("to_be_identified", "To be identified"),
                    ("not_applicable", "Not applicable"),
                    ("prompt_left_in", "Prompt left in"),
                    ("blank", "Blank"),
                    ("not_recorded", "Not recorded"),
                ],
                default="blank",
                max_length=20,
            ),
        ),
    ]
