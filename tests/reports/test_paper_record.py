"""The record that a paper is drawn from, as a file."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from reports.actions import runs
from reports.models.snapshots import canonical, digest
from reports.runner import execute
from risks.models import Risk
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory, RiskFactory
from tests.pages import read

pytestmark = pytest.mark.django_db

PRIVATE = {"is_private": True, "private_reason": "Commercial interests"}


@pytest.fixture
def paper(footprint):
    RiskFactory(footprint=footprint, title="Late wards", is_published=True)
    RiskFactory(footprint=footprint, title="Unsaid wards", is_published=False)
    RiskFactory(footprint=footprint, title="Zanzibar", **PRIVATE)
    it = PaperFactory(
        paper_type__footprint=footprint, period__month=(2018, 1), texts={"introduction": "Words."}
    )
    assert execute(runs.request(paper=it, by=None).pk)
    return it


def address(paper) -> str:
    return f"/northmere/papers/{paper.pk}/record/"


def test_it_is_canonical_json_named_by_its_hash(client, bea, paper):
    client.force_login(bea)
    answer = client.get(address(paper))
    text = answer.content.decode()
    assert canonical(json.loads(text)) == text
    sha256 = digest(answer.content)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="northmere-governing-body-update-2018-01-record-{sha256[:12]}.json"'
    )
    assert answer["Content-Type"] == "application/json"
    assert answer["Repr-Digest"].startswith("sha-256=:")
    assert not AuditEvent.objects.filter(event="record.downloaded").exists()


@pytest.mark.parametrize("who", ["bob", "bea", "priya"])
def test_of_a_public_paper_everybody_gets_the_public_part(request, client, paper, who):
    client.force_login(request.getfixturevalue(who))
    data = json.loads(client.get(address(paper)).content)
    assert [risk["title"] for risk in data["risks"]] == ["Late wards", ""]
    assert "Zanzibar" not in canonical(data)


def test_what_was_marked_after_the_compilation_is_left_out_too(client, bea, paper):
    Risk.objects.filter(title="Late wards").update(**PRIVATE)
    client.force_login(bea)
    assert "Late wards" not in client.get(address(paper)).content.decode()


def test_a_private_paper_gives_all_to_those_who_may_and_says_so_in_the_trail(client, priya, bob, paper):
    private = PaperFactory(paper_type=paper.paper_type, period=paper.period, session="private", **PRIVATE)
    assert execute(runs.request(paper=private, by=None).pk)
    client.force_login(bob)
    assert client.get(address(private)).status_code == 404
    client.force_login(priya)
    answer = client.get(address(private))
    assert "Zanzibar" in answer.content.decode()
    event = AuditEvent.objects.get(event="record.downloaded")
    assert event.after == {"sha256": digest(answer.content)}


def test_a_paper_that_was_never_compiled_has_none(client, bea, footprint):
    begun = PaperFactory(paper_type__footprint=footprint, period__month=(2018, 1))
    client.force_login(bea)
    assert client.get(address(begun)).status_code == 404


@pytest.mark.parametrize(("file_format", "begins"), [("json", b'{"abbreviations"'), ("docx", b"PK")])
def test_the_command_writes_it_and_the_word_file(paper, tmp_path, file_format, begins):
    out, printed = tmp_path / f"paper.{file_format}", StringIO()
    named = {"footprint": "northmere", "type": "governing-body-update", "period": "2018-01"}
    call_command("compile_paper", **named, out=out, format=file_format, stdout=printed)
    content = out.read_bytes()
    assert content.startswith(begins)
    assert digest(content) in printed.getvalue()
    assert b"Zanzibar" not in content


def test_the_page_of_the_paper_offers_the_word_file_and_the_record(client, bea, paper):
    page = read(client, bea, f"/northmere/papers/{paper.pk}/")
    assert "Word" in page
    assert "Save the record it is drawn from as data (JSON)" in page
