"""Reviews: putting one on the record, and changing what is said of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from portfolios.models import Footprint
from risks.models import Review
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate

# What an address of the reviews begins with that is no review.
RESERVED = frozenset({"add", "recommendations"})


@transaction.atomic
def make(
    *,
    footprint: Footprint,
    title: str,
    kind: str,
    held: FuzzyDate,
    by: User,
    reviewer: str = "",
    note: str = "",
    private_reason: str = "",
) -> Review:
    """Put a review on the record; private, with all its recommendations, where ``private_reason`` says why.

    Its short name in addresses is made of the title. Made again in the same words it is there once. Raises
    ValidationError by field, also for another review of that name.
    """
    # Of two who make the same one, the second finds what the first has made.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    content = _content(title, kind, held, reviewer, note, private_reason)
    there = Review.objects.filter(footprint=place, key=_key(title)).first()
    if there and _words(there) == _words(Review(footprint=place, **content)):
        return there
    if there:
        # Said without its title: it may be private.
        raise ValidationError(
            {"title": "There is a review of this name already. Tell the two apart, such as by the year."}
        )
    review = Review(footprint=place, key=_key(title), **content)
    review.full_clean(exclude=["key"] if not title.strip() else None)
    review.save()
    audit.record("review.made", on=review, by=by, after=_told(review))
    return review


@transaction.atomic
def edit(
    *,
    review: Review,
    version: int,
    title: str,
    kind: str,
    held: FuzzyDate,
    by: User,
    reviewer: str = "",
    note: str = "",
    private_reason: str = "",
) -> Review:
    """Change what is said of a review; its address stays. Raises Conflict if somebody else changed it since ``version``
    was read, and ValidationError by field.
    """
    review = Review.objects.select_for_update(of=("self",)).select_related("footprint").get(pk=review.pk)
    content = _content(title, kind, held, reviewer, note, private_reason)
    if _words(Review(footprint=review.footprint, **content)) == _words(review):
        return review
    check_version(review, version)
    before = _told(review)
    for name, value in content.items():
        setattr(review, name, value)
    review.full_clean()
    review.version += 1
    review.save()
    audit.record("review.edited", on=review, by=by, before=before, after=_told(review))
    return review


def _content(
    title: str, kind: str, held: FuzzyDate, reviewer: str, note: str, private_reason: str
) -> dict[str, Any]:
    return {
        "title": title.strip(),
        "kind": kind,
        "held": held,
        "reviewer": reviewer.strip(),
        "note": note.strip(),
        "is_private": bool(private_reason.strip()),
        "private_reason": private_reason.strip(),
    }


def _words(review: Review) -> tuple[str, ...]:
    return (
        *(review.title, review.kind, review.held.words, review.reviewer, review.note),
        review.private_reason,
    )


def _told(review: Review) -> dict[str, Any]:
    told = {name: getattr(review, name) for name in ("title", "reviewer", "note", "private_reason")}
    return {name: audit.told(review, words) for name, words in told.items()} | {
        "kind": review.get_kind_display(),
        "held": audit.told(review, review.held.words),
        "private": review.is_private,
    }


def _key(title: str) -> str:
    key = slugify(title)[:80].strip("-")
    return key if key and key not in RESERVED else f"review-{key}".strip("-")
