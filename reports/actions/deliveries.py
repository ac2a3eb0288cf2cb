"""What is done about the sendings of a published paper: again, to another address, and that one came back."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from portfolios.actions import mails
from portfolios.models import Mail, MailState
from reports.actions import distribution
from reports.models import Delivery, Publication, Recipient
from stp_portal.accounts.models import User
from stp_portal.core import audit

LONGEST_BOUNCE = 300
REFUSED = (
    "A private paper is sent to nobody but accounts that may read private material, and this address belongs to none. "
    "Give the person a role that reads private material on the People page, then send it to those added later."
)


@transaction.atomic
def retry(*, delivery: Delivery, by: User) -> Delivery:
    """Send a paper again to an address where it failed or from which it came back. Else raises ValidationError."""
    delivery = _held(delivery)
    distribution.require_current(delivery.publication)
    if delivery.mail is None:
        raise ValidationError(REFUSED)
    if delivery.bounced_at is None:
        mails.retry(mail=delivery.mail, by=by)
        return delivery
    before = {"address": delivery.address, "bounce": delivery.bounce}
    # The mail that came back was sent, and stays on record as that.
    delivery.bounced_at, delivery.bounce = None, ""
    file = distribution.file_by_mail(delivery.publication, {delivery.kind})
    distribution.write_mail(delivery, _list_name(delivery), delivery.mail.user, file)
    audit.record("delivery.sent_again", on=delivery, by=by, before=before)
    return delivery


@transaction.atomic
def retry_failed(*, publication: Publication, by: User) -> int:
    """Send again what surely did not arrive, but not what may have arrived or came back. How many mails.

    Nor to those who are off the list since, as with an address that was corrected, or have lost their role. Raises
    ValidationError for a paper that is superseded or was taken down.
    """
    publication = Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.pk)
    distribution.require_current(publication)
    wanted = publication.deliveries.filter(bounced_at=None, recipient__ended_at=None)
    among = Mail.objects.filter(pk__in=wanted.values("mail"))
    return mails.retry_all(footprint=publication.footprint, by=by, among=among)


@transaction.atomic
def correct(*, delivery: Delivery, address: str, by: User) -> Delivery:
    """Send a paper that did not arrive to another address, which takes the place of the old one on the list.

    The old delivery stays as it ended. Raises ValidationError under ``address``: none, the same, one that has been sent
    the paper; and for a delivery that did not fail.
    """
    delivery = _held(delivery)
    distribution.require_current(delivery.publication)
    address = address.strip().lower()
    _check_address(delivery, address)
    reader = delivery.recipient
    if reader and reader.ended_at is None:
        reader.ended_at = timezone.now()
        reader.save(update_fields=["ended_at", "updated_at"])
        group = reader.distribution
        there = group.recipients.filter(address=address, ended_at=None).first()
        reader = there or Recipient.objects.create(
            footprint_id=group.footprint_id,
            distribution=group,
            name=delivery.name,
            address=address,
            person_id=reader.person_id,
            kind=reader.kind,
        )
    else:
        reader = Recipient(name=delivery.name, address=address, kind=delivery.kind)
    made = distribution.deliver(delivery.publication, [reader], _list_name(delivery))[0]
    before, after = {"address": delivery.address}, {"address": address}
    audit.record("delivery.corrected", on=made, by=by, before=before, after=after)
    return made


@transaction.atomic
def came_back(*, delivery: Delivery, words: str, by: User) -> Delivery:
    """Record that the mail came back, with what the answer said. Recorded twice, the later words stand.

    Raises ValidationError under ``words`` without any, and for a mail that was never sent.
    """
    delivery = _held(delivery)
    words = " ".join(words.split())
    if not words:
        raise ValidationError({"words": "Copy what the mail that came back said."})
    if len(words) > LONGEST_BOUNCE:
        raise ValidationError(
            {"words": f"Shorten this to {LONGEST_BOUNCE} characters: what went wrong is enough."}
        )
    if delivery.mail is None or delivery.mail.state not in (MailState.SENT, MailState.FAILED):
        raise ValidationError("This mail has not been sent yet, so it cannot have come back.")
    delivery.bounced_at, delivery.bounce = delivery.bounced_at or timezone.now(), words
    delivery.save(update_fields=["bounced_at", "bounce"])
    audit.record(
        "delivery.came_back", on=delivery, by=by, after={"address": delivery.address, "words": words}
    )
    return delivery


def did_not_arrive(delivery: Delivery) -> bool:
    """Whether a delivery failed, came back or was refused, so that another address may help."""
    return delivery.mail is None or delivery.bounced_at is not None or delivery.mail.state == MailState.FAILED


def _list_name(delivery: Delivery) -> str:
    group = delivery.publication.paper.paper_type.distribution
    if delivery.recipient:
        return delivery.recipient.distribution.name
    return group.name if group else delivery.publication.type_name


def _held(delivery: Delivery) -> Delivery:
    # The publication first, as sending does.
    Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=delivery.publication_id)
    held = Delivery.objects.select_for_update(of=("self",)).select_related(
        "publication__footprint", "mail__user", "recipient__distribution"
    )
    return held.get(pk=delivery.pk)


def _check_address(delivery: Delivery, address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise ValidationError({"address": "Enter an address like name@example.org."}) from wrong
    if not did_not_arrive(delivery):
        raise ValidationError(
            "This one was not refused and did not come back, so there is nothing to correct."
        )
    if delivery.publication.deliveries.filter(address=address).exists():
        raise ValidationError({"address": f"This paper was sent to {address} already. Give another address."})
