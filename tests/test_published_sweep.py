"""Nothing private is published: with a private row of every kind, each with a word of its own in every text, no such
word is in any public page, feed, file, property of a file, manifest or answer of the check page.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from portfolios.models import Footprint, HighlightReport, ReportingPeriod, Session
from reports.actions import approval, periods, publishing, runs
from reports.models import FileFormat, Finding, Paper, PaperFile, Publication, Severity
from reports.runner import execute
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import UserFactory
from tests.test_private_sweep import MARK, as_text, make_private_rows, opened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def estate(django_db_setup: None, django_db_blocker: Any) -> Iterator[Footprint]:
    """A made-up footprint with private rows of every kind, locked, whose papers for everybody are published."""
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        call_command("synthesise", footprints=1, months=2, initiatives=12, verbosity=0)
        place = Footprint.objects.get()
        people = [UserFactory(role=role, footprint=place) for role in (Role.PMO_ANALYST, Role.PMO_LEAD)]
        period = ReportingPeriod.objects.filter(footprint=place, state="open").latest("first_day")
        make_private_rows(HighlightReport.objects.filter(period=period).returned().first())
        reports = HighlightReport.objects.filter(period=period)
        slugs = set(reports.values_list("initiative__slug", flat=True))
        periods.lock(period=period, version=period.version, by=people[1], accept=slugs)
        for paper in Paper.objects.filter(period=period, sections__isnull=False).distinct():
            if paper.session == Session.PUBLIC:
                publish(paper, *people)
            else:
                execute(runs.request(paper=paper, by=people[0]).pk)
        yield place
        TransactionTestCase._fixture_teardown(TransactionTestCase())


def publish(paper: Paper, author: User, approver: User) -> None:
    """Take a paper its way; what the checks find in made-up text is not what this is about."""
    Paper.objects.filter(pk=paper.pk).update(author=None)
    for step, by in ((approval.submit, author), (approval.approve, approver)):
        step(paper=paper, by=by)
        assert execute(paper.runs.last_asked_first()[0].pk)
        Finding.objects.filter(run__paper=paper, severity=Severity.BLOCKING).delete()
    publishing.publish(paper=paper, by=author)


@pytest.fixture(scope="module")
def public(estate: Footprint, django_db_blocker: Any) -> dict[str, str]:
    """Everything that anybody can read, by address, files opened; beside it the manifests."""
    with django_db_blocker.unblock():
        client = Client()
        found: dict[str, str] = {}
        waiting = ["/published/", "/published/accessibility/", "/published/check/"]
        while waiting:
            address = waiting.pop()
            if address in found:
                continue
            response = client.get(address)
            assert response.status_code == 200, address
            if "/files/" in address:
                found[address] = opened(response.content).decode(errors="replace")
                found[f"{address} checked"] = checked(client, response.content)
                continue
            found[address] = as_text(response)
            waiting += re.findall(r'href="(/published/[^"#?]*)"', found[address])
        for publication in Publication.objects.for_anybody():
            found[f"manifest of {publication.pk}"] = json.dumps(publication.manifest)
        return found


def checked(client: Client, content: bytes) -> str:
    """What the check page says of a file."""
    file = BytesIO(content)
    file.name = "file"
    return as_text(client.post("/published/check/", {"file": file}))


def test_every_public_paper_and_every_format_is_swept(db, estate: Footprint, public: dict[str, str]):
    publications = Publication.objects.for_anybody().filter(footprint=estate)
    assert publications.count() >= 2
    formats = {one["format"] for publication in publications for one in publication.manifest}
    assert formats >= {FileFormat.PDF, FileFormat.HTML, FileFormat.XLSX}
    assert sum("/files/" in address for address in public) >= 2 * sum(
        len(one.manifest) for one in publications
    )
    assert any(address.endswith("feed.atom") for address in public)


def test_no_private_word_is_anywhere(public: dict[str, str]):
    assert [address for address, text in public.items() if MARK.lower() in text.lower()] == []


def test_the_paper_for_the_private_session_has_them(db, estate: Footprint, public: dict[str, str]):
    """The other half: the words are in the record that was published from, so not finding them means something."""
    private = PaperFile.objects.filter(run__paper__session=Session.PRIVATE, file_format=FileFormat.PDF)
    assert any(MARK.lower().encode() in opened(bytes(file.content)).lower() for file in private)


def test_files_of_private_papers_are_unknown_to_anybody(db, estate: Footprint, public: dict[str, str]):
    file = PaperFile.objects.filter(run__is_private=True).first()
    answer = checked(Client(), bytes(file.content))
    assert "This is not a file that was published here" in answer
    assert MARK.lower() not in answer.lower()
