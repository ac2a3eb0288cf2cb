"""Comments and requests for change: said, settled, and who hears of them."""

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Notice, NoticeKind
from reports.actions import comments
from reports.models import Paper, PaperComment, PaperCommentKind
from stp_portal.core.models import AuditEvent
from tests.factories import PaperCommentFactory, PersonFactory

pytestmark = pytest.mark.django_db


class TestComments:
    def test_what_is_said_twice_is_there_once(self, paper, introduction, sam):
        for _ in range(2):
            comments.say(
                paper=paper, section=introduction, kind=PaperCommentKind.CHANGE, text=" Say more. ", by=sam
            )
        said = PaperComment.objects.get()
        assert (said.text, said.by_name, said.section) == ("Say more.", "Sam Owner", introduction)

    def test_nothing_said_and_no_kind_are_refused(self, paper, sam):
        with pytest.raises(ValidationError) as refused:
            comments.say(paper=paper, section=None, kind="shout", text=" ", by=sam)
        assert set(refused.value.message_dict) == {"kind", "text"}

    def test_a_request_for_change_needs_an_answer_and_a_comment_does_not(self, paper, priya):
        change = PaperCommentFactory(paper=paper, kind=PaperCommentKind.CHANGE)
        with pytest.raises(ValidationError):
            comments.settle(comment=change, answer=" ", by=priya)
        assert comments.settle(comment=change, answer="Done.", by=priya).settled_by_name == "Priya Office"
        assert comments.settle(comment=PaperCommentFactory(paper=paper), answer="", by=priya).settled_at

    def test_the_author_hears_of_a_request_and_who_made_it_of_the_answer_in_no_words_of_the_paper(
        self, paper, introduction, priya, sam
    ):
        Paper.objects.filter(pk=paper.pk).update(author=PersonFactory(footprint=paper.footprint, user=priya))
        said = {"paper": paper, "section": introduction, "by": sam}
        comments.say(kind=PaperCommentKind.COMMENT, text="Well written.", **said)
        assert not Notice.objects.exists()
        change = comments.say(kind=PaperCommentKind.CHANGE, text="Say more.", **said)
        asked = Notice.objects.get()
        assert (asked.user, asked.kind) == (priya, NoticeKind.PAPER)
        assert asked.text == f"The paper “The plan” for {paper.period} has a request for change by Sam Owner."
        comments.settle(comment=change, answer="Done.", by=priya)
        answered = Notice.objects.exclude(pk=asked.pk).get()
        assert (answered.user, answered.kind) == (sam, NoticeKind.PAPER_NEWS)
        assert "Done" not in answered.text

    def test_what_somebody_settled_meanwhile_is_not_settled_otherwise(self, paper, priya):
        comment = PaperCommentFactory(paper=paper)
        comments.settle(comment=comment, answer="Done.", by=priya)
        assert comments.settle(comment=comment, answer="Done.", by=priya).answer == "Done."
        with pytest.raises(ValidationError) as refused:
            comments.settle(comment=comment, answer="Left.", by=priya)
        assert "Priya Office has settled this meanwhile" in refused.value.message_dict["answer"][0]

    def test_words_about_a_private_section_stay_out_of_the_trail(self, paper, introduction, priya):
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.save()
        comments.say(
            paper=paper, section=introduction, kind=PaperCommentKind.COMMENT, text="Names!", by=priya
        )
        assert AuditEvent.objects.get(event="paper.commented").after["text"] == "6 characters"
