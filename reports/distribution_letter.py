"""The words of the mail that sends a published paper to somebody on a distribution list. Plain text.

Of a private paper it says only that there is one, for which meeting and period: whoever may read it finds the rest
behind the sign-in (DOMAIN A8 rule 16).
"""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from portfolios.digest import LONGEST_SUBJECT
from reports.models import Delivery, PaperFile, Publication
from stp_portal.core.shortening import shortened
from stp_portal.core.templatetags.text_tags import nhs_date


def subject(publication: Publication) -> str:
    """Where it is from, what it is and for which period, in one line."""
    what = _private_name(publication) if publication.is_private else publication.title
    corrected = f", corrected edition {publication.edition}" if publication.edition > 1 else ""
    line = " ".join(f"{publication.footprint}: {what}, {publication.period_label}{corrected}".split())
    return shortened(line, LONGEST_SUBJECT)


def body(delivery: Delivery, *, list_name: str, pdf: PaperFile | None, is_too_large: bool = False) -> str:
    """The mail to one reader, with ``pdf`` attached.

    ``is_too_large``: they were to have the file, which is too large to send.
    """
    publication = delivery.publication
    place = publication.footprint
    link = f"{settings.PORTAL_URL}{reverse('published:receipt', args=[delivery.token])}"
    parts = [f"Hello {delivery.name},", f"{place} has published a paper.", _what(publication)]
    if pdf:
        size = filesizeformat(pdf.size).replace("\N{NO-BREAK SPACE}", " ")
        parts.append(f"It is attached: {pdf.name} ({size}). It can be read on the web as well:\n{link}")
    elif is_too_large:
        parts.append(f"Its file is too large to be sent by mail. It can be read and downloaded here:\n{link}")
    else:
        signing_in = ", after you have signed in" if publication.is_private else ""
        parts.append(f"It can be read and downloaded here{signing_in}:\n{link}")
    parts.append("The link is yours alone: the portal notes when it is first opened.")
    author = f"{publication.author}, who wrote it, or " if publication.author else ""
    parts.append(f"If you have a question, ask {author}the programme office of {place}.")
    parts.append(
        f"You get this mail because you are on the list “{list_name}” of {place}, in the STP Portal. The programme "
        "office takes you off it if you ask."
    )
    return "\n\n".join(parts) + "\n"


def _what(publication: Publication) -> str:
    lines = (
        [_private_name(publication)] if publication.is_private else [publication.title, publication.type_name]
    )
    lines.append(publication.period_label)
    if publication.meeting_date:
        lines.append(f"For the meeting of {publication.body} on {nhs_date(publication.meeting_date)}")
    if publication.edition > 1:
        why = "" if publication.is_private else f" {publication.reason}"
        lines.append(f"Edition {publication.edition} takes the place of the one before.{why}")
    return "\n".join(lines)


def _private_name(publication: Publication) -> str:
    return f"A paper for the private session of {publication.body}" if publication.body else "A private paper"
