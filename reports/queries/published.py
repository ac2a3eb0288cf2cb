"""Published papers as the public pages show them: plain values, in as few queries as can be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max

from portfolios.models import Footprint
from reports.models import FileFormat, PaperFile, Publication

# What a list needs of a publication: neither its manifest nor anything of the paper it came from.
COLUMNS = (
    "pk",
    "slug",
    "title",
    "type_name",
    "body",
    "meeting_date",
    "period_label",
    "edition",
    "published_at",
    "superseded_by_id",
    "superseded_at",
    "taken_down_at",
)


@dataclass(frozen=True)
class Edition:
    """A published paper in a list. ``earlier`` are the editions it superseded that can be read, the newest first."""

    pk: int
    slug: str
    title: str
    type_name: str
    body: str
    meeting_date: date | None
    period_label: str
    edition: int
    published_at: datetime
    superseded_by_id: int | None
    superseded_at: datetime | None
    taken_down_at: datetime | None
    earlier: list["Edition"] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year of its meeting; of its publication where it has none."""
        return (self.meeting_date or self.published_at).year


@dataclass(frozen=True)
class Place:
    """A footprint that has published: how many papers can be read, and when the newest of them was published."""

    slug: str
    name: str
    is_made_up: bool
    papers: int
    newest: datetime


def places() -> list[Place]:
    """The footprints with published papers, by name. One query."""
    rows = (
        Publication.objects.newest_for_anybody()
        .order_by("footprint__name")
        .values("footprint__slug", "footprint__name", "footprint__is_made_up")
        .annotate(papers=Count("pk"), newest=Max("published_at"))
    )
    return [
        Place(
            row["footprint__slug"],
            row["footprint__name"],
            row["footprint__is_made_up"],
            row["papers"],
            row["newest"],
        )
        for row in rows
    ]


def editions(footprint: Footprint) -> list[Edition]:
    """What ``footprint`` has published: of each paper the newest edition that can be read, newest meeting first.

    Each has the editions before it; those that were taken down are left out of both. One query.
    """
    found = Publication.objects.public().filter(footprint=footprint).order_by("pk")
    rows = {row[0]: Edition(*row) for row in found.values_list(*COLUMNS)}
    before = {one.superseded_by_id: one for one in rows.values() if one.superseded_by_id}
    newest = []
    for last in rows.values():
        if last.superseded_by_id in rows:
            continue
        chain = [last]
        while earlier := before.get(chain[-1].pk):
            chain.append(earlier)
        if readable := [one for one in chain if one.taken_down_at is None]:
            readable[0].earlier.extend(readable[1:])
            newest.append(readable[0])
    return sorted(newest, key=lambda one: (_meets(one), one.published_at), reverse=True)


def _meets(one: Edition) -> date:
    return one.meeting_date or one.published_at.date()


def html_of(publication: Publication) -> bytes:
    """The bytes of the HTML file that was published. One query. Raises PaperFile.DoesNotExist where there is none."""
    files = PaperFile.objects.filter(run=publication.run_id, file_format=FileFormat.HTML)
    return bytes(files.values_list("content", flat=True).get())


def history_of(publication: Publication) -> Sequence[Publication]:
    """Every public edition of the same paper, taken down or not, newest first. One query."""
    paper = publication.paper
    return list(
        Publication.objects.public()
        .filter(
            footprint=publication.footprint_id,
            paper__paper_type=paper.paper_type_id,
            paper__period=paper.period_id,
            paper__session=paper.session,
        )
        .defer("manifest")
        .order_by("-edition")
    )


def found_by_hash(sha256: str) -> list[tuple[Publication, str]]:
    """The publications with a file of this SHA-256, public and private, each with the format of the file. One query."""
    rows: list[Any] = list(
        PaperFile.objects.filter(sha256=sha256, run__publication__isnull=False)
        .order_by("run__publication__published_at")
        .values_list("run__publication", "file_format")
    )
    publications = Publication.objects.select_related("footprint", "superseded_by").in_bulk(
        [publication for publication, _ in rows]
    )
    return [(publications[pk], FileFormat(file_format).label) for pk, file_format in rows]
