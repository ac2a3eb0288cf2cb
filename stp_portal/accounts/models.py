"""The account a person signs in with."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts; mail addresses are kept in lower case so that one address is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for ``email``; without a password it can only be entered through a reset mail."""
        if not email:
            raise ValueError("An account needs a mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for the administrator of the whole portal."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. What they may do comes from their memberships of footprints, not from here.

    A named person of the programme is a ``Person``, who may have an account or none.
    """

    email = models.EmailField(
        unique=True, error_messages={"unique": "There is an account with this address already."}
    )
    name = models.CharField("full name", max_length=200)
    is_active = models.BooleanField("may sign in", default=True)
    is_staff = models.BooleanField("may open the administration pages", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_whatever_the_case",
                violation_error_message="There is an account with this address already.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
