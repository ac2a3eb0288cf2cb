"""Compiling papers of growing length beside bare WeasyPrint on the same HTML."""

import gc
import time
from copy import deepcopy
from io import BytesIO
from typing import Any

import pikepdf

from benchmarks.papers import bare
from reports.compilation import compile_paper, document_html
from reports.composition import compose

# What makes a paper about so many pages long: how often the initiatives of the real one stand in it.
TIMES = {5: 0, 20: 2, 60: 9, 200: 35}


def grown(record: dict[str, Any], times: int) -> dict[str, Any]:
    """The real record with its initiatives, and what they reported, ``times`` over; without any for nought."""
    copies = []
    for number in range(times):
        for node in deepcopy(record["initiatives"]):
            node["slug"] = f"{node['slug']}-{number}"
            node["parent"] = node["parent"] and f"{node['parent']}-{number}"
            copies.append(node)
    # Asks, risks and milestones are of the first copy; where there is none, they have nobody to be of.
    rows = {
        name: [row | {"initiative": row["initiative"] and f"{row['initiative']}-0"} for row in record[name]]
        if times
        else []
        for name in ("asks", "risks", "milestones")
    }
    return record | rows | {"initiatives": copies}


def measure(record: dict[str, Any], paper: dict[str, Any], *, rounds: int) -> None:
    """Print seconds, seconds a page and the ratio to bare WeasyPrint, which lays out the same HTML, for each length."""
    print(f"{'pages':>6}{'bare s':>9}{'whole s':>9}{'s a page':>10}{'x floor':>9}")
    bare(document_html(compose(record, paper)))  # the first of a process reads fonts and style sheets
    for times in TIMES.values():
        long = grown(record, times)
        html = document_html(compose(long, paper))
        floor, whole, pdf = [], [], b""
        for _ in range(rounds):
            # What one has left behind is not cleared away in the time of the other.
            gc.collect()
            start = time.perf_counter()
            bare(html)
            floor.append(time.perf_counter() - start)
            gc.collect()
            start = time.perf_counter()
            pdf = compile_paper(long, paper).pdf
            whole.append(time.perf_counter() - start)
        least, most, pages = min(floor), min(whole), _pages(pdf)
        print(f"{pages:6}{least:9.2f}{most:9.2f}{most / pages:10.3f}{most / least:9.2f}")


def _pages(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)
