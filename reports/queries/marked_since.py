"""What somebody marked private after a public paper was published: it stands there still, and the office is to know.

Computed as it is read, from the frozen record and today's marks: nothing of it is stored, and a mark that is lifted is
told no more. For those who publish papers and may read private material.
"""

import json
from datetime import date
from typing import Any

from portfolios.models import Footprint
from reports.composition import drawn_by
from reports.models import Publication
from reports.redactions import Redaction, redactions
from reports.snapshot_content import newly_private, with_marks


def marked_since(publication: Publication) -> list[Redaction]:
    """Rows that ``publication`` is drawn from and would leave out today: what, in which sections, and why.

    A row that the sections count is told too, for its part in a figure. Empty for a private publication and for one
    that was taken down. Two queries, and one for the record where it is not at hand.
    """
    if publication.is_private or publication.taken_down_at is not None:
        return []
    snapshot = publication.run.snapshot
    return _left_out_by(publication, newly_private(snapshot.data, snapshot.period))


def with_marks_since(place: Footprint, since: date) -> list[tuple[Publication, int]]:
    """Public papers of ``place`` published ``since`` that hold what is private today, and how many rows each.

    Superseded editions too: anybody can read them. One query where there is none, else four, and two for each record
    that they are drawn from, which the papers and editions of a period share.
    """
    recent = Publication.objects.for_anybody().filter(footprint=place, published_at__date__gte=since)
    found = []
    marks: dict[int, dict[str, list[Any]]] = {}
    for publication in recent.prefetch_related("run__snapshot__period").order_by("pk"):
        snapshot = publication.run.snapshot
        if snapshot.pk not in marks:
            marks[snapshot.pk] = newly_private(snapshot.data, snapshot.period)
        if number := len(_left_out_by(publication, marks[snapshot.pk])):
            found.append((publication, number))
    return found


def _left_out_by(publication: Publication, now: dict[str, list[Any]]) -> list[Redaction]:
    """What ``publication`` would leave out by the marks of ``now`` and did not leave out by its own."""
    data, paper = publication.run.snapshot.data, json.loads(publication.run.input)
    then = paper.get("newly_private", {})
    if all(key in then.get(name, ()) for name, keys in now.items() for key in keys):
        return []
    published = with_marks(data, then)
    left_out, would_be = (
        redactions(record, paper, lambda section: drawn_by(section).draws_on)
        for record in (published, with_marks(published, now))
    )
    known = {one.what for one in left_out}
    return [one for one in would_be if one.what not in known]
