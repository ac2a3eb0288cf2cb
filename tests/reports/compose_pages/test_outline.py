"""The outline of a paper: what each section amounts to, and the paper beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PaperCommentFactory, PaperSectionFactory, PersonFactory, SectionDraftFactory
from tests.pages import read
from tests.reports.compose_pages.addresses import at, at_section, outline

pytestmark = pytest.mark.django_db


class TestOutline:
    def test_it_says_what_each_section_amounts_to(self, client, paper, introduction, report, priya):
        finance = paper.sections.get(key="finance")
        PaperCommentFactory(paper=paper, section=introduction)
        PaperCommentFactory(paper=paper, section=introduction, settled_at="2018-02-03T10:00Z")
        client.force_login(priya)
        assert outline(client, introduction).startswith("1. Introduction Written 1 comment")
        assert outline(client, report).startswith("2. Report From the record")
        assert outline(client, finance).startswith("6. Finance Update Empty 1 finding")
        client.post(at_section(finance, "leave-out/"))
        assert outline(client, finance).startswith("Finance Update Left out")
        client.post(at_section(finance, "put-back/"))
        assert outline(client, finance).startswith("6. Finance Update Empty")
        assert "Left out" not in outline(client, finance)

    def test_the_paper_stands_beside_it_as_it_would_be_printed(self, client, paper, priya):
        page = read(client, priya, at(paper))
        assert "1.1 Here is the first word." in page
        assert "Draft: not approved." in page
        assert not paper.runs.exists()

    def test_private_sections_do_not_print_in_a_public_paper(self, client, paper, introduction, priya):
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.text = "Zebra."
        introduction.save()
        client.force_login(priya)
        assert outline(client, introduction).startswith("Introduction Written Private")
        assert "Zebra." not in read(client, priya, at(paper))
        assert "Zebra." in read(client, priya, at_section(introduction))

    def test_private_sections_are_nothing_to_a_reviewer_who_may_not_read_them(
        self, client, paper, introduction, bob
    ):
        paper.reviewer = PersonFactory(footprint=paper.footprint, key="bob", user=bob)
        paper.save()
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.save()
        page = read(client, bob, at(paper))
        assert "Introduction" not in page
        assert "finding" not in page  # findings may speak of private rows
        assert client.get(at_section(introduction)).status_code == 404

    def test_a_finding_of_a_section_says_what_its_rule_looks_for(self, client, introduction, priya):
        introduction.text = "It costs £XX."
        introduction.save()
        page = read(client, priya, at_section(introduction))
        assert "Rule: placeholder. It looks for: “£XX”, “page XX”, “to be confirmed” and the like." in page

    def test_a_section_is_moved_by_its_buttons(self, client, paper, report, priya):
        client.force_login(priya)
        assert "Move Report up" in outline(client, report)
        response = client.post(at_section(report, "move/"), {"position": 2, "to": "up"})
        assert response.url == f"{at(paper)}#outline-{report.pk}"
        assert outline(client, report).startswith("1. Report")
        assert "Move Report up" not in outline(client, report)

    def test_a_paper_whose_people_are_gone_is_still_written(self, client, paper, introduction, priya):
        paper.author = PersonFactory(footprint=paper.footprint, key="gone", user=None)
        paper.save()
        introduction.edited_at, introduction.edited_by = "2018-02-03T10:00Z", None
        introduction.save()
        assert "somebody whose account is gone" in read(client, priya, at_section(introduction))

    def test_its_queries_do_not_grow_with_sections_comments_or_drafts(self, client, paper, priya):
        client.force_login(priya)

        def count(address):
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            return len(asked)

        introduction = paper.sections.get(key="introduction")
        before = count(at(paper)), count(at_section(introduction))
        for number in range(20):
            section = PaperSectionFactory(paper=paper, key=f"text-{number}", text="Said.", edited_by=priya)
            PaperCommentFactory(paper=paper, section=section, by=priya)
            PaperCommentFactory(paper=paper, section=introduction, by=priya)
            SectionDraftFactory(section=section, user=priya)
        after = count(at(paper)), count(at_section(introduction))
        # Drafts are put in the place of what is saved by one query more, where there are any.
        assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1]
        assert after[0] < 100
