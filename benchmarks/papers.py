"""Compiling the paper of September 2017 beside bare WeasyPrint on the same HTML."""

from typing import Any

from django.core.management import call_command

from benchmarks.timing import medians
from reports.compilation import compile_paper, document_html
from reports.composition import compose
from reports.inputs import frozen_input
from reports.models import Paper, SnapshotKind


def bare(html: str) -> bytes:
    """WeasyPrint and nothing else: no guards, no finisher, no conformance, its own settings for the rest."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.rendering.engine import FONT_FACES, PaperFetcher

    fetcher, fonts = PaperFetcher(), FontConfiguration()
    faces = CSS(string=FONT_FACES, url_fetcher=fetcher, font_config=fonts)
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[faces], font_config=fonts)
    return pdf


def real_paper() -> tuple[dict[str, Any], dict[str, Any]]:
    """The record and the frozen input of Dorset's paper of September 2017, which is loaded for it."""
    call_command("load_examples", "reports/examples/dorset", verbosity=0)
    paper = Paper.objects.get(
        footprint__slug="dorset", period__slug="2017-09", paper_type__slug="governing-body-update"
    )
    return paper.period.snapshots.get(kind=SnapshotKind.LOCKED).data, frozen_input(paper)


def measure(snapshot: dict[str, Any], content: dict[str, Any], *, rounds: int) -> None:
    """Print the time of a whole compilation, from the frozen record to files, against WeasyPrint alone."""
    html = document_html(compose(snapshot, content))
    seconds = medians(
        {"bare": lambda: bare(html), "whole": lambda: compile_paper(snapshot, content)}, rounds=rounds
    )
    print(f"{'September 2017, Dorset':32}{'s':>8}{'x floor':>9}")
    print(f"{'bare WeasyPrint (floor)':32}{seconds['bare']:8.2f}{1:9.2f}")
    print(f"{'whole compilation':32}{seconds['whole']:8.2f}{seconds['whole'] / seconds['bare']:9.2f}")
