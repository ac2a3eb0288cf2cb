"""What WeasyPrint logs about a paper stops that paper, however logging is set up, and no other."""

import logging
import threading

import pytest

from reports.rendering.complaints import complaints_are_fatal
from reports.rendering.errors import RenderError

LOGGER = logging.getLogger("tests.papers.engine")


def test_silence_passes():
    with complaints_are_fatal(LOGGER):
        LOGGER.info("Step 1")


def test_a_warning_is_fatal_even_when_logging_is_quiet():
    LOGGER.setLevel(logging.CRITICAL)
    with pytest.raises(RenderError, match="Ignored `text-colour`"), complaints_are_fatal(LOGGER):
        LOGGER.warning("Ignored `%s`", "text-colour")


def test_many_warnings_are_counted_not_listed():
    with pytest.raises(RenderError, match=r"fault 0; .*fault 4; and 2 more\."), complaints_are_fatal(LOGGER):
        for number in range(7):
            LOGGER.error("fault %s", number)
            LOGGER.error("fault %s", number)


def test_an_error_of_its_own_comes_through_unchanged():
    with pytest.raises(ZeroDivisionError), complaints_are_fatal(LOGGER):
        LOGGER.warning("first")
        raise ZeroDivisionError


def test_another_thread_s_warning_is_not_ours():
    with complaints_are_fatal(LOGGER):
        other = threading.Thread(target=LOGGER.warning, args=("somebody else's paper",))
        other.start()
        other.join()


def test_the_missing_subset_library_is_not_the_paper_s_fault(monkeypatch: pytest.MonkeyPatch):
    from weasyprint.pdf import fonts

    from reports.rendering.pdf import render_pdf

    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    html = '<html lang="en-GB"><title>Paper</title><h1>Paper</h1></html>'
    assert render_pdf(html).startswith(b"%PDF-1.7")
