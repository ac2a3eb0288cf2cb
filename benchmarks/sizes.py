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

# What each paper is made long by: how often the initiatives of the real one stand in it.
TIMES = {5: 0, 20: 2, 60: 9, 200: 35}


def grown(record: dict[str, Any], paper: dict[str, Any], times: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The real paper with its initiatives, and what they reported, ``times`` over; without any for nought."""
    copies = []
    for number in range(times):
        for node in deepcopy(record["initiatives"]):
            node["slug"] = f"{node['slug']}-{number}"
            node["parent"] = node["parent"] and f"{node['parent']}-{number}"
            copies.append(node)
    # Asks and risks are of initiatives that may not be there: the short paper has none.
    rows: dict[str, Any] = {} if times else {"asks": [], "risks": []}
    if times:
        rows = {
            name: [
                row | {"initiative": row["initiative"] and f"{row['initiative']}-0"} for row in record[name]
            ]
            for name in ("asks", "risks", "milestones")
        }
    return record | rows | {"initiatives": copies}, paper


def measure(record: dict[str, Any], paper: dict[str, Any], *, rounds: int) -> None:
    """Print seconds, seconds a page and the ratio to bare WeasyPrint, which lays out the same HTML, for each length."""
    print(f"{'pages':>6}{'bare s':>9}{'whole s':>9}{'s a page':>10}{'x floor':>9}")
    for times in TIMES.values():
        content = grown(record, paper, times)
        html = document_html(compose(*content))
        floor, whole, pages = [], [], 0
        if not times:
            bare(html)  # the first of a process reads fonts and style sheets
        for _ in range(rounds):
            floor.append(_seconds(lambda html=html: bare(html))[0])
            seconds, compiled = _seconds(lambda content=content: compile_paper(*content))
            whole.append(seconds)
            with pikepdf.open(BytesIO(compiled.pdf)) as pdf:
                pages = len(pdf.pages)
        least, most = min(floor), min(whole)
        print(f"{pages:6}{least:9.2f}{most:9.2f}{most / pages:10.3f}{most / least:9.2f}")


def _seconds(work: Any) -> tuple[float, Any]:
    gc.collect()
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
