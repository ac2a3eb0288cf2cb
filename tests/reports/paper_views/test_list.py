"""The list of papers: a line for each that one may see, and how it is narrowed."""

import pytest

from reports.models import RunState
from tests.factories import PaperFactory, PeriodFactory, RunFactory
from tests.pages import read, row_of
from tests.reports.paper_views.addresses import LIST
from tests.reports.paper_views.files import done

pytestmark = pytest.mark.django_db


class TestList:
    def test_a_line_tells_period_meeting_state_and_file(self, client, bea, paper):
        assert row_of(client, bea, LIST, "Paper Sustainability") == (
            "Paper Sustainability and Transformation Plan (STP) Update Period January 2018 "
            "Meeting Governing Body, 21 February 2018 State Draft File Not compiled yet"
        )
        done(paper)
        assert row_of(client, bea, LIST, "Paper Sustainability").endswith("File PDF (16 bytes)")

    def test_what_became_of_a_first_run_is_told_in_place_of_the_file(self, client, bea, paper):
        RunFactory(paper=paper, state=RunState.FAILED)
        assert row_of(client, bea, LIST, "Paper Sustainability").endswith("File Failed")

    def test_private_papers_are_for_those_who_may_read_them(self, client, bea, bob, private_paper):
        assert "Land sale" in read(client, bea, LIST)
        assert "Draft, private" in row_of(client, bea, LIST, "Paper Land sale")
        assert "Land sale" not in read(client, bob, LIST)

    def test_it_is_narrowed_by_period_and_state(self, client, bea, footprint, paper):
        later = PaperFactory(
            paper_type=paper.paper_type,
            period=PeriodFactory(footprint=footprint, month=(2018, 2)),
            title="Later one",
            state="approved",
        )
        everything = read(client, bea, LIST)
        assert everything.index("Later one") < everything.index("Sustainability")
        assert "Sustainability" not in read(client, bea, LIST + "?period=2018-02")
        assert later.title not in read(client, bea, LIST + "?state=draft")
        assert "No paper matches" in read(client, bea, LIST + "?state=draft&period=2018-02")

    def test_an_address_typed_wrong_is_told_and_left_out(self, client, bea, paper):
        page = read(client, bea, LIST + "?period=May&page=9")
        assert "“May” is not a period of papers here: these are the papers of every period." in page
        assert "There is no page 9" in page
        assert "Sustainability" in page

    def test_an_empty_list_says_how_a_paper_begins(self, client, bea, priya):
        assert "The programme office starts them" in read(client, bea, LIST)
        assert "Start one for a period and a meeting" in read(client, priya, LIST)

    @pytest.mark.parametrize("size", [2, 20])
    def test_its_queries_do_not_grow_with_papers_or_runs(
        self, client, bea, footprint, paper, size, django_assert_num_queries
    ):
        for number in range(size):
            done(PaperFactory(paper_type=paper.paper_type, period=paper.period, edition=number + 2))
            done(paper)
        client.force_login(bea)
        with django_assert_num_queries(7):
            client.get(LIST)
