"""A published paper stands for good: its page, its files and what is said of them, whatever becomes of the rest."""

import copy
import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.engine import Engine
from django.test import Client, override_settings

from portfolios.models import Membership, Notice
from reports.actions import approval, papers, publishing, runs, snapshots
from reports.models import Publication
from reports.runner import execute
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from tests.factories import RatingFactory, RatingSchemeFactory
from tests.pages import shown

pytestmark = pytest.mark.django_db

PAPER = "/published/northmere/governing-body-update-2018-01/"


@pytest.fixture
def compiled(paper, ann, sam, priya, initiative, period) -> Publication:
    """Taken its way with real files."""
    RatingFactory(initiative=initiative, period=period, word="Green", reason="As planned.")
    snapshots.take(period=period, kind="locked", by=None)
    for step, by in ((approval.submit, ann), (approval.approve, sam)):
        step(paper=paper, by=by)
        assert execute(paper.runs.last_asked_first()[0].pk)
    return publishing.publish(paper=paper, by=priya)


def everything() -> dict[str, bytes]:
    """Page, feed, list and files as anybody gets them, and what the check page says of each file."""
    client = Client()
    page = client.get(PAPER).content
    found = {address: client.get(address).content for address in (PAPER, "/published/northmere/feed.atom")}
    for address in re.findall(rb'href="(/published/[^"]+/files/[^"]+)"', page):
        content = client.get(address.decode()).content
        file = BytesIO(content)
        file.name = "got"
        answer = shown(client.post("/published/check/", {"file": file}))
        assert "This is the published file, and it is current" in answer
        assert hashlib.sha256(content).hexdigest() in answer
        found |= {address.decode(): content, f"{address.decode()} checked": answer.encode()}
    return found


def test_page_files_and_hashes_survive_everything(compiled, ann, priya, initiative, tmp_path):
    paper, before = compiled.paper, everything()
    assert len(before) >= 2 + 2 * 2
    assert b"The first words." in before[PAPER]

    # Every record it came from.
    initiative.name = "Renamed"
    initiative.save()
    paper.sections.update(
        text="Written over.", title="Other", override="By hand.", override_reason="Why not."
    )
    for row, fields in (
        (paper, {"title": "Another title", "recommendation": "Agree."}),
        (paper.paper_type, {"name": "Other type", "slug": "other-type", "organisation_heading": "OTHER"}),
        (paper.period, {"label": "Other month"}),
        (paper.meeting, {"date": "2020-01-01"}),
        (paper.meeting.body, {"name": "Other body"}),
        (paper.author, {"name": "Somebody else", "post": "Elsewhere"}),
    ):
        type(row).objects.filter(pk=row.pk).update(**fields)
    # Ratings in other words from now on.
    RatingSchemeFactory(footprint=paper.footprint, valid_from="2018-01-01")
    # The account of its author.
    Notice.objects.filter(user=ann).delete()
    Membership.objects.filter(user=ann).delete()
    ann.delete()
    assert not User.objects.filter(email="ann@example.org").exists()
    # Templates of a later version of the portal.
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "document.html").write_text("UPGRADED")
    (tmp_path / "papers" / "base.html").write_text("UPGRADED")
    later = copy.deepcopy(settings.TEMPLATES)
    later[0]["DIRS"] = [tmp_path, *later[0]["DIRS"]]
    with override_settings(TEMPLATES=later):
        assert Engine.get_default().get_template("papers/document.html").source == "UPGRADED"
        assert everything() == before


def test_nobody_compiles_or_writes_it_anew(compiled, priya):
    paper = compiled.paper
    section = paper.sections.get()
    with pytest.raises(ValidationError, match="published"):
        runs.request(paper=paper, by=priya)
    with pytest.raises((ValidationError, Conflict)):
        papers.write_section(section=section, version=section.version, text="Other.", by=priya)


def test_a_run_that_ends_after_the_publication_changes_nothing(compiled):
    """A worker that was taken for dead comes back with files."""
    before = everything()
    paper = compiled.paper
    late = runs.Run.objects.create(
        footprint=paper.footprint,
        paper=paper,
        snapshot=compiled.run.snapshot,
        input=compiled.run.input,
        input_sha256="x",
        is_private=False,
    )
    execute(late.pk)
    late.refresh_from_db()
    assert late.state == "failed"
    assert everything() == before


def test_no_code_of_the_portal_changes_a_file():
    """The trigger refuses it on both databases; nothing should even try."""
    project = Path(settings.BASE_DIR)
    trying = re.compile(r"PaperFile\.objects[^\n]*\.(update|delete)\(")
    found = [
        str(path.relative_to(project))
        for app in ("portfolios", "risks", "reports", "stp_portal")
        for path in (project / app).rglob("*.py")
        if trying.search(path.read_text())
    ]
    assert found == []
