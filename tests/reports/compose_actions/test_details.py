"""The details of a paper: saved with their trail, and refused by field."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.actions import composing
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory
from tests.reports.compose_actions.editors import editors

pytestmark = pytest.mark.django_db


class TestDetails:
    @pytest.fixture
    def details(self, paper):
        names = composing.Details.__dataclass_fields__
        return composing.Details(**{name: getattr(paper, name) for name in names})

    def test_they_are_saved_with_their_trail(self, paper, details, priya):
        wanted = replace(details, title="Another plan", purposes=["noting"])
        saved = composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        assert (saved.title, saved.purposes, saved.version) == ("Another plan", ["noting"], 2)
        event = AuditEvent.objects.get(event="paper.details_saved")
        assert event.before == {"title": "The plan", "purposes": []}
        assert editors(paper) == [priya]

    def test_the_same_again_changes_nothing_and_another_version_is_a_conflict(self, paper, details, priya):
        wanted = replace(details, title="Another plan")
        for _ in range(2):
            composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        with pytest.raises(Conflict):
            composing.save_details(paper=paper, version=1, details=details, by=priya)

    def test_naming_who_passes_it_is_no_writing(self, paper, details, priya):
        someone = PersonFactory(footprint=paper.footprint, key="approver")
        composing.save_details(paper=paper, version=1, details=replace(details, approver=someone), by=priya)
        assert editors(paper) == []

    def test_what_does_not_go_together_is_refused_by_field(self, paper, details, other_footprint, priya):
        someone = PersonFactory(footprint=paper.footprint, key="someone")
        stranger = PersonFactory(footprint=other_footprint, key="stranger")
        wanted = replace(
            details,
            title=" ",
            author=someone,
            approver=someone,
            sponsor=stranger,
            publish_on=date(2017, 1, 1),
        )
        with pytest.raises(ValidationError) as refused:
            composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        assert set(refused.value.message_dict) == {"title", "approver", "sponsor", "publish_on"}
