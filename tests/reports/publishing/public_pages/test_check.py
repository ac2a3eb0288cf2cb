"""Checking whether a file is a published one."""

import hashlib
from io import BytesIO

import pytest
from django.test import Client

from reports.actions import publishing
from reports.models import Paper, PaperFile, Publication
from tests.pages import shown

pytestmark = pytest.mark.django_db


class TestCheck:
    def ask(self, client, content: bytes, name: str = "got.pdf"):
        file = BytesIO(content)
        file.name = name
        return client.post("/published/check/", {"file": file})

    def pdf(self, publication) -> bytes:
        return bytes(PaperFile.objects.get(run=publication.run, file_format="pdf").content)

    def test_a_published_file_is_told_with_paper_and_edition(self, client, publication):
        response = self.ask(client, self.pdf(publication))
        page = shown(response)
        assert "This is the published file, and it is current" in page
        assert "got.pdf: PDF" in page
        assert "Edition 1, published on" in page
        assert response["Cache-Control"] == "private, no-store"
        assert not response.cookies

    def test_a_superseded_one_says_by_what(self, client, publication, second):
        page = shown(self.ask(client, self.pdf(publication)))
        assert "This is a published file, and it is superseded" in page
        assert "By edition 2 on" in page
        assert "The sum was wrong." in page

    def test_one_that_was_taken_down_says_so(self, client, publication, priya):
        publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        page = shown(self.ask(client, self.pdf(publication)))
        assert "This file was published, and has been taken down" in page
        assert "Names a patient." in page

    def test_another_file_is_unknown_by_its_hash(self, client, publication):
        page = shown(self.ask(client, b"something else"))
        assert "This is not a file that was published here" in page
        assert hashlib.sha256(b"something else").hexdigest() in page

    def test_a_draft_is_no_published_file(self, client, in_review):
        content = bytes(PaperFile.objects.filter(run__paper=in_review).first().content)
        assert "not a file that was published" in shown(self.ask(client, content))

    def test_a_private_one_is_told_to_those_who_may_read_it(self, client, publication, bea, bob, charlie):
        Publication.objects.update(is_private=True, private_reason="Commercial")
        Paper.objects.update(is_private=True, private_reason="Commercial", title="Land sale")
        content = self.pdf(publication)
        for user in (None, bob, charlie):
            if user:
                client.force_login(user)
            assert "not a file that was published" in shown(self.ask(client, content))
        client.force_login(bea)
        page = shown(self.ask(client, content))
        assert "This is the published file, and it is current" in page
        assert "Private" in page

    def test_without_a_file_it_asks_for_one(self, client, db):
        response = client.post("/published/check/", {})
        assert response.status_code == 422
        assert "Choose file to check" in shown(response)

    def test_of_an_empty_file_it_says_that_it_is_empty(self, client, db):
        response = self.ask(client, b"")
        assert response.status_code == 422
        assert "The file is empty" in shown(response)

    def test_what_is_too_large_is_said_and_not_kept(self, client, db, monkeypatch, tmp_path, settings):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        monkeypatch.setattr("reports.upload_digest.LARGEST", 1000)
        response = self.ask(client, b"x" * 1001)
        assert response.status_code == 422
        assert "Choose a file of at most 30 MB" in shown(response)
        assert "not a file that was published" in shown(self.ask(client, b"x" * 1000))

    def test_a_large_file_never_reaches_the_disk(self, client, db, tmp_path, settings, monkeypatch):
        """Larger than what Django holds in memory: its own handlers would write it to a file."""
        made = []
        monkeypatch.setattr(
            "django.core.files.uploadedfile.TemporaryUploadedFile.__init__", lambda *args: made.append(args)
        )
        content = b"y" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
        assert hashlib.sha256(content).hexdigest() in shown(self.ask(client, content))
        assert made == []

    def test_it_needs_no_token_and_no_cookie(self, db, publication):
        strict = Client(enforce_csrf_checks=True)
        assert "it is current" in shown(self.ask(strict, self.pdf(publication)))
