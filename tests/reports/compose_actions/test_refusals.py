"""A paper that is passed is changed by nothing."""

import pytest
from django.core.exceptions import ValidationError

from reports.actions import comments, composing, cover_answers, papers
from stp_portal.core.models import AuditEvent
from tests.factories import PaperCommentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("approved", "takes the approval back first"),
        ("published", "A correction is made in a new edition"),
        ("superseded", "the edition that superseded it"),
    ],
)
def test_a_paper_that_is_passed_is_changed_by_nothing(paper, introduction, report, priya, state, words):
    paper.state = state
    paper.save()
    details = composing.Details(
        **{name: getattr(paper, name) for name in composing.Details.__dataclass_fields__} | {"title": "New"}
    )
    said = {"paper": paper, "section": None, "kind": "comment", "text": "Well.", "by": priya}
    attempts = [
        lambda: papers.write_section(section=introduction, version=1, text="New.", by=priya),
        lambda: papers.override_section(section=report, version=1, text="A", reason="B", by=priya),
        lambda: papers.end_override(section=report, by=priya),
        lambda: papers.leave_out(section=report, by=priya),
        lambda: papers.move(section=report, position=2, step=1, by=priya),
        lambda: composing.save_details(paper=paper, version=1, details=details, by=priya),
        lambda: cover_answers.save_cover(paper=paper, version=1, answers={}, declaration=None, by=priya),
        lambda: comments.say(**said),
        lambda: comments.settle(comment=PaperCommentFactory(paper=paper), answer="Done.", by=priya),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert words in refused.value.messages[0]
    assert not AuditEvent.objects.exists()
