"""The form of each file of example data. One module per noun group; the files are named here.

A folder holds the files of ``ROOT_FILES`` and, for each period that has reports, a folder named as the period with the
files of ``PERIOD_FILES``. All are needed save those in ``OPTIONAL``.
"""

from reports.examples_loader.forms.footprint import FootprintFile
from reports.examples_loader.forms.initiatives import InitiativesFile
from reports.examples_loader.forms.paper_types import PaperTypesFile
from reports.examples_loader.forms.papers import PaperFile
from reports.examples_loader.forms.periods import AbbreviationsFile, PeriodsFile
from reports.examples_loader.forms.reports import AsksFile, ReportsFile
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
    "risks.yaml": RisksFile,
}
PERIOD_FILES: dict[str, type[FileSerializer]] = {
    "reports.yaml": ReportsFile,
    "asks.yaml": AsksFile,
    "paper.yaml": PaperFile,
}
OPTIONAL = frozenset({"paper.yaml"})
