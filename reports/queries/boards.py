"""What bodies are asked, and when they meet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q

from portfolios.models import Ask, AskPurpose, Footprint, Meeting, Someone


@dataclass(frozen=True)
class OpenAsk:
    """An ask that waits for an answer."""

    body: str
    heading: str
    initiative_slug: str
    purpose: str
    verb: str
    text: str
    context: str
    period: str
    private_reason: str

    @property
    def purpose_words(self) -> str:
        return AskPurpose(self.purpose).label


@dataclass(frozen=True)
class Sittings:
    """When a body last met and when it meets next, seen from one day."""

    body: str
    last: date | None
    next: date | None

    @property
    def next_short(self) -> str:
        """“20 Sep”; empty where no meeting is arranged."""
        return f"{self.next.day} {self.next:%b}" if self.next else ""


def open_asks(footprint: Footprint, user: Someone, initiative: int | None = None) -> tuple[OpenAsk, ...]:
    """Asks open now, whichever period they were raised in, by body; of one initiative where given. One query."""
    asks = Ask.objects.visible_to(user).open().filter(footprint=footprint)
    if initiative is not None:
        asks = asks.filter(initiative=initiative)
    rows = asks.order_by("body__name", "purpose", "period__first_day", "position").values(
        "verb",
        "text",
        "context",
        "purpose",
        "is_private",
        "private_reason",
        "body__name",
        "period__label",
        "printed_under__name",
        "initiative__name",
        "initiative__short_name",
        "initiative__slug",
        "raised_by__name",
    )
    return tuple(
        OpenAsk(
            body=row["body__name"],
            heading=row["printed_under__name"]
            or row["initiative__short_name"]
            or row["initiative__name"]
            or row["raised_by__name"],
            initiative_slug=row["initiative__slug"] or "",
            purpose=row["purpose"],
            verb=row["verb"],
            text=row["text"],
            context=row["context"],
            period=row["period__label"],
            private_reason=row["private_reason"] if row["is_private"] else "",
        )
        for row in rows
    )


def sittings(footprint: Footprint, user: Someone, on: date) -> tuple[Sittings, ...]:
    """The meetings of each body on either side of the day ``on``, the next one first. One query."""
    rows = (
        Meeting.objects.visible_to(user)
        .filter(footprint=footprint)
        .values("body__name")
        .annotate(last=Max("date", filter=Q(date__lte=on)), next=Min("date", filter=Q(date__gt=on)))
        .order_by("body__name")
    )
    found = [Sittings(row["body__name"], row["last"], row["next"]) for row in rows]
    return tuple(sorted(found, key=lambda body: (body.next is None, body.next or on, body.body)))
