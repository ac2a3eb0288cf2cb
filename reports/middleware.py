"""What somebody typed outlives their session."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from reports.views import report_drafts, section_drafts

# Who keeps what is sent, by the name of the address: the form itself, and where it autosaves.
_KEEPERS: dict[str, Callable[..., HttpResponse | None]] = {
    "reports:report-edit": report_drafts.keep_for_author,
    "reports:report-autosave": report_drafts.keep_for_author,
    "reports:paper-section": section_drafts.keep_for_author,
    "reports:section-autosave": section_drafts.keep_for_author,
}


class TypedTextMiddleware:
    """Keeps a form of a report or of a section of a paper that is sent without a session, before its sender is asked
    to sign in.

    Stands behind the check against forged requests and before the one that asks for a sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or request.user.is_authenticated:
            return None
        keep = _KEEPERS.get(match.view_name)
        return keep(request, **kwargs) if keep else None
