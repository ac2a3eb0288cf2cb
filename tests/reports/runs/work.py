"""What a worker makes of a run in tests, the end of its claim, and the trail of a run."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from reports import runner
from reports.checks.found import Found
from reports.compilation import Compiled
from reports.models import Run, Severity
from stp_portal.core.models import AuditEvent

FOUND = Found(
    "placeholder", Severity.BLOCKING, "Paragraph 1.1", "“£XX” is a placeholder.", "Write the figure."
)
COMPILED = Compiled(pdf=b"%PDF-1.7 a paper", html=b"<p>a paper</p>", findings=[FOUND])


def compiles_to(monkeypatch: pytest.MonkeyPatch, work: Callable[..., Any]) -> None:
    monkeypatch.setattr(runner, "compile_paper", work)


def end_lease(run: Run) -> None:
    """As if its worker had been silent for longer than a lease."""
    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def events(run: Run) -> list[str]:
    return list(AuditEvent.objects.about(run).order_by("pk").values_list("event", flat=True))
