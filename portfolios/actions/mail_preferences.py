"""Choosing which mail one gets."""

from django.db import transaction

from portfolios.models import Footprint, MailPreference
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def choose(
    *, footprint: Footprint, frequency: str, opening: bool, reminders: bool, by: User
) -> MailPreference:
    """Keep how ``by`` wants the mail of ``footprint``, from the next notice on. The same again changes nothing."""
    wanted = {"frequency": frequency, "opening": opening, "reminders": reminders}
    preference, _ = MailPreference.objects.get_or_create(footprint=footprint, user=by)
    preference = MailPreference.objects.select_for_update().get(pk=preference.pk)
    before = {name: getattr(preference, name) for name in wanted}
    if before == wanted:
        return preference
    for name, value in wanted.items():
        setattr(preference, name, value)
    preference.full_clean()
    preference.save()
    audit.record("mail_preference.changed", on=preference, by=by, before=before, after=wanted)
    return preference
