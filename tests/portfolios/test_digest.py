"""The words of a mail: what, how many, where to go, and how to get less of it."""

import pytest

from portfolios import digest
from portfolios.models import NoticeKind
from tests.factories import InitiativeFactory, NoticeFactory


@pytest.fixture
def notice(footprint, alice):
    def made(kind=NoticeKind.REMINDER, **given):
        return NoticeFactory(footprint=footprint, user=alice, kind=kind, **given)

    return made


def test_the_subject_says_what_and_how_many_most_pressing_first(footprint, notice):
    notices = [notice(NoticeKind.OPENED), notice(), notice(), notice(NoticeKind.RETURNED)]
    assert digest.subject(footprint, notices) == (
        "Northmere (made up): 1 report returned to you, 2 reminders, 1 report to write"
    )


@pytest.mark.parametrize(
    ("kind", "one", "two"),
    [
        (NoticeKind.OPENED, "1 report to write", "2 reports to write"),
        (NoticeKind.REMINDER, "1 reminder", "2 reminders"),
        (NoticeKind.SPONSOR, "1 overdue report", "2 overdue reports"),
        (NoticeKind.CHASE, "1 report asked for", "2 reports asked for"),
        (NoticeKind.RETURNED, "1 report returned to you", "2 reports returned to you"),
        (NoticeKind.TO_SIGN_OFF, "1 report to sign off", "2 reports to sign off"),
        (NoticeKind.REOPENED, "1 report opened again", "2 reports opened again"),
    ],
)
def test_every_kind_has_its_words(footprint, notice, kind, one, two):
    assert digest.subject(footprint, [notice(kind)]).endswith(f": {one}")
    assert digest.subject(footprint, [notice(kind), notice(kind)]).endswith(f": {two}")


def test_every_kind_there_is_has_its_words():
    assert set(digest.GROUPS) == set(NoticeKind)


def test_a_single_one_is_named(footprint, notice, initiative):
    assert digest.subject(footprint, [notice(initiative=initiative)]).endswith(": 1 reminder: Urgent Care")


def test_a_long_subject_is_cut_to_what_a_row_holds(footprint, notice):
    footprint.name = "Long " * 39 + "Name"
    subject = digest.subject(footprint, [notice(initiative=InitiativeFactory(footprint=footprint))])
    assert len(subject) == 200
    assert subject.endswith("…")


def test_the_body_is_grouped_each_line_with_its_link(footprint, alice, notice):
    notices = [
        notice(text="Digital is due on Friday.", path="/northmere/initiatives/digital/reports/2026-10/edit/"),
        notice(NoticeKind.RETURNED, text="Urgent Care was returned.", path="/northmere/u/"),
        notice(text="Estates is due on Friday.", path="/northmere/e/"),
    ]
    assert digest.body(footprint, alice, notices) == (
        "Hello Alice Lead,\n"
        "\n\n"
        "Returned to you:\n\n"
        "Urgent Care was returned.\n"
        "https://portal.example.org/northmere/u/\n"
        "\n\n"
        "Reminders:\n\n"
        "Digital is due on Friday.\n"
        "https://portal.example.org/northmere/initiatives/digital/reports/2026-10/edit/\n\n"
        "Estates is due on Friday.\n"
        "https://portal.example.org/northmere/e/\n"
        "\n\n"
        "You get this mail because you have a role in Northmere (made up), in the STP Portal.\n"
        "Choose which mail you get, and how often:\n"
        "https://portal.example.org/northmere/my-mail/\n"
    )
