"""The gallery of components: all that pages are made of, in every state. It holds no data, so anyone may look."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stp_portal.core import gallery
from stp_portal.core.forms import asked_of


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Shows each component; with ``?errors=1`` the form as it looks after a mistake."""
    form = gallery.ExampleForm(data={} if "errors" in request.GET else None)
    context = {
        "form": form,
        "ratings": gallery.RATINGS,
        "every_picture": gallery.every_picture(),
        "head": gallery.HEAD,
        "rows": gallery.ROWS,
        "months": gallery.MONTHS,
        "grid": gallery.GRID,
        "facts": gallery.FACTS,
        "tasks": gallery.TASKS,
        "figure": gallery.FIGURE,
        "figure_head": gallery.FIGURE_HEAD,
        "figure_rows": gallery.FIGURE_ROWS,
        "banners": gallery.BANNERS,
        "filters": gallery.ExampleFilters(asked_of(request.GET)),
        "page": Paginator(range(250), 10).get_page(request.GET.get("page", 4)),
        "breadcrumbs": [{"label": "Home", "url": "/"}],
    }
    return render(request, "core/components.html", context)


@login_not_required
@require_safe
def components_progress(request: HttpRequest) -> HttpResponse:
    """The fragment that the gallery's progress region fetches: the work there is always done."""
    return render(request, "core/_progress.html", {"done": True})
