"""A paper that prints what the last one said, unread, is not approved."""

from dataclasses import asdict

import pytest
from django.core.exceptions import ValidationError

from reports.actions import approval, papers, runs
from reports.queries.composing import composed_now
from tests.factories import PaperFactory, PeriodFactory
from tests.reports.publishing.way import finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried(paper, footprint):
    """The paper, begun with the texts of December."""
    last = PaperFactory(
        paper_type=paper.paper_type,
        period=PeriodFactory(footprint=footprint, month=(2017, 12)),
        texts={"introduction": "The first words."},
    )
    paper.started_from = last
    paper.save()
    return paper


def compiled(paper):
    """Its last run, ended with what the checks say of carried texts; the rest of the paper is not the matter here."""
    found = [one for one in composed_now(paper, {}).findings if one.rule == "text-carried"]
    finish(paper, tuple(asdict(one) for one in found))
    return [one.where for one in found]


def test_it_is_refused_until_somebody_has_saved_the_text(carried, ann, sam):
    paper = approval.submit(paper=carried, by=ann)
    assert compiled(paper) == ["Section 1, Introduction"]
    with pytest.raises(ValidationError, match="must be put right"):
        approval.approve(paper=paper, by=sam)

    section = paper.sections.get(key="introduction")
    papers.write_section(section=section, version=section.version, text=section.text, by=ann)
    runs.request(paper=paper, by=ann)
    assert compiled(paper) == []
    assert approval.approve(paper=paper, by=sam).state == "approved"
