"""Distribution lists: who is sent published papers, and as what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import require
from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from reports.actions import distribution_lists as actions
from reports.forms.distribution import ListForm, ReaderForm, ReadersForm, RenameForm
from reports.models import DistributionList, PaperType, Recipient
from reports.queries.distribution_lists import lists_with_numbers
from reports.views.schedules import standing_to_read
from reports.views.setting_up import above, managed_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every list with the number of its readers and the types of paper that go to it; adding one."""
    standing = standing_to_read(request, footprint)
    place = standing.footprint
    if request.method == "POST":
        require(request.user, Permission.MANAGE_FOOTPRINT, place)
    form = ListForm(request.POST if request.method == "POST" else None)
    tried = attempt(
        form, lambda: actions.add(footprint=place, name=form.cleaned_data["name"], by=request.user)
    )
    if tried.done:
        messages.success(request, f"The list “{tried.done}” is made. Add its readers.")
        return redirect("reports:distribution-list", footprint=place.slug, key=tried.done.key)
    context = tried.context | {
        "head": ["List", {"text": "Readers", "numeric": True}, "Types of paper that go to it"],
        "rows": [
            [
                {
                    "text": line.name,
                    "href": reverse("reports:distribution-list", args=[place.slug, line.key]),
                },
                line.readers,
                listed(line.types) or "None yet",
            ]
            for line in lists_with_numbers(place, request.user)
        ],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": above(place),
    }
    return render(request, "reports/distribution/lists.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """The readers of one list, and adding readers to it."""
    standing = standing_to_read(request, footprint)
    place = standing.footprint
    group = _list_or_404(request, place, key)
    if request.method == "POST":
        require(request.user, Permission.MANAGE_FOOTPRINT, place)
    form = ReadersForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda: actions.add_readers(group=group, by=request.user, **form.cleaned_data))
    if tried.done:
        messages.success(request, f"{counted(len(tried.done), 'reader')} added.")
        return redirect("reports:distribution-list", footprint=place.slug, key=group.key)
    may_manage = standing.may(Permission.MANAGE_FOOTPRINT)
    readers = group.recipients.filter(ended_at=None).order_by("name", "address")
    types = PaperType.objects.filter(distribution=group, is_retired=False).order_by("name")
    context = tried.context | {
        "group": group,
        "types": listed(types.values_list("name", flat=True)),
        "head": ["Name", "Address", "Gets", *(["Change"] if may_manage else [])],
        "rows": [_row(place, group, reader, may_manage=may_manage) for reader in readers],
        "may_manage": may_manage,
        "breadcrumbs": _above(place),
    }
    return render(request, "reports/distribution/list.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Change what a list is called."""
    place = managed_or_404(request, footprint)
    group = _list_or_404(request, place, key)
    initial = {"version": group.version, "name": group.name}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=initial)
    tried = attempt(
        form,
        lambda: actions.rename(group=group, by=request.user, **form.cleaned_data),
        lambda saved: {"name": saved.name},
    )
    if tried.done:
        messages.success(request, f"The list is called “{tried.done}”.")
        return redirect("reports:distribution-list", footprint=place.slug, key=group.key)
    context = tried.context | {"group": group, "breadcrumbs": _above(place, group)}
    return render(request, "reports/distribution/rename.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: SignedInRequest, footprint: str, key: str, pk: int) -> HttpResponse:
    """Change what one reader is called or gets."""
    place = managed_or_404(request, footprint)
    group = _list_or_404(request, place, key)
    it = get_object_or_404(Recipient, distribution=group, pk=pk, ended_at=None)
    initial = {"name": it.name, "kind": it.kind}
    form = ReaderForm(request.POST if request.method == "POST" else None, initial=initial)
    tried = attempt(form, lambda: actions.change_reader(reader=it, by=request.user, **form.cleaned_data))
    if tried.done:
        messages.success(request, f"{tried.done.name} is saved.")
        return redirect("reports:distribution-list", footprint=place.slug, key=group.key)
    context = tried.context | {"reader": it, "group": group, "breadcrumbs": _above(place, group)}
    return render(request, "reports/distribution/reader.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: SignedInRequest, footprint: str, key: str, pk: int) -> HttpResponse:
    """Take a reader off a list."""
    place = managed_or_404(request, footprint)
    group = _list_or_404(request, place, key)
    it = get_object_or_404(Recipient, distribution=group, pk=pk)
    if request.method == "POST":
        actions.take_off(reader=it, by=request.user)
        messages.success(request, f"{it.name} is taken off the list. What they were sent stays on record.")
    return redirect("reports:distribution-list", footprint=place.slug, key=group.key)


def _list_or_404(request: SignedInRequest, place: Footprint, key: str) -> DistributionList:
    return get_object_or_404(DistributionList.objects.visible_to(request.user), footprint=place, key=key)


def _row(place: Footprint, group: DistributionList, it: Recipient, *, may_manage: bool) -> list[object]:
    cells: list[object] = [it.name, it.address, it.get_kind_display()]
    if may_manage:
        address = reverse("reports:distribution-reader", args=[place.slug, group.key, it.pk])
        cells.append({"text": f"Change {it.name}", "href": address})
    return cells


def _above(place: Footprint, group: DistributionList | None = None) -> list[dict[str, str]]:
    """Breadcrumbs of a list's page; of those below it with the list itself."""
    pages = [("Distribution lists", reverse("reports:distribution-lists", args=[place.slug]))]
    if group:
        pages.append((group.name, reverse("reports:distribution-list", args=[place.slug, group.key])))
    return above(place, *pages)
