"""Those of the PMO are people on record too, as authors of papers: whoever got the role before is put there now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def put_on_record(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    person = apps.get_model("portfolios", "Person")
    held = apps.get_model("portfolios", "Membership").objects.filter(
        role__in=["pmo_lead", "pmo_analyst"], ended_at=None
    )
    for membership in held.select_related("user").order_by("pk"):
        # As granting the role does it (portfolios/actions/memberships.py).
        person.objects.get_or_create(
            footprint_id=membership.footprint_id,
            user=membership.user,
            defaults={"key": f"account-{membership.user_id}", "name": membership.user.name},
        )


class Migration(migrations.Migration):
    dependencies = [("portfolios", "0008_milestone_detail")]

    # Back again nothing is lost: they stay on record.
    operations = [migrations.RunPython(put_on_record, migrations.RunPython.noop)]
