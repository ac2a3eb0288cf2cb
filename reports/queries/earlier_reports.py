"""What was reported in the periods before, as fingerprints."""

from portfolios.models import RETURNED, ReportingPeriod, ReportParagraph
from reports.checks.repetition import fingerprint

PERIODS = 2  # with the one of the paper, three running (DESIGN 6)


def earlier_reports(period: ReportingPeriod) -> list[dict[str, list[str]]]:
    """For each of the two periods before ``period``, the nearest first: by initiative, the fingerprints of what its
    report said, private paragraphs too. Fingerprints, so that no words of another period stand in a paper's input.
    Two queries.
    """
    known = ReportingPeriod.objects.filter(footprint=period.footprint_id, first_day__lt=period.first_day)
    periods = list(known.order_by("-first_day")[:PERIODS])
    found: dict[int, dict[str, set[str]]] = {one.pk: {} for one in periods}
    rows = ReportParagraph.objects.filter(report__period__in=periods, report__state__in=RETURNED)
    for pk, slug, text in rows.values_list("report__period", "report__initiative__slug", "text"):
        found[pk].setdefault(slug, set()).add(fingerprint(text))
    return [{slug: sorted(found[one.pk][slug]) for slug in sorted(found[one.pk])} for one in periods]
