"""What is wrong with example data: where it stands and how to put it right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ExampleError:
    """One fault. ``row`` counts from 1 within its list; ``part`` names the list where a file has several.

    ``message`` says what is wrong and the cure. Row, line, field and part are empty where they mean nothing, as for a
    file that is missing.
    """

    file: str
    row: int | None
    line: int | None
    field: str
    message: str
    part: str = ""

    def __str__(self) -> str:
        where = " ".join(words for words in (self.part, f"row {self.row}" if self.row else "") if words)
        place = f"{self.file}, {where}" if where else self.file
        if self.line:
            place += f" (line {self.line})"
        if self.field:
            place += f", {self.field}"
        return f"{place}: {self.message}"


class ExamplesRefused(Exception):
    """Example data that cannot be loaded, with every fault that was found, in the order of the files."""

    def __init__(self, errors: Iterable[ExampleError]) -> None:
        self.errors = sorted(dict.fromkeys(errors), key=lambda error: (error.file, error.line or 0))
        super().__init__("\n".join(map(str, self.errors)))
