"""The renderer's health check tells what is wrong and survives a crash of the engine."""

import importlib.abc
import sys

import pytest
from django.core.management import CommandError, call_command

import reports.rendering
from reports.rendering import health
from reports.rendering.errors import RenderError
from reports.rendering.pdf import render_pdf


def test_this_machine_can_make_pdfs(capsys: pytest.CaptureFixture[str]):
    call_command("check_renderer")
    assert capsys.readouterr().out == "PDFs can be made here.\n"


@pytest.mark.parametrize(
    ("probe", "trouble"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", r"crashed \(signal 11\).*libpango"),
        ("import sys; sys.exit('The Pango text library is missing.')", "The Pango text library is missing."),
        ("import os; os._exit(3)", "exit code 3"),
    ],
)
def test_a_broken_engine_is_reported(probe: str, trouble: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health, "PROBE", probe)
    with pytest.raises(CommandError, match=trouble):
        call_command("check_renderer")


def test_an_engine_that_hangs_is_reported(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health, "PROBE", "import time; time.sleep(60)")
    monkeypatch.setattr(health, "SECONDS", 0.2)
    assert health.check_renderer() == "The PDF engine did not finish one line in 0.2 seconds."


class NoPango(importlib.abc.MetaPathFinder):
    """Fails as WeasyPrint's import does on a machine without Pango."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == "reports.rendering.engine":
            raise OSError("cannot load library 'libgobject-2.0-0'")


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "reports.rendering.engine", raising=False)
    monkeypatch.delattr(reports.rendering, "engine", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(RenderError, match=r"apt-get install libpango-1\.0-0"):
        render_pdf('<html lang="en-GB"><title>Paper</title></html>')
