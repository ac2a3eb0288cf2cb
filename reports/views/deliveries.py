"""Who was sent a published paper, what became of it, and what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.models import Footprint
from portfolios.views.attempts import Attempt, attempt
from reports.actions import deliveries as actions
from reports.actions import distribution
from reports.forms.distribution import AddressForm, BounceForm
from reports.models import Delivery, Paper, Publication
from reports.queries.deliveries import Sending, sending_of, sendings, summary
from reports.queries.distribution_lists import waiting_readers
from reports.views.papers import above_paper, paper_or_404
from reports.views.schedules import standing_to_read
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import counted
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import Column, Sheet, asked_format, sheet_response
from stp_portal.core.templatetags.text_tags import nhs_datetime

PAGE_SIZE = 50
COLUMNS = [
    Column("Name"),
    Column("Address", width=34),
    Column("Gets"),
    Column("State"),
    Column("What became of it", "wrapped"),
    Column("First opened", "date"),
]


@require_safe
def deliveries(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Every reader of a published paper; before that, who it will go to. A dozen queries at any size."""
    place, paper = _place_and_paper(request, footprint, pk)
    publication = Publication.objects.visible_to(request.user).filter(paper=paper).first()
    rows = sendings(publication, request.user) if publication else []
    if publication and asked_format(request):
        return sheet_response(request, _sheet(rows), f"{place.slug}-{publication.slug}-sent")
    page, problem = page_of(rows, request.GET.get("page", ""), PAGE_SIZE)
    group = paper.paper_type.distribution
    context = {
        "paper": paper,
        "publication": publication,
        "group": group,
        "waiting": waiting_readers(group, publication) if group else [],
        "summary": summary(rows),
        "failed": sum(row.goes_again_with_others for row in rows),
        "came_back": any(row.delivery.bounced_at for row in rows),
        "page": page,
        "problem": problem,
        "head": ["Reader", "Gets", "State", "What became of it", "First opened"],
        "rows": [_row(place, paper, row) for row in page],
        "breadcrumbs": above_paper(place, paper),
    }
    return render(request, "reports/distribution/deliveries.html", context)


@require_safe
def delivery(request: SignedInRequest, footprint: str, pk: int, delivery_pk: int) -> HttpResponse:
    """One reader's sending, with what can be done about it."""
    place, paper = _place_and_paper(request, footprint, pk)
    it = _delivery_or_404(request, paper, delivery_pk)
    return _delivery_page(request, place, paper, it)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, footprint: str, pk: int, delivery_pk: int) -> HttpResponse:
    """Send the paper to another address of the same reader."""
    place, paper = _place_and_paper(request, footprint, pk)
    it = _delivery_or_404(request, paper, delivery_pk)
    form = AddressForm(request.POST if request.method == "POST" else None)
    tried = attempt(
        form, lambda: actions.correct(delivery=it, address=form.cleaned_data["address"], by=request.user)
    )
    if tried.done:
        messages.success(request, f"The paper goes to {tried.done.address} within a minute.")
        return redirect("reports:deliveries", footprint=place.slug, pk=paper.pk)
    return _delivery_page(request, place, paper, it, address=tried)


@require_http_methods(["GET", "HEAD", "POST"])
def bounced(request: SignedInRequest, footprint: str, pk: int, delivery_pk: int) -> HttpResponse:
    """Record that the mail came back."""
    place, paper = _place_and_paper(request, footprint, pk)
    it = _delivery_or_404(request, paper, delivery_pk)
    form = BounceForm(request.POST if request.method == "POST" else None)
    tried = attempt(
        form, lambda: actions.came_back(delivery=it, words=form.cleaned_data["words"], by=request.user)
    )
    if tried.done:
        messages.success(
            request, "It is recorded that the mail came back. Correct the address, or send it again."
        )
        return redirect("reports:delivery", footprint=place.slug, pk=paper.pk, delivery_pk=it.pk)
    return _delivery_page(request, place, paper, it, bounce=tried)


@require_http_methods(["GET", "HEAD", "POST"])
def retry(request: SignedInRequest, footprint: str, pk: int, delivery_pk: int) -> HttpResponse:
    """Send the paper again to the same address."""
    place, paper = _place_and_paper(request, footprint, pk)
    it = _delivery_or_404(request, paper, delivery_pk)
    if request.method == "POST" and _done(request, lambda: actions.retry(delivery=it, by=request.user)):
        messages.success(request, f"The paper goes to {it.address} again within a minute.")
    return redirect("reports:delivery", footprint=place.slug, pk=paper.pk, delivery_pk=it.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def retry_failed(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Send again everything that surely did not arrive."""
    place, paper = _place_and_paper(request, footprint, pk)
    publication = Publication.objects.visible_to(request.user).filter(paper=paper).first()
    if request.method == "POST" and publication:
        number = _done(request, lambda: actions.retry_failed(publication=publication, by=request.user))
        if number is not None:
            messages.success(request, f"{counted(number, 'mail')} will be sent again within a few minutes.")
    return redirect("reports:deliveries", footprint=place.slug, pk=paper.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Send the paper to those who were added to its list since it was published."""
    place, paper = _place_and_paper(request, footprint, pk)
    publication = Publication.objects.visible_to(request.user).filter(paper=paper).first()
    if request.method == "POST" and publication:
        number = _done(
            request, lambda: distribution.send_to_missing(publication=publication, by=request.user)
        )
        if number is not None:
            messages.success(request, f"The paper goes to {counted(number, 'more reader')} within a minute.")
    return redirect("reports:deliveries", footprint=place.slug, pk=paper.pk)


def _done(request: SignedInRequest, step: Callable[[], Any]) -> Any:
    """What ``step`` gives; None, with its words as a message, where it is refused."""
    try:
        return step()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return None


def _delivery_page(
    request: SignedInRequest,
    place: Footprint,
    paper: Paper,
    it: Delivery,
    *,
    address: Attempt | None = None,
    bounce: Attempt | None = None,
) -> HttpResponse:
    """The page of one sending; ``address`` and ``bounce`` are what became of its two forms."""
    sending = sending_of(it)
    facts = [
        ("Address", it.address),
        ("Gets", it.get_kind_display()),
        ("State", sending.state),
        ("What became of it", sending.words),
        ("First opened", nhs_datetime(it.first_opened_at)),
    ]
    here = {"label": "Who was sent it", "url": reverse("reports:deliveries", args=[place.slug, paper.pk])}
    tried = address or bounce
    context = {
        "paper": paper,
        "delivery": it,
        "facts": [{"key": key, "value": value} for key, value in facts if value],
        "sending": sending,
        "did_not_arrive": actions.did_not_arrive(it),
        "address_form": address.form if address else AddressForm(),
        "bounce_form": bounce.form if bounce else BounceForm(),
        "breadcrumbs": [*above_paper(place, paper), here],
    }
    return render(
        request, "reports/distribution/delivery.html", context, status=tried.status if tried else 200
    )


def _place_and_paper(request: SignedInRequest, footprint: str, pk: int) -> tuple[Footprint, Paper]:
    place = standing_to_read(request, footprint).footprint
    return place, paper_or_404(request, place, pk)


def _delivery_or_404(request: SignedInRequest, paper: Paper, pk: int) -> Delivery:
    found = Delivery.objects.visible_to(request.user).select_related("mail", "publication")
    return get_object_or_404(found, publication__paper=paper, pk=pk)


def _row(place: Footprint, paper: Paper, row: Sending) -> list[object]:
    it = row.delivery
    address = reverse("reports:delivery", args=[place.slug, paper.pk, it.pk])
    name = f"{it.name}, {it.address}" if it.name != it.address else it.address
    return [
        {"text": name, "href": address},
        it.get_kind_display(),
        {"text": row.state, "tag": row.colour},
        row.words,
        nhs_datetime(row.opened_at) or "Not yet",
    ]


def _sheet(rows: list[Sending]) -> Sheet:
    cells = (
        [
            row.delivery.name,
            row.delivery.address,
            row.delivery.get_kind_display(),
            row.state,
            row.words,
            row.opened_at,
        ]
        for row in rows
    )
    return Sheet("Who was sent the paper", COLUMNS, cells)
