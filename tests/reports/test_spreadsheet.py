"""The Excel file of a paper that holds registers: what is in its cells, and that nothing private is in a public one."""

import io
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from reports.compilation import compile_paper
from reports.composition import compose
from reports.models import Paper, PaperFile, Run
from reports.spreadsheet import workbook
from stp_portal.core import sheets
from tests.factories import PaperFactory, PaperSectionFactory, RiskFactory
from tests.papers.records import paper, section, snapshot
from tests.papers.register_records import (
    PRIVATE,
    Row,
    action,
    control,
    fuzzy,
    logged_risk,
    recommendation,
    review,
    score,
    update,
)
from tests.sheets import read_xlsx, sheet_names

LOG = section(
    "risk_log", title="Risks log", options={"columns": ["statement", "logged", "score", "band", "controls"]}
)
TRACKER = section(
    "review_tracker", title="Tracker", options={"columns": [{"theme": "Theme"}, "text", "due", "update"]}
)


def book(*parts: Row, record: Row, **changes: Any) -> bytes:
    found = workbook(compose(record, paper(*parts, **changes)))
    assert found is not None
    return found


def days(year: int, month: int, day: int) -> str:
    """A day as Excel counts them."""
    return f"n:{(date(year, month, day) - date(1899, 12, 30)).days}"


def test_each_register_is_a_sheet_with_true_dates_and_numbers():
    risks = [
        logged_risk(1, statement="There is a risk of **delay**.", logged=fuzzy("June 2017", "2017-06-30")),
        logged_risk(
            2, score(printed_score=20), level="system", controls=[control("A rota."), control("A lead.")]
        ),
        logged_risk(3, scores={}, statement="=1+1"),
    ]
    rows = [recommendation(1, update("Done."), due=fuzzy("On-going")), recommendation(2, theme="Workforce")]
    record = snapshot(risks=risks, reviews=[review(*rows)])
    data = book(LOG, TRACKER, section("introduction"), record=record)
    assert sheet_names(data) == ["Risks log", "Tracker", "About this file"]
    level, system, body = "s:Portfolio level", "s:System leadership level", "s:There is a risk of delay"
    heads = ["Level", "Risk description", "Date logged", "Date logged: last day", "Score", "Band", "Controls"]
    assert read_xlsx(data, 1) == [
        [f"s:{head}" for head in heads],
        [system, f"{body} number 2.", "s:16 (printed as 20)", "s:Major", "s:A rota.\nA lead."],
        [level, f"{body}.", "s:June 2017", days(2017, 6, 30), "n:16", "s:Major", "s:None recorded"],
        [level, "s:=1+1", "s:Not scored", "s:Not scored", "s:None recorded"],
    ]
    assert read_xlsx(data, 2) == [
        ["s:Theme", "s:Recommendation", "s:By when", "s:By when: last day", "s:Progress update"],
        ["s:Leadership", "s:Recommendation 1 to do.", "s:On-going", "s:Done."],
        ["s:Workforce", "s:Recommendation 2 to do.", "s:No update recorded."],
    ]
    assert ["s:Paper", "s:Plan update"] in read_xlsx(data, 3)


def test_a_paper_without_a_register_has_no_such_file():
    assert compile_paper(snapshot(), paper(section("introduction", "Words."))).xlsx is None


def test_the_same_paper_gives_the_same_bytes():
    record = snapshot(risks=[logged_risk(1)])
    assert book(LOG, record=record) == book(LOG, record=record)
    assert book(LOG, record=record) != book(LOG, record=snapshot(risks=[logged_risk(2)]))


def test_a_private_paper_says_of_each_private_row_why_it_is():
    record = snapshot(risks=[logged_risk(1), logged_risk(2, statement="Zanzibar.", **PRIVATE)])
    rows = read_xlsx(book(LOG, record=record, session="private"))
    assert rows[0][-1] == "s:Private"
    assert rows[1][-1] == "s:None recorded"
    assert (rows[2][1], rows[2][-1]) == ("s:Zanzibar.", "s:Section 43: commercial interests.")


def test_no_part_of_a_public_file_holds_anything_private():
    hush = {"statement": "Zanzibar.", "title": "Zanzibar", "reference": "Zanzibar", "heading": "Zanzibar"}
    record = snapshot(
        risks=[
            logged_risk(1),
            logged_risk(
                2,
                owners=[{"name": "Zanzibar", "post": ""}],
                controls=[control("Zanzibar.")],
                actions=[action("Zanzibar.")],
                **hush,
                **PRIVATE,
            ),
        ],
        reviews=[
            review(recommendation(1), recommendation(2, update("Zanzibar."), text="Zanzibar.", **PRIVATE)),
            review(recommendation(1, text="Zanzibar."), key="zanzibar", title="Zanzibar", **PRIVATE),
        ],
    )  # fmt: skip
    every = section("risk_log", title="Register", options={"group_by": "heading"})
    data = book(every, TRACKER, record=record)
    with ZipFile(io.BytesIO(data)) as parts:
        found = [name for name in parts.namelist() if b"zanzibar" in parts.read(name).lower()]
    assert found == []
    assert b"Section 43" not in data


# --- From the record to the download -------------------------------------------------------------------------------


@pytest.fixture
def register(db: None) -> Paper:
    """A paper of a locked period's risks."""
    it = PaperFactory()
    PaperSectionFactory(paper=it, key="risk_log", title="Risks log")
    RiskFactory(footprint=it.footprint, number=1, score=(4, 4))
    return it


def compiled(it: Paper, out: Path) -> PaperFile:
    names = {"footprint": it.footprint.slug, "type": it.paper_type.slug, "period": it.period.slug}
    call_command("compile_paper", **names, out=out, format="xlsx")
    return Run.objects.get(paper=it).files.get(file_format="xlsx")


def test_the_command_line_writes_it(register: Paper, tmp_path: Path):
    file = compiled(register, tmp_path / "register.xlsx")
    assert (tmp_path / "register.xlsx").read_bytes() == bytes(file.content)
    assert file.name.endswith(".xlsx")
    assert sheet_names(bytes(file.content))[0] == "Risks log"
    assert sorted(register.runs.get().files.values_list("file_format", flat=True)) == [
        "docx",
        "html",
        "pdf",
        "xlsx",
    ]


def test_the_command_line_says_where_there_is_none(db: None, tmp_path: Path):
    it = PaperFactory()
    names = {"footprint": it.footprint.slug, "type": it.paper_type.slug, "period": it.period.slug}
    with pytest.raises(CommandError, match="has no register, so there is no file of it in the format xlsx"):
        call_command("compile_paper", **names, out=tmp_path / "paper.xlsx", format="xlsx")
    assert not (tmp_path / "paper.xlsx").exists()


def test_the_page_of_the_paper_offers_it(
    register: Paper, client: Any, django_user_model: Any, tmp_path: Path
):
    from tests.factories import MembershipFactory

    file = compiled(register, tmp_path / "register.xlsx")
    reader = MembershipFactory(footprint=register.footprint).user
    client.force_login(reader)
    page = f"/{register.footprint.slug}/papers/{register.pk}/"
    assert f'href="{page}files/{file.pk}/">Excel<' in client.get(page).content.decode()
    answer = client.get(f"{page}files/{file.pk}/")
    assert answer["Content-Type"] == sheets.MEDIA_TYPES["xlsx"]
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert answer.content == bytes(file.content)
