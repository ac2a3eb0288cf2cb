"""Who may take which step with a review and what it recommends."""

import pytest

from tests.factories import PersonFactory
from tests.factories.registers import (
    SupportingOfficerFactory,
)
from tests.pages import read
from tests.risks.review_pages.places import ADDRESS, ONE


class TestRights:
    @pytest.mark.parametrize(
        ("step", "allowed"),
        [
            (f"{ONE}edit/", {"priya"}),
            (f"{ADDRESS}edit/", {"priya"}),
            (f"{ADDRESS}add/", {"priya"}),
            ("/northmere/reviews/add/", {"priya"}),
            (f"{ONE}update/", {"priya", "alice"}),
            (f"{ADDRESS}update/", {"priya", "alice"}),
            (f"{ONE}close/", {"priya"}),
        ],
    )
    def test_who_may_take_which_step(self, client, priya, alice, sam, bea, bob, row, step, allowed):
        for user in (priya, alice, sam, bea, bob):
            client.force_login(user)
            expected = 200 if user.email.split("@")[0] in allowed else 403
            assert client.get(step).status_code == expected, user

    def test_a_supporting_officer_says_how_it_stands(self, client, bea, row, footprint):
        SupportingOfficerFactory(recommendation=row, person=PersonFactory(footprint=footprint, user=bea))
        read(client, bea, f"{ONE}update/")
        read(client, bea, f"{ONE}edit/", status=403)

    def test_a_recorder_who_leads_it_does_not_close_it(self, client, priya, row, footprint):
        row.lead = PersonFactory(footprint=footprint, user=priya)
        row.save()
        read(client, priya, f"{ONE}close/", status=403)
        assert "Record that its body closed it" not in read(client, priya, ONE)
