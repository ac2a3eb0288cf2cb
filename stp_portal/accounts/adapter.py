"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUpAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves: the PMO makes it, for a person it knows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
