"""The frozen input: all that people wrote, and which renderer draws it."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import Footprint
from reports import renderer
from reports.compilation import compile_paper
from reports.composition import compose
from reports.inputs import frozen_input
from reports.models import AnswerStatus, CoverFieldKind, Paper
from reports.models.snapshots import canonical
from reports.snapshot_content import build
from tests.factories import (
    BodyFactory,
    CoverAnswerFactory,
    CoverFieldFactory,
    MeetingFactory,
    PaperFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(footprint: Footprint) -> Paper:
    """A paper with a meeting, people, a declaration and three fields on its cover, one of them not answered."""
    body = BodyFactory(footprint=footprint, name="Governing Body")
    author = PersonFactory(footprint=footprint, name="A Writer", post="Assurance Lead")
    made = PaperFactory(
        paper_type__footprint=footprint,
        meeting=MeetingFactory(body=body, date=date(2018, 2, 21)),
        author=author,
        sponsor=PersonFactory(footprint=footprint, name="B Sponsor", post=""),
        declared_by=author,
        declared_initials="AW",
        declared_on=date(2018, 2, 7),
        texts={"introduction": "As **I** wrote it."},
    )
    template = made.paper_type.cover_template
    for position, (key, kind) in enumerate(
        [
            ("purpose", CoverFieldKind.TEXT),
            ("quality", CoverFieldKind.ASSURANCE),
            ("blank", CoverFieldKind.TEXT),
        ]
    ):
        field = CoverFieldFactory(template=template, key=key, kind=kind, position=position)
        if key == "purpose":
            CoverAnswerFactory(paper=made, field=field, status=AnswerStatus.ANSWERED, text="To inform.")
        if key == "quality":
            CoverAnswerFactory(paper=made, field=field, considered=True, action_required=False)
    return made


def test_it_holds_what_people_wrote_as_plain_data(paper: Paper):
    frozen = frozen_input(paper)
    assert json.loads(canonical(frozen)) == frozen
    assert frozen["meeting"] == {"body": "Governing Body", "date": "2018-02-21"}
    assert frozen["author"] == {"name": "A Writer", "post": "Assurance Lead"}
    assert frozen["declaration"]["initials"] == "AW"
    assert frozen["recommendation"]["verb"] == "note"
    assert [field["key"] for field in frozen["cover"]] == ["purpose", "quality", "blank"]
    assert frozen["cover"][0]["text"] == "To inform."
    assert frozen["cover"][1]["considered"] is True
    assert (frozen["cover"][2]["status"], frozen["cover"][2]["considered"]) == ("blank", None)
    assert frozen["sections"][0]["text"] == "As **I** wrote it."
    assert [section["key"] for section in frozen["sections"]][-1] == "abbreviations"


def test_a_paper_of_which_little_is_known_has_an_input_and_composes(footprint: Footprint):
    bare = PaperFactory(paper_type__footprint=footprint)
    frozen = frozen_input(bare)
    assert (frozen["meeting"], frozen["author"], frozen["sponsor"], frozen["declaration"]) == (None,) * 4
    assert compose(build(bare.period), frozen).title == bare.title


def test_an_edit_gives_another_input(paper: Paper):
    before = canonical(frozen_input(paper))
    assert canonical(frozen_input(paper)) == before
    paper.sections.filter(key="introduction").update(text="Changed.")
    assert canonical(frozen_input(paper)) != before


def test_it_reads_the_paper_as_stored_and_asks_five_times(paper: Paper):
    stored = paper.title
    paper.title = "Never saved"
    with CaptureQueriesContext(connection) as queries:
        assert frozen_input(paper)["title"] == stored
    assert len(queries) <= 5


def test_rows_become_a_file(paper: Paper):
    """From rows to bytes, by the contract of a run."""
    stages: list[tuple[str, int]] = []
    compiled = compile_paper(
        build(paper.period),
        frozen_input(paper),
        on_stage=lambda stage, percent: stages.append((stage, percent)),
    )
    assert compiled.pdf.startswith(b"%PDF-")
    assert "As <strong>I</strong> wrote it." in compiled.html.decode()
    percents = [percent for _, percent in stages]
    assert percents == sorted(percents)
    assert all(0 < percent < 100 for percent in percents)


def test_the_renderer_names_its_packages():
    line = renderer.renderer_version()
    assert "weasyprint 70" in line
    assert "fontpkg-arimo" in line


def test_a_change_of_a_template_or_style_is_another_renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "templates" / "papers").mkdir(parents=True)
    template = tmp_path / "templates" / "papers" / "cover.html"
    template.write_text("<p>Cover</p>")
    monkeypatch.setattr(renderer, "PROJECT", tmp_path)
    monkeypatch.setattr(renderer, "SOURCES", ("templates/papers",))
    before = renderer.fingerprint()
    assert renderer.fingerprint() == before
    template.write_text("<p>Another cover</p>")
    changed = renderer.fingerprint()
    assert changed != before
    template.rename(template.with_name("front.html"))
    assert renderer.fingerprint() != changed


def test_every_source_of_the_renderer_is_there():
    for source in renderer.SOURCES:
        assert (renderer.PROJECT / source).exists(), source
