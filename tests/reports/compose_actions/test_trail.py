"""The audit trail of a paper has no words of a private one."""

import pytest

from reports.actions import papers
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory, PaperSectionFactory

pytestmark = pytest.mark.django_db


def test_the_trail_has_no_word_and_no_heading_of_a_private_paper(footprint, priya):
    paper = PaperFactory(
        paper_type__footprint=footprint, session="private", is_private=True, private_reason="Commercial"
    )
    section = PaperSectionFactory(paper=paper, key="report", title="ZEBRA heading")
    section = papers.write_section(section=section, version=section.version, text="ZEBRA text", by=priya)
    section = papers.override_section(
        section=section, version=section.version, text="ZEBRA hand", reason="ZEBRA reason", by=priya
    )
    papers.end_override(section=section, by=priya)
    said = AuditEvent.objects.values_list("subject_label", "before", "after", "reason")
    assert len(said) == 3
    assert "ZEBRA" not in str(list(said))
