"""Who may begin and write a paper, comment on it, or know of it at all."""

import pytest

from portfolios.models import Session
from reports.models import Paper
from tests.factories import PaperCommentFactory, PersonFactory
from tests.pages import read
from tests.reports.compose_pages.addresses import START, at, at_section

pytestmark = pytest.mark.django_db


class TestRights:
    def addresses(self, section):
        paper = section.paper
        comment = PaperCommentFactory(paper=paper, section=section)
        writing = [START, at(paper, "details/"), at(paper, "cover/")]
        writing += [at_section(section, f"{step}/") for step in ("autosave", "discard", "override", "move")]
        writing += [at_section(section, f"{step}/") for step in ("override-end", "leave-out", "put-back")]
        writing += [at_section(section, f"{step}/") for step in ("mark-private", "make-public")]
        commenting = [at(paper), at_section(section), at(paper, "comments/")]
        return writing, [*commenting, at(paper, f"comments/{comment.pk}/settle/")]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_strangers_find_nothing_and_colleagues_without_the_right_are_refused(
        self, client, introduction, charlie, bob, alice, bea, sam, method
    ):
        writing, commenting = self.addresses(introduction)
        for user, status in ((charlie, 404), (bob, 403), (alice, 403), (bea, 403)):
            client.force_login(user)
            for address in (*writing, *commenting):
                if method == "post" and address == at(introduction.paper):
                    continue  # only read
                assert getattr(client, method)(address).status_code == status, address
        # Who approves papers comments on them, and writes nothing.
        client.force_login(sam)
        assert {getattr(client, method)(address).status_code for address in writing} == {403}

    def test_who_is_named_to_review_reads_and_comments(self, client, paper, introduction, bea):
        paper.reviewer = PersonFactory(footprint=paper.footprint, key="bea", user=bea)
        paper.save()
        page = read(client, bea, at_section(introduction))
        assert "Comment, or request a change" in page
        assert "Save section" not in page
        said = {"section": introduction.pk, "text": "Say more.", "kind": "change"}
        assert client.post(at(paper, "comments/"), said).status_code == 302
        assert client.post(at_section(introduction), {"version": 1, "text": "Mine."}).status_code == 403

    def test_a_private_paper_is_nothing_to_who_may_not_read_it(self, client, paper, bob, priya):
        private = {"is_private": True, "private_reason": "Staff.", "session": Session.PRIVATE}
        Paper.objects.filter(pk=paper.pk).update(**private)
        client.force_login(bob)
        assert client.get(at(paper)).status_code == 404
        assert "Staff." in read(client, priya, at(paper))
