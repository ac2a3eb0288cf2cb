"""The form of each file of example data. One module per noun group; the files are named here.

A folder holds the files of ``ROOT_FILES``, all of them, and for each period of which it tells something a folder named
as the period, with those files of ``PERIOD_FILES`` that it has and one for each paper: ``paper.yaml``, or several named
as in ``paper-risk-register.yaml``.
"""

import re

from reports.examples_loader.forms.footprint import FootprintFile
from reports.examples_loader.forms.initiatives import InitiativesFile
from reports.examples_loader.forms.measures import MeasuresFile
from reports.examples_loader.forms.milestones import MilestonesFile
from reports.examples_loader.forms.paper_types import PaperTypesFile
from reports.examples_loader.forms.papers import PaperFile
from reports.examples_loader.forms.periods import AbbreviationsFile, PeriodsFile
from reports.examples_loader.forms.reports import AsksFile, ReportsFile
from reports.examples_loader.forms.reviews import ReviewsFile
from reports.examples_loader.forms.risks import RisksFile
from reports.examples_loader.forms.schemes import SchemesFile
from reports.examples_loader.rows import FileSerializer

ROOT_FILES: dict[str, type[FileSerializer]] = {
    "footprint.yaml": FootprintFile,
    "schemes.yaml": SchemesFile,
    "initiatives.yaml": InitiativesFile,
    "periods.yaml": PeriodsFile,
    "abbreviations.yaml": AbbreviationsFile,
    "paper_types.yaml": PaperTypesFile,
}
PERIOD_FILES: dict[str, type[FileSerializer]] = {
    "reports.yaml": ReportsFile,
    "asks.yaml": AsksFile,
    "risks.yaml": RisksFile,
    "reviews.yaml": ReviewsFile,
    "milestones.yaml": MilestonesFile,
    "measures.yaml": MeasuresFile,
    "paper.yaml": PaperFile,
}
_PAPER = re.compile(r"paper(-[a-z0-9]+)*\.yaml")


def is_paper(name: str) -> bool:
    """Whether a file of a period's folder, called ``name``, holds a paper."""
    return bool(_PAPER.fullmatch(name))


def form_in_period(name: str) -> type[FileSerializer] | None:
    """The form of a file called ``name`` in the folder of a period; None for a name that nothing reads."""
    return PaperFile if is_paper(name) else PERIOD_FILES.get(name)
