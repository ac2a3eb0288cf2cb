"""Comments and requests for change: said, answered and settled."""

import pytest

from reports.models import PaperComment
from tests.factories import PaperCommentFactory, PaperFactory
from tests.pages import read, shown
from tests.reports.compose_pages.addresses import at, at_section

pytestmark = pytest.mark.django_db


class TestComments:
    def test_they_are_said_answered_and_settled(self, client, paper, introduction, priya, sam):
        client.force_login(sam)
        said = {"section": introduction.pk, "text": "Name the board.", "kind": "change"}
        assert client.post(at(paper, "comments/"), said).url == f"{at_section(introduction)}#comments"
        page = read(client, priya, at(paper, "comments/"))
        assert "Introduction Request for change Sam Owner" in page
        comment = PaperComment.objects.get()
        assert (
            client.post(at(paper, f"comments/{comment.pk}/settle/"), {"answer": "Named."}).status_code == 302
        )
        assert "Named. Settled by Priya Office" in read(client, priya, at(paper, "comments/"))

    def test_refused_they_come_back_as_typed(self, client, paper, introduction, priya):
        client.force_login(priya)
        response = client.post(at(paper, "comments/"), {"section": introduction.pk, "text": "Name it."})
        assert response.status_code == 422
        assert "About “Introduction”" in shown(response)
        assert "Name it." in response.content.decode()
        response = client.post(at(paper, "comments/"), {"section": introduction.pk, "kind": "comment"})
        assert "Write what you have to say" in shown(response)
        change = PaperCommentFactory(paper=paper, kind="change")
        response = client.post(at(paper, f"comments/{change.pk}/settle/"), {"answer": " "})
        assert response.status_code == 422
        assert "Say what was changed, or why nothing is." in shown(response)

    def test_those_on_another_papers_sections_are_nowhere(self, client, paper, priya, footprint):
        other = PaperFactory(paper_type=paper.paper_type, edition=2)
        client.force_login(priya)
        said = {"section": other.sections.first().pk, "text": "Well.", "kind": "comment"}
        assert client.post(at(paper, "comments/"), said).status_code == 404
        comment = PaperCommentFactory(paper=other)
        assert client.post(at(paper, f"comments/{comment.pk}/settle/")).status_code == 404
