"""Published papers: who has published, what, and one paper with its files. Nothing here asks for a sign-in."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portfolios.models import Footprint
from reports.forms.published import PublishedForm
from reports.media_types import MEDIA_TYPES
from reports.models import FileFormat, PaperFile, Publication
from reports.queries import published as queries
from reports.reading_page import article
from reports.views.published.caching import file_response, page_response
from stp_portal.core.paging import page_of

ROWS = 25


@login_not_required
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The footprints that have published papers. One query."""
    found = queries.places()
    changed = max((place.newest for place in found), default=None)
    return page_response(request, render(request, "published/places.html", {"places": found}), changed)


@login_not_required
@require_safe
def papers(request: HttpRequest, footprint: str) -> HttpResponse:
    """What a footprint has published, newest meeting first, of one year or type where the address names it.

    Two queries. One that has published nothing for the public is not there.
    """
    place = footprint_or_404(footprint)
    found = queries.editions(place)
    form = PublishedForm(request.GET, found)
    form.is_valid()
    year, type_name = form.chosen("year"), form.chosen("type")
    shown = [
        one
        for one in found
        if (not year or str(one.year) == year) and (not type_name or one.type_name == type_name)
    ]
    page, problem = page_of(shown, request.GET.get("page", ""), ROWS)
    context = {
        "footprint": place,
        "form": form,
        "is_narrowed": bool(year or type_name),
        "page": page,
        "problem": problem,
        "breadcrumbs": [_start()],
    }
    return page_response(request, render(request, "published/papers.html", context))


@login_not_required
@require_safe
def paper(request: HttpRequest, footprint: str, slug: str) -> HttpResponse:
    """One published paper as a page, with its files and its editions. Three queries.

    What was taken down says when and why (410); what is private or not published is not there.
    """
    publications = Publication.objects.public().select_related("footprint", "paper", "superseded_by")
    it = get_object_or_404(publications, footprint__slug=footprint, slug=slug)
    place = it.footprint
    context: dict[str, Any] = {
        "footprint": place,
        "publication": it,
        "breadcrumbs": [
            _start(),
            {"label": place.name, "url": reverse("published:papers", args=[place.slug])},
        ],
    }
    if it.taken_down_at is not None:
        response = render(request, "published/taken_down.html", context, status=410)
        return page_response(request, response, it.taken_down_at)
    editions = queries.history_of(it)
    context |= {
        "article": article(queries.html_of(it)),
        "files": [one | {"label": FileFormat(one["format"]).label} for one in it.manifest],
        "editions": editions,
        "current": next((one for one in editions if one.taken_down_at is None), it),
    }
    return page_response(request, render(request, "published/paper.html", context), _changed(editions))


@login_not_required
@require_safe
def file(request: HttpRequest, footprint: str, slug: str, sha256: str, name: str) -> HttpResponse:
    """A file of a published paper, byte for byte, to be saved. Two queries, one where the reader has it."""
    publications = Publication.objects.public().select_related("footprint")
    it = get_object_or_404(publications, footprint__slug=footprint, slug=slug)
    wanted = get_object_or_404(PaperFile.objects.defer("content"), run=it.run_id, sha256=sha256, name=name)
    if it.taken_down_at is not None:
        context = {"footprint": it.footprint, "publication": it, "breadcrumbs": [_start()]}
        response = render(request, "published/taken_down.html", context, status=410)
        return page_response(request, response, it.taken_down_at)
    response = file_response(request, HttpResponse(), sha256, it.published_at)
    if response.status_code == 200:
        response.content = bytes(wanted.content)
        response["Content-Type"] = MEDIA_TYPES[FileFormat(wanted.file_format)]
        response["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
        response["X-Content-Type-Options"] = "nosniff"
    return response


def footprint_or_404(slug: str) -> Footprint:
    """The footprint called ``slug`` that has ever published something for the public. One query."""
    ever = Publication.objects.public().values("footprint")
    return get_object_or_404(Footprint.objects.filter(pk__in=ever), slug=slug)


def _start() -> dict[str, str]:
    return {"label": "Published papers", "url": reverse("published:places")}


def _changed(editions: Any) -> datetime:
    """When anything that the page of a paper says became so last."""
    moments = [
        moment
        for one in editions
        for moment in (one.published_at, one.superseded_at, one.taken_down_at)
        if moment is not None
    ]
    return max(moments)
