"""Which renderer makes a paper: a change of it can change the bytes, so it is part of what a run is asked for."""

import hashlib
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]

# Everything of ours that decides what a given record and text look like on paper: of models, the words they print.
SOURCES = (
    "portfolios/models/finance.py",
    "portfolios/models/initiatives.py",
    "portfolios/models/measures.py",
    "portfolios/models/milestones.py",
    "portfolios/models/people.py",
    "portfolios/models/ratings.py",
    "reports/changes/change.py",
    "reports/checks",
    "reports/rendering",
    "reports/sections",
    "reports/charts.py",
    "reports/compilation.py",
    "reports/composition.py",
    "reports/cover_boxes.py",
    "reports/dates.py",
    "reports/document.py",
    "reports/figures.py",
    "reports/frame.py",
    "reports/look.py",
    "reports/models/papers.py",
    "reports/models/snapshots.py",
    "reports/redactions.py",
    "reports/queries/milestones.py",
    "reports/short_forms.py",
    "reports/snapshot_content/keys.py",
    "reports/snapshot_content/openness.py",
    "reports/snapshot_content/private_texts.py",
    "reports/snapshot_content/reading.py",
    "reports/sources.py",
    "reports/spreadsheet.py",
    "reports/templatetags",
    "reports/word",
    "risks/models/actions.py",
    "risks/models/levels.py",
    "risks/models/risks.py",
    "static/css/paper-screen.css",
    "static/css/paper.css",
    "static/css/rating.css",
    "stp_portal/core/fuzzy_dates.py",
    "stp_portal/core/lists.py",
    "stp_portal/core/numbers.py",
    "stp_portal/core/palette.py",
    "stp_portal/core/ratings.py",
    "stp_portal/core/sheets.py",
    "stp_portal/core/shortening.py",
    "stp_portal/core/text.py",
    "templates/papers",
)
PACKAGES = (
    "weasyprint",
    "pydyf",
    "fontpkg-arimo",
    "markdown-it-py",
    "nh3",
    "python-docx",
    "pillow",
    "xlsxwriter",
)


def renderer_version() -> str:
    """The packages that draw papers with their versions, and a fingerprint of our own part, as one line.

    Reads under two hundred small files (milliseconds), each time: a template may change under a running process.
    """
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"portal {fingerprint()}, {packages}"


def fingerprint() -> str:
    """Twelve characters that change whenever one of the ``SOURCES`` does. Nobody has to remember to raise a number."""
    total = hashlib.sha256()
    for path in sorted(_files()):
        total.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]


def _files() -> list[Path]:
    found: list[Path] = []
    for source in SOURCES:
        path = PROJECT / source
        found += (
            [path]
            if path.is_file()
            else [file for file in path.rglob("*.*") if "__pycache__" not in file.parts]
        )
    return found
