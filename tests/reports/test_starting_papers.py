"""Beginning a paper: from its type alone, and from the last of its kind."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.models import Session
from reports.actions import composing
from reports.models import AnswerStatus, CoverFieldKind, Paper
from reports.queries.starting import last_paper
from stp_portal.core.models import AuditEvent
from tests.factories import (
    BodyFactory,
    CoverAnswerFactory,
    CoverFieldFactory,
    CoverTemplateFactory,
    MeetingFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

FIELDS = [
    ("purpose", CoverFieldKind.TEXT),
    ("objectives", CoverFieldKind.LIST),
    ("missions", CoverFieldKind.TICKS),
    ("quality", CoverFieldKind.ASSURANCE),
]


@pytest.fixture
def paper_type(footprint):
    template = CoverTemplateFactory(footprint=footprint, key="cover", valid_from=date(2016, 4, 1))
    with_fields(template)
    return PaperTypeFactory(
        footprint=footprint,
        cover_template=template,
        recommendation_verb="note",
        recommendation="The body is asked to **note** the report.",
    )


def with_fields(template):
    for position, (key, kind) in enumerate(FIELDS, start=1):
        choices = ["One", "Two"] if kind == CoverFieldKind.TICKS else []
        CoverFieldFactory(template=template, key=key, kind=kind, position=position, choices=choices)


@pytest.fixture
def meeting(footprint):
    return MeetingFactory(body=BodyFactory(footprint=footprint), date=date(2018, 3, 21))


@pytest.fixture
def start(paper_type, february, priya):
    def begin(**given):
        wanted = {
            "paper_type": paper_type,
            "period": february,
            "session": Session.PUBLIC,
            "meeting": None,
            "author": None,
            "sponsor": None,
            "by": priya,
        }
        return composing.start(**wanted | given)

    return begin


@pytest.fixture
def last(paper_type, january):
    """January's paper, written and answered."""
    paper = PaperFactory(
        paper_type=paper_type,
        period=january,
        title="The plan so far",
        purposes=["noting"],
        texts={"introduction": "As in **January**.", "finance": "On plan."},
    )
    says = {
        "purpose": {"status": AnswerStatus.ANSWERED, "text": "To report."},
        "objectives": {"status": AnswerStatus.ANSWERED, "items": ["Care closer to home"]},
        "missions": {"status": AnswerStatus.ANSWERED, "items": ["One", "Two"]},
        "quality": {"status": AnswerStatus.ANSWERED, "considered": True, "action_required": False},
    }
    for field in paper.cover_template.fields.all():
        CoverAnswerFactory(paper=paper, field=field, **says[field.key])
    return paper


def test_a_paper_begins_with_what_its_type_says(start, paper_type, meeting, priya):
    author = PersonFactory(footprint=paper_type.footprint, key="author", name="A Writer")

    paper = start(meeting=meeting, author=author)

    assert (paper.state, paper.edition, paper.title) == ("draft", 1, "Governing Body update")
    assert (paper.recommendation_verb, paper.recommendation) == ("note", paper_type.recommendation)
    assert (paper.author, paper.meeting, paper.cover_template) == (author, meeting, paper_type.cover_template)
    wanted = list(paper_type.sections.values_list("position", "key", "title"))
    assert list(paper.sections.values_list("position", "key", "title")) == wanted
    assert not paper.cover_answers.exists()
    event = AuditEvent.objects.get(event="paper.started")
    assert (event.actor, event.after["type"]) == (priya.email, "governing-body-update")


def test_the_cover_sheet_is_that_in_force_on_the_day_of_the_meeting(start, paper_type, meeting):
    old = paper_type.cover_template
    old.valid_to = date(2018, 3, 20)
    old.save()
    new = CoverTemplateFactory(
        footprint=old.footprint,
        key=old.key,
        edition=2,
        valid_from=date(2018, 3, 21),
        valid_to=date(2018, 12, 31),
    )
    CoverTemplateFactory(footprint=old.footprint, key=old.key, edition=3, valid_from=date(2019, 1, 1))
    CoverTemplateFactory(footprint=old.footprint, key="another", valid_from=date(2018, 3, 1))

    assert start(meeting=meeting).cover_template == new


def test_it_begins_with_what_was_written_in_the_last_paper(start, last):
    paper = start(started_from=last)

    assert (paper.title, paper.purposes, paper.started_from) == ("The plan so far", ["noting"], last)
    texts = {section.key: section.text for section in paper.sections.all() if section.text}
    assert texts == {"introduction": "As in **January**.", "finance": "On plan."}
    # Nobody has saved it here: that is how a page knows to say that it is carried.
    assert not paper.sections.exclude(edited_at=None).exists()


def test_the_assurance_grid_is_never_carried(start, last):
    paper = start(started_from=last)

    answers = {answer.field.key: answer for answer in paper.cover_answers.select_related("field")}
    assert set(answers) == {"purpose", "objectives", "missions"}
    assert (answers["purpose"].text, answers["missions"].items) == ("To report.", ["One", "Two"])
    assert paper.declared_on is None


def test_answers_move_to_the_fields_of_a_newer_sheet(start, last, paper_type):
    new = CoverTemplateFactory(
        footprint=paper_type.footprint, key="cover", edition=2, valid_from=date(2017, 1, 1)
    )
    CoverFieldFactory(template=new, key="purpose", kind=CoverFieldKind.TEXT)
    CoverFieldFactory(template=new, key="objectives", kind=CoverFieldKind.TEXT)
    CoverFieldFactory(template=new, key="missions", kind=CoverFieldKind.TICKS, choices=["Two", "Three"])

    paper = start(started_from=last)

    answers = {answer.field.key: answer for answer in paper.cover_answers.select_related("field")}
    assert set(answers) == {"purpose", "missions"}
    assert answers["missions"].items == ["Two"]
    assert all(answer.field.template == new for answer in answers.values())


def test_a_prompt_that_stood_as_an_answer_is_left_behind(start, last):
    last.cover_answers.filter(field__key="purpose").update(status=AnswerStatus.PROMPT_LEFT_IN)

    assert not start(started_from=last).cover_answers.filter(field__key="purpose").exists()


def test_a_second_first_edition_is_refused_and_names_the_first(start):
    first = start()

    with pytest.raises(composing.AlreadyStarted) as refused:
        start()

    assert refused.value.paper == first
    assert "“Governing Body update” is begun for" in refused.value.message_dict["period"][0]
    assert Paper.objects.count() == 1
    assert start(session=Session.PRIVATE, private_reason="Staff are named.").is_private


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"session": "secret"}, "session"),
        ({"session": Session.PRIVATE}, "private_reason"),
        ({"session": Session.PRIVATE, "private_reason": "  "}, "private_reason"),
    ],
)
def test_what_does_not_go_together_is_refused(start, given, field):
    with pytest.raises(ValidationError) as refused:
        start(**given)

    assert set(refused.value.message_dict) == {field}
    assert not Paper.objects.exists()


def test_rows_of_another_footprint_and_retired_types_are_refused(start, paper_type, other_footprint):
    paper_type.is_retired = True
    paper_type.save()
    elsewhere = {
        "period": PeriodFactory(footprint=other_footprint),
        "meeting": MeetingFactory(body=BodyFactory(footprint=other_footprint)),
        "author": PersonFactory(footprint=other_footprint, key="them"),
    }

    with pytest.raises(ValidationError) as refused:
        start(**elsewhere)

    assert set(refused.value.message_dict) == {"period", "meeting", "author", "paper_type"}


def test_a_private_text_does_not_become_a_public_one(start, paper_type, january):
    private = PaperFactory(
        paper_type=paper_type, period=january, session="private", is_private=True, private_reason="Staff."
    )

    with pytest.raises(ValidationError) as refused:
        start(started_from=private)
    assert set(refused.value.message_dict) == {"started_from"}

    carried = start(session=Session.PRIVATE, started_from=private)
    assert (carried.is_private, carried.private_reason) == (True, "Staff.")
    assert AuditEvent.objects.get(event="paper.started").after["title"].endswith("characters")


def test_a_schedule_begins_a_paper_in_no_name(start):
    start(by=None)

    assert AuditEvent.objects.get(event="paper.started").actor == "system: schedule of papers"


def test_the_last_paper_is_the_newest_edition_before_the_period(paper_type, last, january, february):
    corrected = PaperFactory(paper_type=paper_type, period=january, edition=2, supersedes=last)
    PaperFactory(paper_type=paper_type, period=february)

    assert last_paper(paper_type, Session.PUBLIC, february) == corrected
    assert last_paper(paper_type, Session.PRIVATE, february) is None
    assert last_paper(paper_type, Session.PUBLIC, january) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_two_who_begin_it_at_once_begin_one(start):
    """SQLite has one writer at a time anyway; on Postgres the row of the type decides."""
    outcomes, together = [], threading.Barrier(2)

    def begin():
        together.wait()
        try:
            outcomes.append(start())
        except composing.AlreadyStarted as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyStarted", "Paper"]
    assert Paper.objects.count() == 1


def test_who_begins_with_the_words_of_the_last_paper_does_not_approve_them(paper_type, priya):
    last = PaperFactory(paper_type=paper_type, period=PeriodFactory(footprint=paper_type.footprint))
    wanted = {
        "paper_type": paper_type,
        "session": Session.PUBLIC,
        "meeting": None,
        "author": None,
        "sponsor": None,
        "by": priya,
    }
    periods = [PeriodFactory(footprint=paper_type.footprint, month=(2019, month)) for month in (1, 2)]
    carried = composing.start(period=periods[0], started_from=last, **wanted)
    fresh = composing.start(period=periods[1], **wanted)
    assert [list(one.editors.values_list("user", flat=True)) for one in (carried, fresh)] == [[priya.pk], []]
