"""Sending published papers to those on their distribution list: one delivery and one mail for each address, ever.

A delivery is unique on its publication and address, and is written with its mail in the transaction that publishes: a
paper that was not published was sent to nobody, and one that was is with the mail workers (docs/adr/0007).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.actions import mails
from portfolios.models import MailAttachment
from portfolios.queries.holders import accounts_with
from reports import distribution_letter as letter
from reports.media_types import MEDIA_TYPES
from reports.models import Delivery, DeliveryKind, FileFormat, PaperFile, Publication, Recipient
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit

# Bytes of a file that go out by mail; mail servers commonly refuse a little more than that.
LARGEST_ATTACHMENT = 10 * 1024 * 1024
BY_PUBLISHING = "publication"  # who did it, in the audit trail, where no person did


@dataclass(frozen=True)
class FileByMail:
    """A published PDF, without its bytes, and what mails take along of it."""

    pdf: PaperFile
    attachment: MailAttachment


@transaction.atomic
def send(publication: Publication, by: User | None = None) -> list[Delivery]:
    """Send ``publication`` to everybody on the list of its type who was not sent it. The new deliveries.

    A public paper goes as a link or attached, as the list says; a private one as a link alone, and to nobody but
    accounts that may read private material: the others get a delivery without a mail, which the page shows as refused.
    Safe to call twice. Two queries for each reader, and some fifteen besides.
    """
    # Of two who send it at once, the second finds what the first has sent.
    publication = Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.pk)
    group = publication.paper.paper_type.distribution
    if group is None:
        return []
    sent = set(publication.deliveries.values_list("address", flat=True))
    readers = list(group.recipients.filter(ended_at=None).exclude(address__in=sent).order_by("pk"))
    made = deliver(publication, readers, group.name)
    if made:
        refused = [delivery.address for delivery in made if delivery.mail is None]
        after = {"list": group.key, "sent": len(made) - len(refused), "refused": refused}
        audit.record("publication.sent", on=publication, by=by or BY_PUBLISHING, after=after)
    return made


@transaction.atomic
def send_to_missing(*, publication: Publication, by: User) -> int:
    """Send a published paper to those who were added to its list since, or may read it since. How many mails.

    Raises ValidationError for a paper that is superseded or was taken down.
    """
    publication = Publication.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.pk)
    require_current(publication)
    # Whoever was refused is asked again: they may have an account by now.
    readable = _private_readers(
        publication, publication.deliveries.filter(mail=None).values_list("address", flat=True)
    )
    publication.deliveries.filter(mail=None, address__in=readable).delete()
    return sum(delivery.mail is not None for delivery in send(publication, by))


def require_current(publication: Publication) -> None:
    """ValidationError unless the publication is the one that readers should have."""
    if publication.taken_down_at:
        raise ValidationError("This paper was taken down, so it is sent to nobody any more.")
    if publication.superseded_at:
        raise ValidationError("A later edition has superseded this paper. Send that one.")


def deliver(publication: Publication, readers: Sequence[Recipient], list_name: str) -> list[Delivery]:
    """Write a delivery with its mail for each of ``readers``, who were not sent ``publication`` before."""
    allowed = _private_readers(publication, [reader.address for reader in readers])
    file = file_by_mail(publication, {reader.kind for reader in readers})
    made = []
    for reader in readers:
        delivery = Delivery(
            footprint_id=publication.footprint_id,
            publication=publication,
            recipient=reader if reader.pk else None,
            name=reader.name,
            address=reader.address,
            kind=reader.kind,
        )
        if publication.is_private and reader.address not in allowed:
            delivery.kind = DeliveryKind.LINK
            delivery.save()
        else:
            write_mail(delivery, list_name, allowed.get(reader.address), file)
        made.append(delivery)
    return made


def write_mail(delivery: Delivery, list_name: str, user: User | None, file: FileByMail | None) -> None:
    """Save ``delivery`` with a new mail to its reader, with ``file`` where they get it.

    ``user`` is asked for their role again as it goes out.
    """
    publication = delivery.publication
    wants_file = delivery.kind == DeliveryKind.ATTACHMENT and not publication.is_private
    taken = file if wants_file else None
    delivery.kind = DeliveryKind.ATTACHMENT if taken else DeliveryKind.LINK
    delivery.mail = mails.queue(
        footprint=publication.footprint,
        user=user,
        address=delivery.address,
        subject=letter.subject(publication),
        body=letter.body(
            delivery,
            list_name=list_name,
            pdf=taken.pdf if taken else None,
            is_too_large=wants_file and file is None,
        ),
        attachment=taken.attachment if taken else None,
    )
    delivery.save()


def file_by_mail(publication: Publication, kinds: Collection[str]) -> FileByMail | None:
    """The PDF of ``publication``, where one of ``kinds`` is to get it; None of a private one, or one too large to go.

    Kept once, however many mails take it along. At most four queries.
    """
    if publication.is_private or DeliveryKind.ATTACHMENT not in kinds:
        return None
    pdfs = PaperFile.objects.filter(run=publication.run_id, file_format=FileFormat.PDF)
    pdf = pdfs.defer("content").first()
    if pdf is None or pdf.size > LARGEST_ATTACHMENT:
        return None
    known = MailAttachment.objects.filter(footprint=pdf.footprint_id, name=pdf.name, sha256=pdf.sha256)
    attachment = known.defer("content").first() or MailAttachment.objects.create(
        footprint_id=pdf.footprint_id,
        name=pdf.name,
        media_type=MEDIA_TYPES[FileFormat.PDF],
        content=pdf.content,
        sha256=pdf.sha256,
    )
    return FileByMail(pdf, attachment)


def _private_readers(publication: Publication, addresses: Iterable[str]) -> dict[str, User]:
    """The accounts of ``addresses`` that may read a private publication, by address; none for a public one."""
    if not publication.is_private:
        return {}
    found = accounts_with(Permission.VIEW_PRIVATE, publication.footprint).filter(email__in=list(addresses))
    return {user.email: user for user in found}
