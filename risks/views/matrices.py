"""Risk matrices: how a footprint scores, has scored and will score."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import footprint_or_404, require, standing_or_404
from portfolios.models import Footprint
from risks.actions import matrices as actions
from risks.forms.matrices import MatrixForm, bands_form
from risks.matrix_grid import Grid, grid_of
from risks.matrix_presets import NPSA, PRESETS
from risks.matrix_spec import MatrixSpec
from risks.models import RiskLevel, RiskMatrix
from risks.queries import matrices as queries
from risks.queries.lines import as_lines, risk_lines
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.paging import page_of
from stp_portal.core.templatetags.text_tags import nhs_date

ROWS = 50
Act = Callable[[date, MatrixSpec], RiskMatrix]


@require_safe
def matrices(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every matrix of the footprint with its days, and how many risks wait for a score in the one in force."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    lines = queries.matrix_lines(place, request.user, today)
    current = _in_force(place, request.user, today)
    context = {
        "lines": lines,
        "waiting": queries.to_rescore(place, request.user, current).count(),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return render(request, "risks/matrices/list.html", context)


@require_safe
def matrix(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """One matrix: its cells with their bands, what the bands ask for, and what came before and after it."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    found = _matrix_or_404(place, request.user, key)
    spec = queries.spec_of(found)
    lines = queries.matrix_lines(place, request.user, today)
    context = {
        "matrix": found,
        "spec": spec,
        "grid": grid_of(spec),
        "bands": [
            {"spec": band, "level": RiskLevel(band.belongs_at).label if band.belongs_at else ""}
            for band in reversed(spec.bands)
        ],
        "line": next(line for line in lines if line.key == key),
        "is_newest": lines[0].key == key,
        "after": RiskMatrix.objects.visible_to(request.user).filter(replaces=found).first(),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": _above(place),
    }
    return render(request, "risks/matrices/matrix.html", context)


@require_safe
def rescore_list(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The open risks whose current score stands in a matrix that is no longer in force."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    current = _in_force(place, request.user, today)
    waiting = queries.to_rescore(place, request.user, current)
    page, problem = page_of(risk_lines(waiting), request.GET.get("page", ""), ROWS)
    page.object_list = as_lines(page.object_list)
    context = {
        "matrix": current,
        "page": page,
        "problem": problem,
        "may_edit": standing.may(Permission.EDIT_RISKS),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "breadcrumbs": _above(place),
    }
    return render(request, "risks/matrices/rescore.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Set up the matrix of a footprint that has none in force, from a preset (``?preset=``)."""
    place = _managed(request, footprint)
    today = timezone.localdate()
    last = queries.newest_matrix(place)
    has_one = last is not None and last.valid_to is None
    preset = PRESETS.get(request.GET.get("preset", ""))
    if (has_one or preset is None) and request.method != "POST":
        context = {
            "presets": PRESETS.values(),
            "in_the_way": last if has_one else None,
            "breadcrumbs": _above(place),
        }
        return render(request, "risks/matrices/choose.html", context)

    def act(valid_from: date, spec: MatrixSpec) -> RiskMatrix:
        return actions.add(footprint=place, valid_from=valid_from, spec=spec, by=request.user)

    return _form_page(request, place, "Add a risk matrix", (preset or NPSA).spec, today, act)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Replace a matrix from a day, starting from what it is or from a preset (``?preset=``)."""
    place = _managed(request, footprint)
    found = _matrix_or_404(place, request.user, key)
    preset = PRESETS.get(request.GET.get("preset", ""))
    spec = preset.spec if preset else queries.spec_of(found)
    earliest = queries.earliest_start(found)

    def act(valid_from: date, new: MatrixSpec) -> RiskMatrix:
        return actions.replace(matrix=found, valid_from=valid_from, spec=new, by=request.user)

    more = {"replaced": found, "earliest": earliest, "presets": PRESETS.values()}
    return _form_page(request, place, f"Replace “{found}”", spec, earliest.day, act, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Change a matrix in which nothing was scored yet; one in use leads to its replacement."""
    place = _managed(request, footprint)
    found = _matrix_or_404(place, request.user, key)
    try:
        actions.require_unused(found)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("risks:matrix", footprint=place.slug, key=found.key)

    def act(valid_from: date, spec: MatrixSpec) -> RiskMatrix:
        seen = request.POST.get("seen", "")
        return actions.change(matrix=found, seen=seen, valid_from=valid_from, spec=spec, by=request.user)

    return _form_page(request, place, f"Change “{found}”", queries.spec_of(found), found.valid_from, act)


def _form_page(
    request: SignedInRequest,
    place: Footprint,
    title: str,
    spec: MatrixSpec,
    valid_from: date,
    act: Act,
    **more: object,
) -> HttpResponse:
    """The form of a matrix. With the button “show” what is typed is drawn, nothing saved."""
    data = request.POST if request.method == "POST" else None
    form, bands = MatrixForm(data, spec=spec, valid_from=valid_from), bands_form(data, spec)
    drawn: Grid | None = None
    typed = form.read(bands) if data is not None else spec
    if typed:
        drawn = form.draw(typed)
    if typed and drawn and data is not None and "show" not in data:
        try:
            made = act(form.cleaned_data["valid_from"], typed)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, f"“{made}” is saved. Risks are scored in it from {nhs_date(made.valid_from)}."
            )
            return redirect("risks:matrix", footprint=place.slug, key=made.key)
    context = more | {
        "heading": title,
        "form": form,
        "bands": bands,
        "grid": drawn,
        "is_preview": data is not None,
        "breadcrumbs": _above(place),
    }
    is_refused = data is not None and bool(form.errors or bands.total_error_count())
    return render(request, "risks/matrices/form.html", context, status=422 if is_refused else 200)


def _managed(request: SignedInRequest, footprint: str) -> Footprint:
    """The footprint, of somebody who may set it up: 404 for a stranger, 403 for a colleague without the right."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    return place


def _matrix_or_404(place: Footprint, user: User, key: str) -> RiskMatrix:
    found = (
        RiskMatrix.objects.visible_to(user)
        .filter(footprint=place, key=key)
        .select_related("replaces")
        .prefetch_related("bands", "cells")
        .first()
    )
    if found is None:
        raise Http404(f"{place} has no risk matrix “{key}”.")
    return found


def _in_force(place: Footprint, user: User, today: date) -> RiskMatrix | None:
    return queries.in_force(RiskMatrix.objects.visible_to(user).filter(footprint=place), today)


def _above(place: Footprint) -> list[dict[str, str]]:
    """Breadcrumbs of these pages."""
    risks = {"label": "Risks", "url": reverse("risks:register", args=[place.slug])}
    here = {"label": "Risk matrices", "url": reverse("risks:matrices", args=[place.slug])}
    return [risks, here]
