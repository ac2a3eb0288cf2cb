"""Postgres refuses to change or delete audit events, whoever asks (RELIABILITY 4).

Row level and not TRUNCATE: tests empty their tables with it. SQLite has one user and its file can be edited anyway;
there the models refuse, and the hash chain shows the rest.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION core_auditevent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Audit events are append-only: % of event % refused.', lower(TG_OP), OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER core_auditevent_append_only BEFORE UPDATE OR DELETE ON core_auditevent
    FOR EACH ROW EXECUTE FUNCTION core_auditevent_refuse();
"""
ALLOW = """
DROP TRIGGER core_auditevent_append_only ON core_auditevent;
DROP FUNCTION core_auditevent_refuse();
"""


def on_postgres(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("core", "0001_audit")]

    operations = [migrations.RunPython(on_postgres(REFUSE), on_postgres(ALLOW))]
