"""Compiling the paper of September 2017 beside bare WeasyPrint on the same HTML."""

from django.core.management import call_command

from benchmarks.timing import medians


def measure(*, rounds: int) -> None:
    """Print the time of a whole compilation, from the frozen record to files, against WeasyPrint alone."""
    call_command("load_examples", verbosity=0)
    from reports.compilation import compile_paper
    from reports.inputs import frozen_input
    from reports.models import Paper
    from reports.rendering import pdf

    paper = Paper.objects.get(footprint__slug="dorset", period__slug="2017-09")
    snapshot = paper.period.snapshots.get(kind="locked").data
    content = frozen_input(paper)
    html = _document(compile_paper, snapshot, content)
    seconds = medians(
        {"bare": lambda: bare(html), "compile": lambda: compile_paper(snapshot, content)}, rounds=rounds
    )
    print(f"{'paper':32}{'s':>8}{'x floor':>9}")
    print(f"{'bare WeasyPrint (floor)':32}{seconds['bare']:8.2f}{1:9.2f}")
    print(f"{'whole compilation':32}{seconds['compile']:8.2f}{seconds['compile'] / seconds['bare']:9.2f}")
    assert pdf
