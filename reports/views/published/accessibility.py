"""The accessibility statement that the law asks of public bodies (SI 2018/952)."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.views.published.caching import page_response


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What was tested, what is known not to work, and whom to tell. No query."""
    context = {"contact": settings.ACCESSIBILITY_CONTACT}
    return page_response(request, render(request, "published/accessibility.html", context))
