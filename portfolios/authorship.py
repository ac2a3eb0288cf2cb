"""Who a form was given to: so that what they typed is kept for them, and for nobody else, when their session ends."""

from django.core import signing

from portfolios.models import Initiative, ReportingPeriod
from stp_portal.accounts.models import User

_SALT = "portfolios.report-author"
# A session lasts half a day; who comes back the next morning to a page left open still gets their text.
_SECONDS = 24 * 60 * 60


def author_token(user: User, initiative: Initiative, period: ReportingPeriod) -> str:
    """A signed word for the form: given to ``user``, for this report. Says nothing to anybody else."""
    return signing.dumps([user.pk, initiative.pk, period.pk], salt=_SALT)


def author_of(token: str, initiative: Initiative, period: ReportingPeriod) -> User | None:
    """Whom the form with this ``token`` was given to; None for a forged, foreign or old one, and a closed account."""
    try:
        user_id, initiative_id, period_id = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    if (initiative_id, period_id) != (initiative.pk, period.pk):
        return None
    return User.objects.filter(pk=user_id, is_active=True).first()
