"""A distribution list is given another name: by whom, what is refused, and what stays."""

import pytest
from django.core.exceptions import ValidationError

from reports.actions import distribution_lists
from reports.models import DistributionList
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import DistributionListFactory, UserFactory
from tests.pages import shown

pytestmark = pytest.mark.django_db
PAGE = "/northmere/papers/lists/board/"
RENAMED = "distribution_list.renamed"


@pytest.fixture
def group(footprint):
    return DistributionListFactory(footprint=footprint, key="board", name="Board members")


def name_of(group):
    return DistributionList.objects.get(pk=group.pk).name


class TestRename:
    def test_it_is_kept_on_record_who_changed_it(self, group, priya):
        distribution_lists.rename(group=group, version=1, name=" Governing  Body ", by=priya)
        saved = DistributionList.objects.get(pk=group.pk)
        assert (saved.name, saved.key, saved.version) == ("Governing Body", "board", 2)
        event = AuditEvent.objects.get(event=RENAMED)
        assert (event.before, event.after) == ({"name": "Board members"}, {"name": "Governing Body"})

    def test_the_same_name_is_no_change(self, group, priya):
        distribution_lists.rename(group=group, version=1, name="Board members", by=priya)
        assert not AuditEvent.objects.filter(event=RENAMED).exists()

    def test_capitals_alone_can_be_changed(self, group, priya):
        distribution_lists.rename(group=group, version=1, name="Board Members", by=priya)
        assert name_of(group) == "Board Members"

    @pytest.mark.parametrize("name", ["", " !! ", "lead directors"])
    def test_no_name_and_that_of_another_list_are_refused(self, group, footprint, priya, name):
        DistributionListFactory(footprint=footprint, key="leads", name="Lead Directors")
        with pytest.raises(ValidationError) as refused:
            distribution_lists.rename(group=group, version=1, name=name, by=priya)
        assert "name" in refused.value.message_dict
        assert name_of(group) == "Board members"

    def test_the_name_of_a_list_elsewhere_is_free(self, group, priya):
        DistributionListFactory(footprint__slug="southmere", key="leads", name="Lead Directors")
        distribution_lists.rename(group=group, version=1, name="Lead Directors", by=priya)
        assert name_of(group) == "Lead Directors"

    def test_a_change_that_somebody_else_made_first_is_not_lost(self, group, priya):
        distribution_lists.rename(group=group, version=1, name="Governing Body", by=priya)
        with pytest.raises(Conflict):
            distribution_lists.rename(group=group, version=1, name="Directors", by=priya)
        assert name_of(group) == "Governing Body"

    def test_the_name_it_had_is_free_for_another_list(self, group, footprint, priya):
        distribution_lists.rename(group=group, version=1, name="Governing Body", by=priya)
        other = distribution_lists.add(footprint=footprint, name="Board", by=priya)
        assert (other.name, other.key) == ("Board", "board-2")


class TestPage:
    def test_the_list_leads_to_it_and_has_its_new_name(self, client, priya, group):
        client.force_login(priya)
        assert f'href="{PAGE}name/"' in client.get(PAGE).content.decode()
        assert 'value="Board members"' in client.get(f"{PAGE}name/").content.decode()
        page = client.post(f"{PAGE}name/", {"version": 1, "name": "Governing Body"}, follow=True)
        assert page.redirect_chain == [(PAGE, 302)]
        assert "The list is called “Governing Body”." in shown(page)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [("", "Enter the name of the list"), ("x" * 201, "200 characters"), ("!!", "Give the list a name")],
    )
    def test_what_is_refused_stays_in_the_form(self, client, priya, group, typed, words):
        client.force_login(priya)
        response = client.post(f"{PAGE}name/", {"version": 1, "name": typed})
        assert response.status_code == 422
        assert words in shown(response)
        assert name_of(group) == "Board members"

    def test_after_somebody_else_it_shows_both(self, client, priya, group):
        client.force_login(priya)
        client.post(f"{PAGE}name/", {"version": 1, "name": "Governing Body"})
        response = client.post(f"{PAGE}name/", {"version": 1, "name": "Directors"})
        assert response.status_code == 409
        assert "Governing Body" in shown(response)
        assert 'value="Directors"' in response.content.decode()

    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    def test_others_are_refused(self, client, request, group, who):
        client.force_login(request.getfixturevalue(who))
        assert client.post(f"{PAGE}name/", {"version": 1, "name": "Mine"}).status_code == 403
        assert name_of(group) == "Board members"

    def test_an_analyst_reads_the_list_and_does_not_rename_it(self, client, footprint, group):
        client.force_login(UserFactory(role="pmo_analyst", footprint=footprint))
        assert f"{PAGE}name/" not in client.get(PAGE).content.decode()
        assert client.post(f"{PAGE}name/", {"version": 1, "name": "Mine"}).status_code == 403

    def test_a_stranger_finds_nothing(self, client, charlie, group):
        client.force_login(charlie)
        assert client.get(f"{PAGE}name/").status_code == 404
