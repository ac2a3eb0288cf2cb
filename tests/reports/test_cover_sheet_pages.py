"""Pages of cover sheets: fields of their own, editions, and the sheet as it prints."""

from datetime import date

import pytest
from django.utils import timezone

from reports.actions import cover_sheets
from tests.factories import PaperFactory
from tests.pages import shown as words

pytestmark = pytest.mark.django_db


def test_one_is_made_with_fields_of_its_own(office, footprint):
    page = office.post("/northmere/cover-sheets/add/", {"name": "Board sheet"}, follow=True)
    base = "/northmere/cover-sheets/board-sheet/1/"
    assert page.redirect_chain[0][0] == base
    field = {
        "version": 1,
        "label": "For",
        "kind": "ticks",
        "choices": "Decision\n\nNoting",
        "prompt": "Tick one.",
    }
    assert office.post(f"{base}fields/add/", field).status_code == 302
    text = words(office.get(base))
    assert (
        "Boxes: Decision; Noting" in text and "Prompt: Tick one." in text and "Need not be answered" in text
    )


def test_one_that_a_paper_uses_says_so_and_makes_a_new_edition(office, kind):
    sheet = kind.cover_template
    PaperFactory(paper_type=kind)
    base = f"/northmere/cover-sheets/{sheet.key}/1/"
    text = words(office.get(base))
    assert "Papers use this edition, so it is never changed" in text and "Add a field" not in text
    assert office.get(f"{base}fields/add/").status_code == 302
    assert "Printed over the sheet" not in words(office.get(f"{base}edit/"))
    year = timezone.localdate().year + 1
    day = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": str(year)}
    page = office.post(f"{base}new-edition/", day, follow=True)
    assert f"This is edition 2, in force from 1 April {year}" in words(page)
    assert f"There is a newer edition: edition 2, in force from 1 April {year}" in words(office.get(base))
    sheet.refresh_from_db()
    assert sheet.valid_to == date(year, 3, 31)


def test_a_used_one_is_not_changed_by_a_form_of_before(office, kind):
    sheet = kind.cover_template
    PaperFactory(paper_type=kind)
    typed = {
        "version": sheet.version,
        "name": "Other",
        "heading": "Other",
        "valid_from_day": "1",
        "valid_from_month": "1",
        "valid_from_year": "2020",
    }
    office.post(f"/northmere/cover-sheets/{sheet.key}/1/edit/", typed)
    before = sheet.heading
    sheet.refresh_from_db()
    assert sheet.heading == before


def test_it_is_shown_as_it_prints(office, footprint, priya):
    sheet = cover_sheets.add(footprint=footprint, name="Board sheet", by=priya)
    assert "31 December 2025, 21 days before the meeting" in words(
        office.get(f"/northmere/cover-sheets/{sheet.key}/1/sample/")
    )
