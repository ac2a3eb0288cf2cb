"""People and roles: who may do what in a footprint, and who holds which role in its initiatives."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import footprint_or_404, require
from portfolios.actions import memberships
from portfolios.forms import AssignForm, GrantForm
from portfolios.models import (
    Footprint,
    Initiative,
    InitiativeRole,
    Membership,
    Person,
    RoleAssignment,
    has_permission,
)
from portfolios.tree import in_tree_order
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import ROLES, Permission, Role
from stp_portal.core.templatetags.text_tags import nhs_date


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, footprint: str) -> HttpResponse:
    """List accounts, people and their roles; give a role to an account or a person."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_PEOPLE, place)
    posted = request.POST if request.method == "POST" else None
    grant = GrantForm(posted if posted and "grant" in posted else None, footprint=place)
    assign = AssignForm(posted if posted and "assign" in posted else None, footprint=place)
    if posted and (done := _granted(request, grant, place) or _assigned(request, assign)):
        messages.success(request, done)
        return redirect("portfolios:people", footprint=place.slug)
    context = {
        "account_head": ["Name", "Email address", "Role", "Since", "Action"],
        "account_rows": _account_rows(request, place),
        "role_head": ["Initiative", "Role", "Held by", "Since", "Action"],
        "role_rows": _role_rows(request, place),
        "people": Person.objects.visible_to(request.user).filter(footprint=place).exists(),
        "roles": [(Role(role).label, definition.description) for role, definition in ROLES.items()],
        "grant": grant,
        "assign": assign,
        "form": grant if grant.is_bound else assign,
    }
    return render(request, "portfolios/people.html", context, status=422 if posted else 200)


def _account_rows(request: SignedInRequest, place: Footprint) -> list[list[object]]:
    held = Membership.objects.visible_to(request.user).current().filter(footprint=place)
    return [
        [
            membership.user.name,
            membership.user.email,
            membership.get_role_display(),
            nhs_date(membership.valid_from),
            {
                "text": "End role",
                "href": reverse("portfolios:membership-end", args=[place.slug, membership.pk]),
            },
        ]
        for membership in held.select_related("user").order_by("user__name", "role")
    ]


def _role_rows(request: SignedInRequest, place: Footprint) -> list[list[object]]:
    held = RoleAssignment.objects.visible_to(request.user).current().filter(footprint=place)
    initiatives = Initiative.objects.filter(footprint=place).order_by("position", "name")
    order = {
        pk: number for number, (pk, _) in enumerate(in_tree_order(initiatives.values_list("pk", "parent_id")))
    }
    # Seniority of a role, as the choices list them.
    rank = {role: number for number, role in enumerate(InitiativeRole.values)}
    return [
        [
            role.initiative.name,
            role.get_role_display() + (" (acting)" if role.is_acting else ""),
            role.person.name_and_post,
            nhs_date(role.valid_from) if role.valid_from else "Not recorded",
            f"Ends {nhs_date(role.valid_to)}"
            if role.valid_to
            else {
                "text": "End role",
                "href": reverse("portfolios:assignment-end", args=[place.slug, role.pk]),
            },
        ]
        for role in sorted(
            held.select_related("initiative", "person"),
            key=lambda role: (order[role.initiative_id], rank[role.role], str(role.person)),
        )
    ]


def _granted(request: SignedInRequest, form: GrantForm, place: Footprint) -> str:
    """What was done, in words; empty when the form was not sent or was refused."""
    if not (form.is_bound and form.is_valid()):
        return ""
    try:
        membership = memberships.grant(footprint=place, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return ""
    return f"{membership.user} is now {membership.get_role_display()} of {place}."


def _assigned(request: SignedInRequest, form: AssignForm) -> str:
    """What was done, in words; empty when the form was not sent or was refused."""
    if not (form.is_bound and form.is_valid()):
        return ""
    try:
        role = memberships.assign(by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return ""
    return f"{role.person} is now {role.get_role_display()} of {role.initiative}."


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask, then end an account's role."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_PEOPLE, place)
    membership = get_object_or_404(
        Membership.objects.visible_to(request.user).select_related("user"), footprint=place, pk=pk
    )
    if request.method == "POST":
        try:
            memberships.end(membership=membership, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(
                request, f"{membership.user} is no longer {membership.get_role_display()} of {place}."
            )
        if not has_permission(request.user, Permission.MANAGE_PEOPLE, place):
            return redirect("home")  # it was their own: this page is closed to them now
        return redirect("portfolios:people", footprint=place.slug)
    context = {
        "holder": membership.user.name,
        "what": f"{membership.user.name} ({membership.user.email}) is {membership.get_role_display()} of {place}. "
        "The role ends at once; what they did stays on record. You can give it again at any time.",
        "is_own": membership.user_id == request.user.pk,
    }
    return render(request, "portfolios/end_role.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_assignment(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask, then end a role in an initiative with today."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_PEOPLE, place)
    role = get_object_or_404(
        RoleAssignment.objects.visible_to(request.user).select_related("person", "initiative"),
        footprint=place,
        pk=pk,
    )
    if request.method == "POST":
        try:
            memberships.end_assignment(assignment=role, on=timezone.localdate(), by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(
                request, f"{role.person}: {role.get_role_display()} of {role.initiative} ends today."
            )
        return redirect("portfolios:people", footprint=place.slug)
    context = {
        "holder": str(role.person),
        "what": f"{role.person.name_and_post} is {role.get_role_display()} of {role.initiative}. The role ends with "
        "today; reports of earlier periods keep the holder of their time. You can give it again at any time.",
    }
    return render(request, "portfolios/end_role.html", context)
