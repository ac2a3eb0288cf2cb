"""House styles: the list, one with its logo, and changing them."""

from base64 import b64encode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from portfolios.views.attempts import Attempt, attempt
from reports.actions import house_styles as actions
from reports.forms.house_styles import LogoForm, StyleForm, saved
from reports.logos import refuse_size
from reports.models import HouseStyle
from reports.samples import style_sample
from reports.views.setting_up import above, managed_or_404, row_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

# A larger upload is refused before any of it is read; up to this it is spooled to disk and refused by its size.
MAX_REQUEST = 10 * 1024 * 1024


@require_safe
def house_styles(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every house style with its colour and logo."""
    standing = standing_or_404(request.user, footprint)
    rows = HouseStyle.objects.visible_to(request.user).filter(footprint=standing.footprint)
    context = {
        "styles": [(row, logo_address(row)) for row in rows],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": above(standing.footprint),
    }
    return render(request, "reports/house_styles/list.html", context)


@require_safe
def house_style(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """One house style, and the types of paper that have it."""
    standing = standing_or_404(request.user, footprint)
    row = row_or_404(HouseStyle, standing.footprint, request.user, key=key)
    context = {
        "style": row,
        "logo": logo_address(row),
        "types": row.paper_types.filter(is_retired=False),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": styles_above(standing.footprint),
    }
    return render(request, "reports/house_styles/style.html", context)


@require_safe
def sample(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """How a made-up paper looks in the style."""
    standing = standing_or_404(request.user, footprint)
    row = row_or_404(HouseStyle, standing.footprint, request.user, ("footprint",), key=key)
    context = {
        "article": style_sample(row),
        "about": row.name,
        "breadcrumbs": styles_above(standing.footprint, row),
    }
    return render(request, "reports/paper_sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Make a house style; its logo comes afterwards."""
    place = managed_or_404(request, footprint)
    form = StyleForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda: actions.add(footprint=place, by=request.user, **_without_version(form)))
    if tried.done:
        messages.success(
            request, f"“{tried.done}” is made. Give it a logo, or choose it for a type of paper."
        )
        return _to(place, tried.done)
    context = tried.context | {"breadcrumbs": styles_above(place)}
    return render(request, "reports/house_styles/edit.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Change name, colour and footer line."""
    place = managed_or_404(request, footprint)
    row = row_or_404(HouseStyle, place, request.user, key=key)
    form = StyleForm(request.POST if request.method == "POST" else None, style=row)
    tried = attempt(
        form,
        lambda: actions.save(
            style=row, version=form.cleaned_data["version"] or 0, by=request.user, **_without_version(form)
        ),
        saved,
    )
    if tried.done:
        messages.success(request, "The house style is saved. Papers have it when they are compiled again.")
        return _to(place, row)
    context = tried.context | {"style": row, "breadcrumbs": styles_above(place, row)}
    return render(request, "reports/house_styles/edit.html", context, status=tried.status)


# The token of a form is inside what is posted, and Django would read all of that to find it: a request that is far too
# large is answered first. It changes nothing, so it needs no token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Choose the logo, or change its words. An upload of more than MAX_REQUEST bytes is refused unread."""
    place = managed_or_404(request, footprint)
    row = row_or_404(HouseStyle, place, request.user, key=key)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.method == "POST" and size > MAX_REQUEST:
        form = LogoForm({"version": row.version, "logo_alt": row.logo_alt}, None, style=row)
        form.errors.clear()
        try:
            refuse_size(size)
        except ValidationError as error:
            form.add_error("logo", error)
        return _logo_form(request, place, row, Attempt(form), status=413)
    return _logo(request, place, row)


@csrf_protect
def _logo(request: SignedInRequest, place: Footprint, row: HouseStyle) -> HttpResponse:
    form = LogoForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)), style=row)

    def save() -> HouseStyle:
        upload = form.cleaned_data["logo"]
        return actions.put_logo(
            style=row,
            version=form.cleaned_data["version"],
            upload=upload or None,
            size=upload.size if upload else 0,
            alt=form.cleaned_data["logo_alt"],
            by=request.user,
        )

    tried = attempt(form, save, lambda style: {"logo_alt": style.logo_alt})
    if tried.done:
        messages.success(request, "The logo is saved. Papers have it when they are compiled again.")
        return _to(place, row)
    return _logo_form(request, place, row, tried, status=tried.status)


def _logo_form(
    request: SignedInRequest, place: Footprint, row: HouseStyle, tried: Attempt, status: int
) -> HttpResponse:
    context = tried.context | {
        "style": row,
        "logo": logo_address(row),
        "breadcrumbs": styles_above(place, row),
    }
    return render(request, "reports/house_styles/logo.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_logo(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Take the logo away. Somebody whom the sign-in page brings here by GET goes on to the style."""
    place = managed_or_404(request, footprint)
    row = row_or_404(HouseStyle, place, request.user, key=key)
    if request.method == "POST":
        actions.remove_logo(style=row, by=request.user)
        messages.success(request, "The logo is taken away.")
    return _to(place, row)


def logo_address(style: HouseStyle) -> str:
    """The logo as a picture in the page; blank for none."""
    return f"data:image/png;base64,{b64encode(bytes(style.logo)).decode()}" if style.logo else ""


def styles_above(place: Footprint, row: HouseStyle | None = None) -> list[dict[str, str]]:
    """Breadcrumbs of a style's pages; of those below it with the style itself."""
    pages = [("House styles", reverse("reports:house-styles", args=[place.slug]))]
    if row:
        pages.append((row.name, reverse("reports:house-style", args=[place.slug, row.key])))
    return above(place, *pages)


def _without_version(form: StyleForm) -> dict[str, str]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _to(place: Footprint, row: HouseStyle) -> HttpResponse:
    return redirect("reports:house-style", footprint=place.slug, key=row.key)
