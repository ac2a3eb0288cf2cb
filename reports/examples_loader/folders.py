"""Reads a folder of example data and checks every row of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.examples_loader.errors import ExampleError, ExamplesRefused
from reports.examples_loader.forms import PERIOD_FILES, ROOT_FILES, form_in_period, is_paper
from reports.examples_loader.known import Known, cell
from reports.examples_loader.rows import FileSerializer
from reports.examples_loader.yaml_rows import Row, read


@dataclass(frozen=True)
class Examples:
    """A folder whose rows were checked: what passed, by file, and every fault. Files are named within the folder."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: list[ExampleError] = field(default_factory=list)

    def rows(self, file: str, part: str) -> list[Any]:
        """The rows that passed."""
        return self.files[file].get(part, []) if file in self.files else []

    @property
    def period_slugs(self) -> list[str]:
        """Periods that have a folder of their own, by name."""
        return sorted({file.split("/")[0] for file in self.files if "/" in file})

    def papers(self, slug: str) -> list[dict[str, Any]]:
        """What passed of each paper of a period, by the name of its file."""
        return [
            self.files[file]
            for file in sorted(self.files)
            if file.startswith(f"{slug}/") and is_paper(Path(file).name)
        ]


def slug_of(folder: Path) -> str:
    """The short name of the footprint a folder describes; empty where it cannot be read, which ``examine`` explains."""
    document, _ = _document(folder, "footprint.yaml")
    return cell(document.get("footprint"), "slug")


def examine(folder: Path) -> Examples:
    """Read and check all files of ``folder``.

    Raises ExamplesRefused, with all of these faults, where a file is missing or strange or cannot be read: rows are
    held against one another, so checking some without the others would call right rows wrong.
    """
    forms, errors = _forms_of(folder)
    documents: dict[str, Row] = {}
    repeated: list[ExampleError] = []
    for file in forms:
        documents[file], faults = _document(folder, file)
        # A name that stands twice hides nothing: the rows can still be checked.
        (repeated if documents[file] else errors).extend(faults)
    if errors:
        raise ExamplesRefused([*errors, *repeated])
    known = Known(documents)
    examples = Examples(errors=repeated)
    for file, form in forms.items():
        examples.files[file], faults = form(context={"known": known, "document": documents[file]}).check()
        examples.errors.extend(faults)
    examples.errors.extend(_folders_without_period(forms, known))
    return examples


def _forms_of(folder: Path) -> tuple[dict[str, type[FileSerializer]], list[ExampleError]]:
    """The files that are there with their forms, and what is missing or strange."""
    forms: dict[str, type[FileSerializer]] = {}
    errors: list[ExampleError] = []
    if not folder.is_dir():
        return {}, [ExampleError(str(folder), None, None, "", "There is no such folder. Check its name.")]
    here = {path.name: path for path in folder.iterdir() if not path.name.startswith(".")}
    for file, root_form in ROOT_FILES.items():
        if (folder / file).is_file():
            forms[file] = root_form
        else:
            message = "The file is missing. Add it; a list with nothing in it is written “[]”."
            errors.append(ExampleError(file, None, None, "", message))
    for name, path in sorted(here.items()):
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                file, form = f"{name}/{inner.name}", form_in_period(inner.name)
                if form and inner.is_file():
                    forms[file] = form
                else:
                    errors.append(_strange(file))
        elif name not in ROOT_FILES and name != "README.md":
            errors.append(_strange(name))
    return forms, errors


def _strange(file: str) -> ExampleError:
    names = ", ".join((*ROOT_FILES, *PERIOD_FILES))
    cure = f"Take it out, or give it one of the names {names}; with several papers, one such as paper-update.yaml."
    return ExampleError(file, None, None, "", f"Nothing reads this file. {cure}")


def _document(folder: Path, file: str) -> tuple[Row, list[ExampleError]]:
    try:
        text = (folder / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The file cannot be read ({type(error).__name__}). Save it as text in UTF-8."
        return Row(), [ExampleError(file, None, None, "", message)]
    return read(text, file=file)


def _folders_without_period(forms: dict[str, Any], known: Known) -> list[ExampleError]:
    folders = sorted({file.split("/")[0] for file in forms if "/" in file})
    message = "There is no period of this name in periods.yaml. Add it there, or rename the folder."
    return [
        ExampleError(folder, None, None, "", message) for folder in folders if folder not in known.periods
    ]
