"""WeasyPrint reports trouble to its logger and carries on; a paper must not go out with trouble in it."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reports.rendering.errors import RenderError

SHOWN = 5
# About the machine, not about the paper: the file is as good, only some bytes of its fonts differ.
HARMLESS = ("Using fontTools instead of HarfBuzz-Subset",)

_MISSING_CHARACTER = re.compile(r'\.notdef glyph .*: ("." \(U\+[0-9A-F]+\))', re.DOTALL)


class _Collector(logging.Handler):
    """Keeps the warnings of one thread: what other threads log is not this paper's trouble."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        complaint = _in_words(record.getMessage())
        if (
            record.thread == self.thread
            and complaint not in self.complaints
            and not complaint.startswith(HARMLESS)
        ):
            self.complaints.append(complaint)


def _in_words(message: str) -> str:
    if missing := _MISSING_CHARACTER.search(message):
        return f"the font of papers has no character {missing[1]}: use another, or a word"
    return message


@contextmanager
def complaints_are_fatal(engine_logger: logging.Logger) -> Iterator[None]:
    """Raise RenderError at the end of the block when anything was logged at WARNING or above meanwhile."""
    collector = _Collector()
    # A quieter logging configuration must not make a paper with holes in it pass.
    engine_logger.setLevel(logging.WARNING)
    engine_logger.disabled = False
    engine_logger.addHandler(collector)
    try:
        yield
    finally:
        engine_logger.removeHandler(collector)
    if collector.complaints:
        more = len(collector.complaints) - SHOWN
        shown = "; ".join(collector.complaints[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise RenderError(
            f"The paper was not made, because the PDF engine found fault with its HTML or CSS: {shown}."
        )
