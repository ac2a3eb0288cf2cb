"""A schedule of the Governing Body update, whose period has its meeting.

Models can be imported once Django is set up only.
"""

from datetime import UTC, date, datetime, time

import pytest

# The schedule starts in September; the paper of that month is due in October, at 08:00 by the clock on the wall.
SET_UP = datetime(2026, 9, 1, 9, tzinfo=UTC)
DUE = datetime(2026, 10, 8, 7, tzinfo=UTC)


@pytest.fixture
def author(footprint, priya):
    from tests.factories import PersonFactory

    return PersonFactory(footprint=footprint, name="Priya Office", post="PMO Assurance Lead", user=priya)


@pytest.fixture
def meeting(footprint):
    from tests.factories import BodyFactory, MeetingFactory

    body = BodyFactory(footprint=footprint, name="Governing Body")
    return MeetingFactory(body=body, date=date(2026, 10, 15))


@pytest.fixture
def period(footprint, meeting):
    from tests.factories import PeriodFactory

    return PeriodFactory(
        footprint=footprint,
        month=(2026, 9),
        meeting=meeting,
        returns_due=date(2026, 10, 1),
        despatch_on=date(2026, 10, 8),
    )


@pytest.fixture
def schedule(footprint, author):
    from tests.factories import PaperScheduleFactory, PaperTypeFactory

    return PaperScheduleFactory(
        paper_type=PaperTypeFactory(footprint=footprint),
        set_point="despatch_on",
        time_of_day=time(8),
        author=author,
        starts_at=SET_UP,
    )
