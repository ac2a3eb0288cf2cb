"""Each step of a report leads on from its states alone, and is for its people alone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portfolios.models import ReportComment, ReportState
from tests.portfolios.actions.report_steps.steps import ABLE, NAMES, PEOPLE, TABLE, take


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", ReportState.values)
def test_each_step_leads_on_from_its_states_alone(make, request, name, state):
    before, after, _ = TABLE[name]
    report = make(state)
    by = request.getfixturevalue(ABLE[name])
    if state in before:
        moved = take(name, report, by)
        assert moved.state == (after or state)
        is_still_written = name == "comment" and state in ("expected", "draft")
        assert moved.version == report.version + (0 if is_still_written else 1)
        return
    with pytest.raises(ValidationError, match="cannot be marked"):
        take(name, report, by)
    report.refresh_from_db()
    assert (report.state, report.version) == (state, 1)
    assert not ReportComment.objects.exists()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_for_its_people_alone(make, request, name, who):
    before, _, people = TABLE[name]
    user = request.getfixturevalue(who)
    report = make("draft" if name == "submit" else sorted(before)[-1])
    if who in people:
        take(name, report, user)
        return
    with pytest.raises(PermissionDenied):
        take(name, report, user)
    report.refresh_from_db()
    assert report.version == 1
    assert not ReportComment.objects.exists()


def test_who_signs_off_may_return_an_assured_report_and_no_other(make, sam):
    report = make("assured")
    assert take("send_back", report, sam).state == ReportState.DRAFT


def test_who_signs_off_may_not_return_what_the_pmo_has_not_assured(make, sam):
    with pytest.raises(PermissionDenied, match="once they are assured"):
        take("send_back", make("submitted"), sam)
