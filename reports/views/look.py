"""The colour of a house style as a style sheet, for pages that hold a paper: they may carry no style of their own."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.look import styles_of

DIGITS = re.compile(r"[0-9a-f]{6}")


@require_safe
@login_not_required
@cache_control(public=True, max_age=24 * 60 * 60)
def look(request: HttpRequest, colour: str) -> HttpResponse:
    """The rules of a house style for ``colour``, six digits. It tells nothing but what its own address says."""
    if not DIGITS.fullmatch(colour):
        raise Http404("This is no colour.")
    return HttpResponse(styles_of(f"#{colour}"), content_type="text/css; charset=utf-8")
