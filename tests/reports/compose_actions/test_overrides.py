"""Words written by hand in place of the record: until they are ended, with their reason."""

import pytest
from django.core.exceptions import ValidationError

from reports.actions import papers
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.reports.compose_actions.editors import editors

pytestmark = pytest.mark.django_db


class TestOverriding:
    def override(self, section, by, **given):
        values = {"version": section.version, "text": "All is well.", "reason": "Disputed."}
        return papers.override_section(section=section, by=by, **values | given)

    def test_it_stands_with_its_reason_until_it_is_ended(self, report, priya):
        report = self.override(report, priya)
        assert (report.override, report.override_reason, report.override_by_name) == (
            "All is well.",
            "Disputed.",
            "Priya Office",
        )
        assert report.override_at is not None
        assert editors(report.paper) == [priya]
        report = papers.end_override(section=report, by=priya)
        assert (report.override, report.override_reason, report.override_at) == ("", "", None)
        ended = AuditEvent.objects.get(event="section.override_ended")
        assert ended.before == {"text": "All is well."}
        assert papers.end_override(section=report, by=priya).version == report.version

    def test_posted_twice_it_is_there_once(self, report, priya):
        first = self.override(report, priya)
        assert self.override(report, priya).version == first.version

    @pytest.mark.parametrize(
        ("given", "field"), [({"text": " "}, "override"), ({"reason": " "}, "override_reason")]
    )
    def test_text_and_reason_are_needed(self, report, priya, given, field):
        with pytest.raises(ValidationError) as refused:
            self.override(report, priya, **given)
        assert set(refused.value.message_dict) == {field}

    def test_what_its_author_writes_anyway_is_not_overridden(self, introduction, priya):
        with pytest.raises(ValidationError) as refused:
            self.override(introduction, priya)
        assert "write the section itself" in refused.value.message_dict["override"][0]

    def test_two_at_once_are_told_of_each_other(self, report, priya):
        self.override(report, priya)
        with pytest.raises(Conflict):
            self.override(report, priya, version=1, text="All is lost.")
