"""Who a form was given to: so that what they typed is kept for them, and for nobody else, when their session ends."""

from django.core import signing
from django.db.models import Model

from stp_portal.accounts.models import User

_SALT = "portfolios.author"
# A session lasts half a day; who comes back the next morning to a page left open still gets their text.
_SECONDS = 24 * 60 * 60


def author_token(user: User, *about: Model) -> str:
    """A signed word for a form: given to ``user``, for what it is ``about``. Says nothing to anybody else."""
    return signing.dumps([user.pk, _named(about)], salt=_SALT)


def author_of(token: str, *about: Model) -> User | None:
    """Whom the form with this ``token`` was given to; None for a forged, foreign or old one, and a closed account."""
    try:
        user_id, named = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    if named != _named(about):
        return None
    return User.objects.filter(pk=user_id, is_active=True).first()


def _named(about: tuple[Model, ...]) -> list[str]:
    return [f"{row._meta.label} {row.pk}" for row in about]
