"""What somebody typed outlives their session."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from reports.views.report_drafts import keep_for_author

_FORMS = frozenset({"reports:report-edit", "reports:report-autosave"})


class TypedTextMiddleware:
    """Keeps a report form that is sent without a session, before its sender is asked to sign in.

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
        if request.method != "POST" or match is None or match.view_name not in _FORMS:
            return None
        return None if request.user.is_authenticated else keep_for_author(request, **kwargs)
