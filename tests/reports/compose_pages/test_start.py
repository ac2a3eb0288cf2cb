"""The page on which a paper is begun: from the last one or from scratch, and what it offers beforehand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.models import Paper
from tests.factories import BodyFactory, MeetingFactory, PaperFactory, PaperTypeFactory, PersonFactory
from tests.pages import read, shown
from tests.reports.compose_pages.addresses import START, at, at_section, outline

pytestmark = pytest.mark.django_db


class TestStarting:
    @pytest.fixture
    def paper_type(self, footprint, february):
        return PaperTypeFactory(footprint=footprint, recommendation="Note it.", recommendation_verb="note")

    def sent(self, **changes):
        values = {"paper_type": "governing-body-update", "period": "2018-02", "session": "public"}
        return values | {"begin": "last"} | changes

    def test_without_types_it_says_what_to_do_first(self, client, priya, footprint):
        assert "There are no types of paper yet" in read(client, priya, START)

    def test_it_leads_to_the_paper(self, client, priya, paper_type):
        client.force_login(priya)
        response = client.post(START, self.sent(), follow=True)
        assert response.redirect_chain[0][0] == at(Paper.objects.get())
        assert "“Governing Body update” is begun." in shown(response)

    def test_from_the_last_paper_every_carried_text_says_so(self, client, priya, paper_type, january):
        PaperFactory(paper_type=paper_type, period=january, title="Last", texts={"introduction": "Old."})
        client.force_login(priya)
        response = client.post(START, self.sent(), follow=True)
        assert "is begun with the texts of January 2018" in shown(response)
        section = Paper.objects.get(period__slug="2018-02").sections.get(key="introduction")
        assert "1 section is carried from Last, January 2018" in shown(response)
        assert "Carried" in outline(client, section)
        assert "not changed yet" in read(client, priya, at_section(section))
        # Saved as it stands, somebody has read it.
        client.post(at_section(section), {"version": 1, "text": "Old."})
        assert "Carried" not in outline(client, section)

    def test_from_scratch_nothing_is_carried(self, client, priya, paper_type, january):
        PaperFactory(paper_type=paper_type, period=january, texts={"introduction": "Old."})
        client.force_login(priya)
        client.post(START, self.sent(begin="scratch"))
        assert not Paper.objects.get(period__slug="2018-02").sections.exclude(text="").exists()

    def test_a_second_one_is_refused_with_the_way_to_the_first(self, client, priya, paper):
        client.force_login(priya)
        response = client.post(START, self.sent(private_reason="Typed."))
        assert response.status_code == 422
        assert "“The plan so far” is begun for February 2018" in shown(response)
        assert f'href="/northmere/papers/{paper.pk}/"' in response.content.decode()
        assert 'value="Typed."' in response.content.decode()

    def test_a_private_paper_says_why(self, client, priya, paper_type):
        client.force_login(priya)
        response = client.post(START, self.sent(session="private"))
        assert response.status_code == 422
        assert "Say why this is private" in shown(response)
        assert client.post(START, self.sent(session="private", private_reason="Staff.")).status_code == 302

    def test_its_address_chooses_beforehand(self, client, priya, paper_type, january):
        client.force_login(priya)
        page = client.get(START + "?period=2018-01&session=private").content.decode()
        assert '<option value="2018-01" selected>' in page

    def test_it_says_at_once_that_the_paper_is_there(self, client, priya, paper):
        assert "The plan so far, February 2018 is there already (draft)" in read(client, priya, START)
        private = read(client, priya, START + "?session=private")
        assert "is there already" not in private

    def test_the_sponsor_of_the_last_paper_is_chosen_beforehand(self, client, priya, paper_type, january):
        sponsor = PersonFactory(footprint=paper_type.footprint, name="Dana Sponsor")
        PaperFactory(paper_type=paper_type, period=january, sponsor=sponsor)
        client.force_login(priya)
        page = client.get(START).content.decode()
        assert f'<option value="{sponsor.pk}" selected>' in page

    def test_it_is_for_the_meeting_of_its_period_unless_another_is_chosen(
        self, client, priya, paper_type, february
    ):
        body = BodyFactory(footprint=paper_type.footprint)
        february.meeting, other = (MeetingFactory(body=body, date=f"2018-0{month}-21") for month in (3, 4))
        february.save()
        client.force_login(priya)
        client.post(START, self.sent())
        assert Paper.objects.get().meeting == february.meeting
        client.post(START, self.sent(session="private", private_reason="Staff.", meeting=other.pk))
        assert Paper.objects.get(session="private").meeting == other

    def test_meetings_to_come_stand_first_the_next_one_before_all(self, client, priya, paper_type):
        today = timezone.localdate()
        body = BodyFactory(footprint=paper_type.footprint)
        for days in (-60, 90, 30, -30):
            MeetingFactory(body=body, date=today + timedelta(days=days))
        client.force_login(priya)
        offered = client.get(START).context["form"].fields["meeting"].queryset
        assert [(meeting.date - today).days for meeting in offered] == [30, 90, -30, -60]
