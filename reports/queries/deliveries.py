"""What became of sending a published paper, as its page and its download show it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portfolios.models import MailState, Someone
from reports.actions.deliveries import REFUSED
from reports.models import Delivery, Publication
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_datetime


@dataclass(frozen=True)
class Sending:
    """One reader of a paper: the state of the sending in a word with its colour, and what became of it in words."""

    delivery: Delivery
    state: str
    colour: str
    words: str

    @property
    def may_have_arrived(self) -> bool:
        """Whether nobody knows if the mail server took it: it is sent again for this reader alone, if they ask."""
        mail = self.delivery.mail
        return mail is not None and mail.state == MailState.FAILED and mail.handing_over_at is not None

    @property
    def goes_again_with_others(self) -> bool:
        """Whether all that failed are sent again with it: it surely did not arrive, and its reader is on the list."""
        reader = self.delivery.recipient
        is_off_the_list = reader is not None and reader.ended_at is not None
        return self.state == "Failed" and not self.may_have_arrived and not is_off_the_list

    @property
    def opened_at(self) -> datetime | None:
        return self.delivery.first_opened_at


def sendings(publication: Publication, user: Someone) -> list[Sending]:
    """Every sending of ``publication``, by name. One query."""
    found = Delivery.objects.visible_to(user).filter(publication=publication)
    rows = found.select_related("mail", "publication", "recipient").defer(
        "mail__body", "publication__manifest"
    )
    return [sending_of(delivery) for delivery in rows.order_by("name", "address", "pk")]


def sending_of(delivery: Delivery) -> Sending:
    """How one sending stands. No query where its mail was read with it."""
    mail = delivery.mail
    if mail is None:
        return Sending(delivery, "Not sent", "red", REFUSED)
    if delivery.bounced_at:
        return Sending(delivery, "Came back", "red", f"It came back: {delivery.bounce}")
    if mail.state == MailState.FAILED:
        return Sending(delivery, "Failed", "red", mail.error)
    if mail.state == MailState.SENT:
        return Sending(delivery, "Sent", "green", f"Sent {nhs_datetime(mail.sent_at)}")
    again = f"{mail.error} Next attempt: {nhs_datetime(mail.next_attempt_at)}." if mail.error else ""
    return Sending(delivery, "Waiting", "grey", again or "It goes out within a minute.")


def summary(rows: Iterable[Sending]) -> str:
    """How it stands in one line: “3 sent, 1 failed; 2 opened”."""
    rows = list(rows)
    numbers = Counter(row.state for row in rows)
    states = ", ".join(f"{number} {state.lower()}" for state, number in sorted(numbers.items()))
    opened = sum(row.opened_at is not None for row in rows)
    return f"{counted(len(rows), 'reader')}: {states}; {opened} opened"
