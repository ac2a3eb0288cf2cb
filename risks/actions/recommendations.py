"""Recommendations: what a review asks for, who answers for it, who oversees it, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from portfolios.models import Body, Initiative, Person
from risks.actions.assigning import require_there, tell_lead
from risks.actions.recommendation_records import for_trail, locked, require_open, say
from risks.due_dates import check_due
from risks.models import Overseer, Recommendation, Review, SupportingOfficer
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals


@dataclass(frozen=True)
class Content:
    """All that is typed of a recommendation. One lead; officers and bodies in the order in which they are printed."""

    text: str
    due: FuzzyDate
    theme: str = ""
    response: str = ""
    lead: Person | None = None
    officers: Sequence[Person] = ()
    bodies: Sequence[Body] = ()
    oversight_note: str = ""
    initiative: Initiative | None = None
    review_on: date | None = None
    private_reason: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row itself."""
        return {
            "text": self.text.strip(),
            "theme": self.theme.strip(),
            "response": self.response.strip(),
            "lead": self.lead,
            "oversight_note": self.oversight_note.strip(),
            "initiative": self.initiative,
            "due": self.due,
            "review_on": self.review_on,
            "is_private": bool(self.private_reason.strip()),
            "private_reason": self.private_reason.strip(),
        }


@transaction.atomic
def make(*, review: Review, content: Content, by: User) -> Recommendation:
    """Add a recommendation to ``review`` under its next number; its lead is told.

    Made again in the same words while it is open, it is there once. Raises ValidationError by field: no text, one that
    another recommendation of the review has, a lead or officer who has left, a lead who is an officer too, ``due`` and
    ``review_on`` as ``check_due`` says.
    """
    review = (
        Review.objects.select_for_update(of=("self",), no_key=True)
        .select_related("footprint")
        .get(pk=review.pk)
    )
    columns = content.columns
    same = Recommendation.objects.open().filter(review=review, text=columns["text"]).first()
    if same and _is(same, content):
        return same
    refusals = Refusals()
    with refusals.under():
        if same and columns["text"]:
            raise ValidationError(
                {"text": f"Recommendation {same.number} says this already. Change that one."}
            )
    with refusals.under():
        _check(content, before=None)
    with refusals.under():
        check_due(content.due, content.review_on, today=timezone.localdate())
    refusals.raise_any()
    last = Recommendation.objects.filter(review=review).aggregate(last=Max("number"))["last"]
    made = Recommendation(footprint=review.footprint, review=review, number=(last or 0) + 1, **columns)
    made.full_clean()
    made.save()
    _surround(made, content)
    _tell(made, by)
    audit.record("recommendation.made", on=for_trail(made), by=by, after=_told(made, content))
    return made


@transaction.atomic
def edit(*, recommendation: Recommendation, version: int, content: Content, by: User) -> Recommendation:
    """Change what is asked, who answers for it, who oversees it or by when; a due date that moves is kept and counted
    (DOMAIN A8 rule 14).

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError as ``make`` does, also
    for one that is closed.
    """
    row = locked(recommendation)
    if _is(row, content):
        return row
    check_version(row, version)
    require_open(row)
    before = _content_of(row)
    refusals = Refusals()
    with refusals.under():
        _check(content, before=before)
    with refusals.under():
        check_due(
            content.due,
            content.review_on,
            today=timezone.localdate(),
            due_before=row.due,
            review_before=row.review_on,
        )
    refusals.raise_any()
    for name, value in content.columns.items():
        setattr(row, name, value)
    row.full_clean()
    if content.due.words != before.due.words:
        moved = f"Due date changed from “{before.due or 'none'}” to “{content.due or 'none'}”."
        say(row, on=timezone.localdate(), text=moved, due_before=before.due, by=by)
    row.version += 1
    row.save()
    _surround(row, content)
    if content.lead != before.lead:
        _tell(row, by)
    audit.record(
        "recommendation.edited",
        on=for_trail(row),
        by=by,
        before=_told(row, before),
        after=_told(row, content),
    )
    return row


def _content_of(row: Recommendation) -> Content:
    return Content(
        text=row.text,
        due=row.due,
        theme=row.theme,
        response=row.response,
        lead=row.lead,
        officers=[officer.person for officer in row.supporting_officers.select_related("person")],
        bodies=[overseer.body for overseer in row.overseers.select_related("body")],
        oversight_note=row.oversight_note,
        initiative=row.initiative,
        review_on=row.review_on,
        private_reason=row.private_reason,
    )


def _is(row: Recommendation, content: Content) -> bool:
    """Whether ``row`` says all of ``content`` already."""
    there = _content_of(row)
    return (
        {**there.columns, "due": there.due.words} == {**content.columns, "due": content.due.words}
        and list(there.officers) == list(content.officers)
        and list(there.bodies) == list(content.bodies)
    )


def _check(content: Content, *, before: Content | None) -> None:
    """ValidationError by field. Who was there before may have left since."""
    refusals = Refusals()
    with refusals.under():
        if not content.text.strip():
            raise ValidationError({"text": "Write down what is recommended."})
    with refusals.under():
        if content.lead and (before is None or content.lead != before.lead):
            require_there(content.lead, "lead")
    with refusals.under():
        if content.lead in content.officers:
            raise ValidationError(
                {
                    "officers": f"{content.lead} is the accountable lead. Those who support the lead are others."
                }
            )
    for officer in content.officers:
        with refusals.under():
            if before is None or officer not in before.officers:
                require_there(officer, "officers")
    refusals.raise_any()


def _surround(row: Recommendation, content: Content) -> None:
    """Write who supports and who oversees it, in order."""
    row.supporting_officers.all().delete()
    row.overseers.all().delete()
    SupportingOfficer.objects.bulk_create(
        SupportingOfficer(footprint=row.footprint, recommendation=row, person=person, position=position)
        for position, person in enumerate(content.officers)
    )
    Overseer.objects.bulk_create(
        Overseer(footprint=row.footprint, recommendation=row, body=body, position=position)
        for position, body in enumerate(content.bodies)
    )


def _told(row: Recommendation, content: Content) -> dict[str, Any]:
    """``content`` for the trail, without its words where ``row`` is private, or was while this stood."""
    subject = for_trail(row)
    subject.is_private = subject.is_private or bool(content.private_reason.strip())
    texts = {
        name: audit.told(subject, text) for name, text in content.columns.items() if isinstance(text, str)
    }
    return texts | {
        "lead": str(content.lead or ""),
        "officers": [str(person) for person in content.officers],
        "overseers": [str(body) for body in content.bodies],
        "initiative": content.initiative.slug if content.initiative else "",
        "due": audit.told(subject, content.due.words),
        "review_on": content.review_on,
        "private": bool(content.private_reason.strip()),
    }


def _tell(row: Recommendation, by: User) -> None:
    """Tell the lead, where they may see it."""
    lead = row.lead
    if lead and lead.user and Recommendation.objects.visible_to(lead.user).filter(pk=row.pk).exists():
        tell_lead(
            lead=lead,
            footprint=row.footprint,
            what="a recommendation of a review",
            key=f"recommendation.{row.pk}.lead.{lead.pk}.{row.version}",
            path=reverse("risks:recommendation", args=[row.footprint.slug, row.review.key, row.number]),
            by=by,
        )
