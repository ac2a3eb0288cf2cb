"""Cover sheets in editions: changed until a paper uses them, copied afterwards."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.actions import composing, cover_fields, cover_sheets
from reports.models import CoverTemplate
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import CoverTemplateFactory, MeetingFactory, PaperFactory, PaperTypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(footprint, priya):
    return cover_sheets.add(footprint=footprint, name="Board sheet", by=priya)


@pytest.fixture
def used(sheet):
    """The same, of a paper."""
    PaperFactory(paper_type=PaperTypeFactory(footprint=sheet.footprint, cover_template=sheet))
    return sheet


def labels(sheet):
    return list(sheet.fields.order_by("position").values_list("label", flat=True))


def field(sheet, by, **more):
    values = {"label": "Purpose", "kind": "text", "prompt": "", "choices": [], "is_required": True}
    return cover_fields.add(sheet=sheet, by=by, **values | more)


def saved(sheet, by, **more):
    values = {
        name: getattr(sheet, name)
        for name in ("version", "name", "heading", "statement", "valid_from", "valid_to")
    }
    return cover_sheets.save(sheet=sheet, by=by, **values | more)


def test_a_new_one_is_in_force_from_today_and_asks_nothing(sheet):
    assert (sheet.key, sheet.edition, sheet.valid_from) == ("board-sheet", 1, timezone.localdate())
    assert "Recommendation" in labels(sheet)


def test_it_is_changed_while_no_paper_uses_it(sheet, priya):
    now = saved(sheet, priya, heading="  SUMMARY  SHEET ", statement="I confirm.")
    assert (now.heading, now.statement, now.version) == ("SUMMARY SHEET", "I confirm.", 2)
    with pytest.raises(Conflict):
        saved(sheet, priya, heading="Other")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Other"},
        {"heading": "Other"},
        {"statement": "Other"},
        {"valid_from": date(2020, 1, 1)},
    ],
)
def test_one_that_a_paper_uses_is_never_changed(used, priya, change):
    with pytest.raises(ValidationError, match="Make a new edition"):
        saved(used, priya, **change)


def test_but_it_can_end(used, priya):
    assert saved(used, priya, valid_to=date(2030, 1, 1)).valid_to == date(2030, 1, 1)
    with pytest.raises(ValidationError, match="not before it"):
        saved(CoverTemplate.objects.get(), priya, valid_to=date(2001, 1, 1))


def test_fields_of_a_used_sheet_stay_as_they_are(used, priya):
    first = used.fields.earliest("position")
    calls = [
        lambda: field(used, priya),
        lambda: cover_fields.move(field=first, position=1, direction="down", by=priya),
        lambda: cover_fields.remove(field=first, by=priya),
        lambda: cover_fields.save(
            field=first, version=1, label="X", kind="text", prompt="", choices=[], is_required=True, by=priya
        ),
    ]
    before = labels(used)
    for call in calls:
        with pytest.raises(ValidationError, match="Papers use this cover sheet"):
            call()
    assert labels(used) == before


def test_a_new_edition_is_a_copy_and_ends_the_one_before(used, priya):
    field(CoverTemplateFactory(footprint=used.footprint), priya)
    day = date(timezone.localdate().year + 1, 4, 1)
    copy = cover_sheets.new_edition(sheet=used, valid_from=day, by=priya)
    used.refresh_from_db()
    assert (copy.key, copy.edition, copy.valid_from) == (used.key, 2, day)
    assert labels(copy) == labels(used)
    assert used.valid_to == date(day.year, 3, 31)
    field(copy, priya, label="Anything else")
    assert labels(copy) != labels(used)
    assert AuditEvent.objects.get(event="cover_sheet.new_edition").before == {"edition": 1, "valid_to": None}


def test_papers_begun_after_that_day_have_the_new_edition(used, priya, february):
    day = date(timezone.localdate().year + 1, 4, 1)
    copy = cover_sheets.new_edition(sheet=used, valid_from=day, by=priya)
    meeting = MeetingFactory(body__footprint=used.footprint, date=day)
    kind = used.paper_types.get()
    paper = composing.start(
        paper_type=kind,
        period=february,
        session="private",
        private_reason="Tenders.",
        meeting=meeting,
        author=None,
        sponsor=None,
        by=priya,
    )
    assert paper.cover_template == copy
    assert kind.papers.earliest("pk").cover_template == used


def test_editions_follow_one_another(sheet, priya):
    with pytest.raises(ValidationError, match="give the new one a later day"):
        cover_sheets.new_edition(sheet=sheet, valid_from=sheet.valid_from, by=priya)
    day = date(timezone.localdate().year + 1, 4, 1)
    cover_sheets.new_edition(sheet=sheet, valid_from=day, by=priya)
    with pytest.raises(ValidationError, match="Edition 2 was made of this sheet already"):
        cover_sheets.new_edition(sheet=sheet, valid_from=date(day.year + 1, 4, 1), by=priya)


def test_fields_are_put_in_moved_changed_and_taken_off(sheet, priya):
    made = field(
        sheet, priya, label="For", kind="ticks", choices=[" Decision ", "Noting"], prompt="Tick one."
    )
    assert (made.key, made.choices, made.position) == ("for", ["Decision", "Noting"], 6)
    assert field(sheet, priya, label="For").key == "for-2"
    cover_fields.move(field=made, position=6, direction="up", by=priya)
    cover_fields.move(field=made, position=6, direction="up", by=priya)
    assert labels(sheet)[4:] == ["For", "Data as at", "For"]
    sheet.refresh_from_db()
    changed = cover_fields.save(
        field=made,
        version=sheet.version,
        label="Why",
        kind="text",
        prompt="",
        choices=["left"],
        is_required=False,
        by=priya,
    )
    assert (changed.key, changed.label, changed.choices) == ("for", "Why", [])
    with pytest.raises(Conflict):
        cover_fields.save(
            field=made,
            version=1,
            label="Mine",
            kind="text",
            prompt="",
            choices=[],
            is_required=True,
            by=priya,
        )
    cover_fields.remove(field=made, by=priya)
    cover_fields.remove(field=made, by=priya)
    assert labels(sheet)[4:] == ["Data as at", "For"]


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ({"label": " "}, "label", "blank"),
        ({"kind": "picture"}, "kind", "not a valid choice"),
        ({"kind": "author"}, "kind", "“Author” prints the same already"),
        ({"kind": "ticks", "choices": ["Only"]}, "choices", "at least two boxes"),
        ({"kind": "ticks", "choices": ["A", "A"]}, "choices", "each box once"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(sheet, priya, values, name, said):
    with pytest.raises(ValidationError) as refused:
        field(sheet, priya, **values)
    assert said in refused.value.message_dict[name][0]
    assert sheet.fields.count() == 5
