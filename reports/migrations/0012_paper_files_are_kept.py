"""The database refuses to change the bytes of a paper's file, and finds a file by its hash.

What was published is the bytes under a SHA-256: an UPDATE of either is refused by Postgres and by SQLite, whoever asks.
DELETE is refused by Postgres alone, row by row: tests empty their tables by TRUNCATE there, and by DELETE on SQLite.
A later migration that makes the table anew on SQLite must make the trigger anew: a test looks for it.
"""

from django.db import migrations, models

REFUSE = {
    "postgresql": [
        """
        CREATE FUNCTION reports_paperfile_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Files of papers are kept as they are: % of file % refused.', lower(TG_OP), OLD.id
                USING ERRCODE = 'restrict_violation';
        END
        $$
        """,
        """
        CREATE TRIGGER reports_paperfile_kept BEFORE UPDATE OF content, sha256 OR DELETE ON reports_paperfile
            FOR EACH ROW EXECUTE FUNCTION reports_paperfile_refuse()
        """,
    ],
    "sqlite": [
        """
        CREATE TRIGGER reports_paperfile_kept BEFORE UPDATE OF content, sha256 ON reports_paperfile
        BEGIN
            SELECT RAISE(ABORT, 'Files of papers are kept as they are: update refused.');
        END
        """
    ],
}
ALLOW = {
    "postgresql": [
        "DROP TRIGGER reports_paperfile_kept ON reports_paperfile",
        "DROP FUNCTION reports_paperfile_refuse()",
    ],
    "sqlite": ["DROP TRIGGER reports_paperfile_kept"],
}


def on_each(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_answers_not_recorded")]

    operations = [
        migrations.AddIndex(
            model_name="paperfile", index=models.Index(fields=["sha256"], name="file_by_hash")
        ),
        migrations.RunPython(on_each(REFUSE), on_each(ALLOW)),
    ]
