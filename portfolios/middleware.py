"""Second factor, where a footprint asks it of a role."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portfolios.models import Footprint, Membership
from stp_portal.accounts.models import User


class SecondFactorMiddleware:
    """Sends somebody whose role needs a second factor and who has none to the page that sets one up.

    Which roles need it is ``Footprint.second_factor_roles``. Sign-in, sign-out and the set-up pages stay open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        # The view first: a page that needs no sign-in does not even ask who is there.
        if not getattr(view, "login_required", True):
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        if request.path.startswith(reverse("account_logout").rsplit("/", 2)[0] + "/"):
            return None
        if not lacks_second_factor(user):
            return None
        messages.info(request, "Your role needs a second factor at sign-in. Set it up to go on.")
        return redirect("mfa_activate_totp")


def lacks_second_factor(user: User) -> bool:
    """Whether the account has no second factor though a role it holds today needs one in its footprint. One query.

    An administrator may do whatever any role may, so one footprint that asks is enough.
    """
    without = ~Exists(Authenticator.objects.filter(user_id=user.pk))
    if user.is_superuser or user.is_staff:
        return Footprint.objects.exclude(second_factor_roles=[]).filter(without).exists()
    held = (
        Membership.objects.current()
        .filter(without, user_id=user.pk)
        .exclude(footprint__second_factor_roles=[])
    )
    return any(
        role in needing for role, needing in held.values_list("role", "footprint__second_factor_roles")
    )
