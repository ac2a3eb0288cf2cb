"""The request as views behind the sign-in see it."""

from django.http import HttpRequest

from stp_portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known: SignInMiddleware has turned everybody else away."""

    user: User
