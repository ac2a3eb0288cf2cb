import pytest
from django.db import connection


@pytest.fixture(scope="session")
def planning_tables(django_db_setup, django_db_blocker):
    """Real tables for the stand-in models, which belong to no installed app and have no migrations."""
    from tests.core.planning import Footprint, Plan  # models can be imported once Django is set up

    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Footprint)
            editor.create_model(Plan)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Plan)
            editor.delete_model(Footprint)


@pytest.fixture
def plans(planning_tables, db):
    """The Plan model's manager, with its table, in a transaction that is undone after the test."""
    from tests.core.planning import Plan

    return Plan._default_manager
