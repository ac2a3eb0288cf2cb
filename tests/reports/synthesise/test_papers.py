"""The papers that a made-up footprint begins with."""

from portfolios.models import Abbreviation, HighlightReport, Initiative, ReportParagraph
from reports.composition import compose
from reports.inputs import frozen_input
from reports.models import Paper, PaperState, Severity
from reports.snapshot_content import build
from tests.reports.synthesise.making import UNTIL


def test_the_open_period_has_a_draft_paper_whose_short_forms_are_all_listed_and_used(northmere):
    paper = Paper.objects.get(paper_type__slug="governing-body-update")
    texts = [
        *ReportParagraph.objects.values_list("text", flat=True),
        *HighlightReport.objects.values_list("route_to_green", flat=True),
        *paper.sections.values_list("text", flat=True),
        *paper.cover_answers.values_list("text", flat=True),
        paper.title,
    ]
    words = " ".join(texts)

    assert (paper.state, paper.period.slug) == (PaperState.DRAFT, "2026-03")
    assert paper.meeting.date >= UNTIL
    assert [term for term in Abbreviation.objects.values_list("term", flat=True) if term not in words] == []


def test_the_open_period_has_a_highlight_report_with_a_box_for_each_programme(northmere):
    paper = Paper.objects.get(paper_type__slug="highlight-report")
    document = compose(build(paper.period), frozen_input(paper))

    (appendix,) = document.appendices
    programmes = Initiative.objects.filter(kind="programme").order_by("name")
    assert (paper.state, paper.period.slug) == (PaperState.DRAFT, "2026-03")
    assert sorted(box["heading"].title for box in appendix.context["boxes"]) == [
        programme.heading for programme in programmes
    ]
    blocking = {finding.rule for finding in document.findings if finding.severity == Severity.BLOCKING}
    assert blocking == {"changes-missing"}  # they are frozen when a run is asked for
