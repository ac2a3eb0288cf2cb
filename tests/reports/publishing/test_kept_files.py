"""The files of papers are kept by the database itself, whoever asks for a change."""

import pytest
from django.db import Error, connection, transaction

from reports.models import PaperFile
from tests.factories import PaperFileFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"content": b"%PDF-1.7 other"}, {"sha256": "0" * 64}])
def test_bytes_and_hash_are_never_changed(change):
    file = PaperFileFactory()
    with pytest.raises(Error, match="kept as they are"), transaction.atomic():
        PaperFile.objects.filter(pk=file.pk).update(**change)
    assert bytes(PaperFile.objects.get().content) == b"%PDF-1.7 made up"


def test_not_even_by_words_to_the_database():
    file = PaperFileFactory()
    with (
        pytest.raises(Error, match="kept as they are"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE reports_paperfile SET sha256 = 'x' WHERE id = %s", [file.pk])


def test_what_is_no_content_may_be_put_right():
    file = PaperFileFactory()
    assert PaperFile.objects.filter(pk=file.pk).update(name="better.pdf") == 1


@pytest.mark.postgres_only
def test_a_file_is_never_deleted():
    file = PaperFileFactory()
    with pytest.raises(Error, match="delete of file"), transaction.atomic():
        PaperFile.objects.filter(pk=file.pk).delete()
    assert PaperFile.objects.filter(pk=file.pk).exists()
