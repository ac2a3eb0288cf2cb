"""Saved views: the filters of lists under names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing, standing_or_404
from risks.actions import saved_views as actions
from risks.forms.saved_views import NewViewForm, SavedViewForm
from risks.models import SavedView
from risks.queries.saved_views import ViewLine, address_of, saved_views_of
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The views of all lists that one has or others share; keep the filters of a list that were posted from it."""
    place = standing_or_404(request.user, footprint).footprint
    form = NewViewForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            saved = actions.save_view(footprint=place, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"The view “{saved.name}” is saved.")
            return redirect(address_of(saved.kind, place, saved.query))
    context = {
        "form": form if form.is_bound else None,
        "views": saved_views_of(request.user, place),
        "breadcrumbs": _above(place.slug),
    }
    return render(request, "risks/register/saved_views.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Rename one's own view, share it or keep it to oneself; a PMO lead finds here what to remove of others."""
    standing, view, line = _found(request, footprint, pk)
    if not line.may_edit and (request.method == "POST" or not line.may_remove):
        raise PermissionDenied("This view is somebody else's: save one of your own from the list.")
    form = SavedViewForm(request.POST or None, initial={"name": view.name, "is_shared": view.is_shared})
    if form.is_bound and form.is_valid():
        try:
            actions.change_view(view=view, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The view is changed.")
            return redirect("risks:saved-views", footprint=standing.footprint.slug)
    context = {"form": form, "view": line, "breadcrumbs": _above(footprint, with_list=True)}
    return render(request, "risks/register/saved_view.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Remove a view, once asked whether one means it."""
    standing, view, line = _found(request, footprint, pk)
    if not line.may_remove:
        raise PermissionDenied(
            "This view is somebody else's: they can remove it, or a PMO lead where it is shared."
        )
    if request.method == "POST":
        actions.remove_view(view=view, by=request.user)
        messages.success(request, f"The view “{view.name}” is removed.")
        return redirect("risks:saved-views", footprint=standing.footprint.slug)
    context = {"view": line, "breadcrumbs": _above(footprint, with_list=True)}
    return render(request, "risks/register/saved_view_remove.html", context)


def _found(request: SignedInRequest, footprint: str, pk: int) -> tuple[Standing, SavedView, ViewLine]:
    """A view that the person sees; 404 else."""
    standing = standing_or_404(request.user, footprint)
    seen = SavedView.objects.visible_to(request.user).filter(footprint=standing.footprint)
    view = get_object_or_404(seen, pk=pk)
    lines = saved_views_of(request.user, standing.footprint, view.kind)
    return standing, view, next(line for line in lines if line.pk == pk)


def _above(slug: str, *, with_list: bool = False) -> list[dict[str, str]]:
    """The pages above one about saved views."""
    above = [{"label": "Risks", "url": reverse("risks:register", args=[slug])}]
    if with_list:
        above.append({"label": "Saved views", "url": reverse("risks:saved-views", args=[slug])})
    return above
