"""The record that a paper is drawn from, to be saved."""

from base64 import b64encode

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from portfolios.access import footprint_or_404
from reports.actions import papers as actions
from reports.media_types import MEDIA_TYPES
from reports.models import FileFormat, RunState
from reports.models.snapshots import digest
from reports.queries.paper_record import record_of
from reports.views.papers import paper_or_404
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def record(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The frozen record of the paper's last compilation as JSON, its hash in the name and in the head of the answer.

    Of a public paper only the public part, whoever asks. That somebody took a private one is kept on record
    (DOMAIN B13).
    """
    it = paper_or_404(request, footprint_or_404(request.user, footprint), pk)
    done = it.runs.visible_to(request.user).last_asked_first().filter(state=RunState.DONE)
    run = done.select_related("snapshot", "paper__period").first()
    if run is None:
        raise Http404("This paper has not been compiled yet.")
    content = record_of(run)
    sha256 = digest(content)
    if (it.is_private or run.is_private) and request.method == "GET":
        actions.note_record(run=run, by=request.user, sha256=sha256)
    response = HttpResponse(content, content_type=MEDIA_TYPES[FileFormat.JSON])
    name = f"{it.footprint.slug}-{it.paper_type.slug}-{it.period.slug}-record-{sha256[:12]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
