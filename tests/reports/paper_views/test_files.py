"""The files of a paper, saved and read as a page, and who took a private one."""

import hashlib

import pytest

from reports.models import PaperFile, RunState
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFileFactory, RunFactory
from tests.reports.paper_views.addresses import address
from tests.reports.paper_views.files import done

pytestmark = pytest.mark.django_db


class TestFile:
    def test_it_is_saved_not_shown_byte_for_byte(self, client, bob, paper):
        done(paper)
        file = PaperFile.objects.get()
        client.force_login(bob)
        response = client.get(address(paper, f"files/{file.pk}/"))
        assert hashlib.sha256(response.content).hexdigest() == file.sha256
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"] == (
            'attachment; filename="northmere-governing-body-update-2018-01.pdf"'
        )
        assert not AuditEvent.objects.filter(event="file.downloaded").exists()

    def test_html_is_saved_as_html(self, client, bob, paper):
        file = PaperFileFactory(
            run=done(paper), file_format="html", name="paper.html", content=b"<p>a paper</p>"
        )
        client.force_login(bob)
        response = client.get(address(paper, f"files/{file.pk}/"))
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment")

    def test_who_took_a_private_one_is_kept_on_record(self, client, bea, private_paper):
        done(private_paper)
        file = PaperFile.objects.get()
        client.force_login(bea)
        client.get(address(private_paper, f"files/{file.pk}/"))
        client.head(address(private_paper, f"files/{file.pk}/"))
        event = AuditEvent.objects.get(event="file.downloaded")
        assert (event.actor, event.after) == (bea.email, {"sha256": file.sha256})


class TestRead:
    HTML = b'<html><head></head><body class="paper"><h1>Update</h1><main><p>A word.</p></main></body></html>'

    def readable(self, paper) -> PaperFile:
        return PaperFileFactory(run=done(paper), file_format="html", name="paper.html", content=self.HTML)

    def test_the_page_says_what_the_file_says(self, client, bob, paper):
        """Not what today's portal would make of the input: page and PDF never part."""
        self.readable(paper)
        client.force_login(bob)
        page = client.get(address(paper, "read/")).content.decode()
        assert '<article class="paper"><h1>Update</h1><p>A word.</p></article>' in page
        assert page.count("<main") == 1

    @pytest.mark.parametrize("person", ["bea", "priya"])
    def test_who_read_a_private_paper_is_kept_on_record_once_a_view(
        self, client, request, private_paper, person
    ):
        file, user = self.readable(private_paper), request.getfixturevalue(person)
        client.force_login(user)
        client.get(address(private_paper, "read/"))
        client.head(address(private_paper, "read/"))
        event = AuditEvent.objects.get(event="file.read")
        assert (event.actor, event.after) == (user.email, {"sha256": file.sha256})
        client.get(address(private_paper, "read/"))
        assert AuditEvent.objects.filter(event="file.read").count() == 2

    def test_who_read_a_public_one_is_not(self, client, bea, paper):
        self.readable(paper)
        client.force_login(bea)
        client.get(address(paper, "read/"))
        assert not AuditEvent.objects.filter(event="file.read").exists()

    def test_there_is_nothing_to_read_before_the_first_run_is_done(self, client, bob, paper):
        RunFactory(paper=paper, state=RunState.FAILED)
        client.force_login(bob)
        assert client.get(address(paper, "read/")).status_code == 404
