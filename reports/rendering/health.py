"""Whether this machine can make PDFs at all, found out where a crash does no harm."""

import subprocess
import sys

from reports.rendering.resources import PROJECT

SECONDS = 60
PROBE = """
import sys
from reports.rendering.errors import RenderError
from reports.rendering.pdf import render_pdf
try:
    render_pdf('<html lang="en-GB"><title>Probe</title><h1>Probe</h1></html>')
except RenderError as error:
    sys.exit(str(error))
"""


def check_renderer() -> str | None:
    """What keeps this machine from making PDFs, in words; None when it can.

    Renders one line in a process of its own, because a broken installation of Pango or fonts ends the process
    (segmentation fault) rather than raising. Takes one to two seconds, SECONDS at most.
    """
    try:
        probe = subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", PROBE],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"The PDF engine did not finish one line in {SECONDS} seconds."
    if probe.returncode == 0:
        return None
    if probe.returncode < 0:
        return (
            f"The PDF engine crashed (signal {-probe.returncode}). Its libraries are broken or missing. "
            "On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        )
    return probe.stderr.strip() or f"The PDF engine failed with exit code {probe.returncode}."
