"""The pages of schedules, distribution lists and deliveries: who may, what they say, and what they lose (nothing)."""

from datetime import date

import pytest
from django.utils import timezone

from portfolios.actions import mails
from portfolios.models import Mail, ReportingPeriod
from reports.actions import distribution, schedules
from reports.models import Delivery, DistributionList, PaperSchedule, Recipient, ScheduledPaper
from tests.factories import (
    DistributionListFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    PublicationFactory,
    RecipientFactory,
)
from tests.pages import shown
from tests.reports.schedules.conftest import DUE
from tests.sheets import read_xlsx

pytestmark = pytest.mark.django_db
SCHEDULES = "/northmere/papers/schedules/"
LISTS = "/northmere/papers/lists/"


@pytest.fixture
def group(footprint):
    return DistributionListFactory(footprint=footprint, key="board", name="Board members")


@pytest.fixture
def delivery(footprint, group):
    RecipientFactory(distribution=group, name="Ann Chair", address="ann@example.org")
    paper_type = PaperTypeFactory(footprint=footprint, slug="briefing", distribution=group)
    paper = PaperFactory(paper_type=paper_type, state="published")
    return distribution.send(PublicationFactory(paper=paper))[0]


def failed(delivery):
    mails.fail(delivery.mail_id, mails.claim(delivery.mail_id), "550 nobody here.", is_certain=True)


def sent_address(delivery, rest=""):
    return f"/northmere/papers/{delivery.publication.paper_id}/deliveries/{rest}"


class TestRights:
    def addresses(self, schedule, group, delivery):
        one, reader = f"{SCHEDULES}{schedule.pk}/", f"{LISTS}board/{delivery.recipient_id}/"
        sent = [sent_address(delivery), sent_address(delivery, f"{delivery.pk}/")]
        return {
            "read": [SCHEDULES, one, LISTS, f"{LISTS}board/", *sent],
            "manage": [f"{SCHEDULES}add/", f"{one}pause/", f"{one}resume/", reader, f"{reader}take-off/"],
        }

    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    def test_others_than_the_pmo_are_refused(self, client, request, schedule, period, group, delivery, who):
        client.force_login(request.getfixturevalue(who))
        for addresses in self.addresses(schedule, group, delivery).values():
            for address in addresses:
                assert client.get(address).status_code == 403
                assert client.post(address).status_code in (403, 405)
        assert client.post(f"{SCHEDULES}{schedule.pk}/{period.slug}/make/").status_code == 403
        assert not ScheduledPaper.objects.exists()

    def test_an_analyst_reads_and_does_not_set_up(self, client, analyst, schedule, group, delivery):
        client.force_login(analyst)
        addresses = self.addresses(schedule, group, delivery)
        assert {client.get(address).status_code for address in addresses["read"]} == {200}
        assert {client.get(address).status_code for address in addresses["manage"]} == {403}
        for address in (f"{SCHEDULES}{schedule.pk}/", LISTS, f"{LISTS}board/"):
            assert client.post(address, {"name": "Others"}).status_code == 403
        assert (DistributionList.objects.count(), Recipient.objects.count()) == (1, 1)

    @pytest.fixture
    def analyst(self, footprint):
        from tests.factories import UserFactory

        return UserFactory(role="pmo_analyst", footprint=footprint)


class TestSchedulePages:
    def test_without_any_the_page_says_what_to_do(self, client, priya):
        client.force_login(priya)
        page = shown(client.get(SCHEDULES))
        assert "No paper is made by itself yet." in page
        assert "make one first" in page

    def test_one_is_set_up_in_the_browser(self, client, priya, author, schedule):
        client.force_login(priya)
        typed = {"paper_type": schedule.paper_type_id, "session": "private", "set_point": "lock"}
        response = client.post(f"{SCHEDULES}add/", typed | {"time_of_day": "8.3", "author": author.pk})
        assert response.status_code == 422
        assert "Time of day must be a time, such as 08:00" in shown(response)
        response = client.post(f"{SCHEDULES}add/", typed | {"time_of_day": "08:30", "author": author.pk})
        assert response.url == f"{SCHEDULES}{PaperSchedule.objects.latest('pk').pk}/"

    def test_the_coming_periods_stand_with_their_moments(self, client, priya, schedule, period, footprint):
        PeriodFactory(footprint=footprint, month=(2026, 10), state="planned", despatch_on=date(2026, 11, 9))
        PeriodFactory(footprint=footprint, month=(2026, 11), state="planned")
        client.force_login(priya)
        page = shown(client.get(f"{SCHEDULES}{schedule.pk}/"))
        assert "8 October 2026 at 08:00" in page
        assert "9 November 2026 at 08:00. No meeting takes its papers: without one none is made" in page
        assert "No date yet for papers sent out" in page
        assert "Make the paper for September 2026 now" in page

    def test_a_failure_stands_above_and_is_tried_again(self, client, priya, schedule, period, meeting):
        ReportingPeriod.objects.update(meeting=None)
        schedules.make_due(DUE)
        client.force_login(priya)
        page = shown(client.get(SCHEDULES))
        assert "Papers that were not made" in page
        assert "No meeting takes the papers of September 2026" in page
        again = f"{SCHEDULES}{schedule.pk}/{period.slug}/make/"
        assert "No meeting takes" in shown(client.post(again, follow=True))
        ReportingPeriod.objects.update(meeting=meeting)
        page = shown(client.post(again, follow=True))
        assert "The paper for September 2026 is begun and is being compiled." in page
        assert "Papers that were not made" not in shown(client.get(SCHEDULES))
        assert "September 2026, due " in shown(client.get(f"{SCHEDULES}{schedule.pk}/"))

    def test_a_meeting_that_moved_stands_on_both_pages_with_its_button(
        self, client, priya, schedule, period, meeting
    ):
        schedules.make_due(DUE)
        meeting.date = date(2026, 10, 22)
        meeting.save()
        client.force_login(priya)
        paper = f"/northmere/papers/{ScheduledPaper.objects.get().paper_id}/"
        moved = "The meeting moved from 15 October 2026 to 22 October 2026 since"
        for address in (f"{SCHEDULES}{schedule.pk}/", paper):
            assert moved in shown(client.get(address))
        page = shown(client.post(f"{paper}follow-meeting/", follow=True))
        assert "is being compiled again" in page
        assert moved not in page

    def test_two_who_change_it_see_what_the_other_saved(self, client, priya, author, schedule):
        client.force_login(priya)
        address = f"{SCHEDULES}{schedule.pk}/"
        typed = {"version": 1, "set_point": "lock", "time_of_day": "08:00", "author": author.pk}
        assert client.post(address, typed).status_code == 302
        response = client.post(address, typed | {"set_point": "returns_due"})
        assert response.status_code == 409
        page = shown(response)
        assert "Somebody else saved this while you were writing" in page
        assert "As saved now As soon as the period is locked As you typed it The day returns are due" in page
        assert schedule.paper_type.schedules.get().set_point == "lock"

    def test_its_queries_do_not_grow(self, client, priya, schedule, footprint, django_assert_max_num_queries):
        for month in range(1, 9):
            PeriodFactory(footprint=footprint, month=(2027, month))
        client.force_login(priya)
        with django_assert_max_num_queries(12):
            client.get(SCHEDULES)


class TestListPages:
    def test_a_paste_with_a_wrong_line_comes_back_whole(self, client, priya, group):
        client.force_login(priya)
        typed = {"text": "Ann <ann@example.org>\nBen", "kind": "link"}
        response = client.post(f"{LISTS}board/", typed)
        assert response.status_code == 422
        assert "Line 2: “Ben” is not a name and an address." in shown(response)
        assert "Ann <ann@example.org>" in response.content.decode().replace("&lt;", "<").replace("&gt;", ">")
        assert not Recipient.objects.exists()

    def test_a_list_is_made_filled_and_changed(self, client, priya):
        client.force_login(priya)
        assert client.post(LISTS, {"name": "Lead Directors"}).url == f"{LISTS}lead-directors/"
        page = client.post(
            f"{LISTS}lead-directors/", {"text": "Ann <ann@example.org>", "kind": "link"}, follow=True
        )
        assert "1 reader added." in shown(page)
        reader = f"{LISTS}lead-directors/{Recipient.objects.get().pk}/"
        client.post(reader, {"name": "Ann Chair", "kind": "attachment"})
        assert (Recipient.objects.get().name, Recipient.objects.get().kind) == ("Ann Chair", "attachment")
        client.post(f"{reader}take-off/")
        assert Recipient.objects.get().ended_at is not None


class TestDeliveryPages:
    def test_before_publication_it_names_who_will_get_it(self, client, priya, footprint, group):
        RecipientFactory(distribution=group, name="Ann Chair", address="ann@example.org")
        paper = PaperFactory(paper_type__footprint=footprint, paper_type__distribution=group)
        client.force_login(priya)
        page = shown(client.get(f"/northmere/papers/{paper.pk}/deliveries/"))
        assert "Who it will be sent to" in page
        assert "Ann Chair, ann@example.org: a link" in page

    def test_who_got_what_and_when_it_was_opened(self, client, priya, delivery):
        Delivery.objects.update(first_opened_at=timezone.now())
        client.force_login(priya)
        page = shown(client.get(sent_address(delivery)))
        for words in ("Ann Chair, ann@example.org", "A link", "Waiting", "1 reader: 1 waiting; 1 opened"):
            assert words in page

    def test_a_failure_is_sent_again_by_a_button(self, client, priya, delivery):
        failed(delivery)
        client.force_login(priya)
        assert "550 nobody here." in shown(client.get(sent_address(delivery)))
        page = shown(client.post(sent_address(delivery, "retry/"), follow=True))
        assert "1 mail will be sent again" in page
        failed(delivery)
        page = shown(client.post(sent_address(delivery, f"{delivery.pk}/retry/"), follow=True))
        assert "goes to ann@example.org again" in page

    def test_a_correction_that_is_refused_keeps_what_was_typed(self, client, priya, delivery):
        failed(delivery)
        client.force_login(priya)
        address = sent_address(delivery, f"{delivery.pk}/address/")
        response = client.post(address, {"address": "ann@"})
        assert response.status_code == 422
        assert 'value="ann@"' in response.content.decode()
        assert "Enter an address like name@example.org." in shown(response)
        page = shown(client.post(address, {"address": "ann.chair@example.org"}, follow=True))
        assert "The paper goes to ann.chair@example.org within a minute." in page
        assert Mail.objects.count() == 2

    def test_a_bounce_is_recorded_with_its_words(self, client, priya, delivery):
        failed(delivery)
        client.force_login(priya)
        address = sent_address(delivery, f"{delivery.pk}/bounced/")
        assert client.post(address, {"words": ""}).status_code == 422
        page = shown(client.post(address, {"words": "550 no such mailbox"}, follow=True))
        assert "It came back: 550 no such mailbox" in page
        assert "open its reader: correct the address, or send it again" in shown(
            client.get(sent_address(delivery))
        )

    def test_those_added_later_are_named_and_sent_it(self, client, priya, delivery, group):
        RecipientFactory(distribution=group, name="Late Reader", address="late@example.org")
        client.force_login(priya)
        assert "has not been sent this paper: Late Reader" in shown(client.get(sent_address(delivery)))
        page = shown(client.post(sent_address(delivery, "send/"), follow=True))
        assert "The paper goes to 1 more reader within a minute." in page

    def test_the_list_can_be_taken_away_as_a_file(self, client, priya, delivery):
        client.force_login(priya)
        response = client.get(sent_address(delivery) + "?format=xlsx")
        rows = read_xlsx(response.content)
        assert rows[0][:4] == ["s:Name", "s:Address", "s:Gets", "s:State"]
        assert rows[1][:4] == ["s:Ann Chair", "s:ann@example.org", "s:A link", "s:Waiting"]
        assert "ann@example.org" in client.get(sent_address(delivery) + "?format=csv").content.decode()

    def test_its_queries_do_not_grow(self, client, priya, delivery, group, django_assert_max_num_queries):
        for number in range(20):
            RecipientFactory(distribution=group, address=f"r{number}@example.org")
        distribution.send(delivery.publication)
        client.force_login(priya)
        with django_assert_max_num_queries(12):
            client.get(sent_address(delivery))

    def test_somebody_elses_delivery_is_404(self, client, priya, delivery):
        other = PublicationFactory(
            paper=PaperFactory(paper_type__footprint=delivery.footprint, paper_type__slug="o")
        )
        client.force_login(priya)
        assert client.get(f"/northmere/papers/{other.paper_id}/deliveries/{delivery.pk}/").status_code == 404


def test_without_an_author_to_choose_a_new_schedule_says_where_to_name_one(client, priya, footprint):
    client.force_login(priya)
    note = "so there is no author to choose"
    assert note in shown(client.get(f"{SCHEDULES}add/"))
    PersonFactory(footprint=footprint, user=priya)
    assert note not in shown(client.get(f"{SCHEDULES}add/"))
