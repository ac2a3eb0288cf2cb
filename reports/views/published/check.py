"""Check a file: whether it is a published one, of which paper, and what became of that."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.forms.published import CheckForm
from reports.models import Publication
from reports.queries.published import found_by_hash
from reports.upload_digest import DigestHandler
from reports.views.published.caching import page_response


# Nothing is changed by it and nothing kept, so there is nothing to forge; without the token it needs no cookie.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A form; once a file is sent, what it is. Up to four queries, none for the form.

    Papers for private sessions are only told to those who may read them: to others such a file is unknown.
    """
    context: dict[str, Any] = {
        "breadcrumbs": [{"label": "Published papers", "url": reverse("published:places")}]
    }
    if request.method != "POST":
        context["form"] = CheckForm()
        return page_response(request, render(request, "published/check.html", context))
    request.upload_handlers = [DigestHandler(request)]
    form = CheckForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        context |= {"form": CheckForm(), "file": sent, "matches": _told_to(request, sent.sha256)}
    else:
        context["form"] = form
    response = render(request, "published/check.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _told_to(request: HttpRequest, sha256: str) -> list[tuple[Publication, str]]:
    found = found_by_hash(sha256)
    if not any(publication.is_private for publication, _ in found):
        return found
    # Only now is it asked who is there.
    seen = Publication.objects.visible_to(request.user).filter(pk__in=[one.pk for one, _ in found])
    visible = set(seen.values_list("pk", flat=True))
    return [(one, label) for one, label in found if not one.is_private or one.pk in visible]
