"""Reviews by others, and their recommendations, tracked until the overseeing body closes them (DOMAIN A8 rule 22)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import (
    Body,
    Marked,
    MarkedQuerySet,
    Meeting,
    OfMarkedQuerySet,
    Person,
    Scoped,
    Someone,
)
from portfolios.models.pairs import by_whom, paired
from risks.models.actions import ENDED, ActionStatus
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class ReviewKind(models.TextChoices):
    STOCKTAKE = "stocktake", "Stocktake"
    MID_YEAR = "mid_year", "Mid-year review"
    REGULATOR = "regulator", "Regulator's review"
    AUDIT = "audit", "Internal audit"
    OTHER = "other", "Other review"


class Review(Marked, Versioned, Timestamped):
    """A look at the whole by somebody, which leaves recommendations behind."""

    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    title = models.CharField(max_length=200)
    reviewer = models.CharField("who reviewed", max_length=200, blank=True)
    held = FuzzyDateField("when it was held", blank=True)
    note = models.TextField(blank=True)

    objects = MarkedQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["footprint", "pk"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(
                fields=["footprint", "key"],
                name="review_key_is_unique",
                violation_error_message="There is a review of this short name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RecommendationQuerySet(MarkedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """Those of reviews that may be seen, and of these the ones that may."""
        return super().visible_to(user).filter(review__in=Review.objects.visible_to(user))

    def public(self) -> Self:
        """Those that may stand in a public paper."""
        return super().public().filter(review__is_private=False)

    def open(self) -> Self:
        """Those no overseeing body has closed, whatever their updates say (DOMAIN A8 rule 22)."""
        return self.filter(closed_at=None)

    def overdue(self, on: date) -> Self:
        """Open ones, not said to be done, whose last day is past on ``on``."""
        return self.open().exclude(status__in=ENDED).filter(due__last__lt=on)


class Recommendation(Marked, Versioned, Timestamped):
    """One thing a review asks for: what, the answer to it, who leads, who oversees, by when in words.

    Only the overseeing body closes it, at a meeting: ``closed_in``. Withdrawn ones are closed so too.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField("number within the review")
    theme = models.CharField("theme, printed once", max_length=200, blank=True)
    text = models.TextField("recommendation")
    response = models.TextField(blank=True)
    initiative = models.ForeignKey(
        "portfolios.Initiative",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    lead = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations_led",
        verbose_name="accountable lead",
    )
    oversight_note = models.TextField("about its oversight", blank=True)
    due = FuzzyDateField("by when", blank=True)
    review_on = models.DateField("to be looked at on, where it has no day", null=True, blank=True)
    status = models.CharField(max_length=20, choices=ActionStatus.choices, default=ActionStatus.NEW)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = by_whom()
    closed_in = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations_closed"
    )
    closed_reason = models.TextField("as minuted", blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["review", "number"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["review", "number"], name="recommendation_number_is_unique"),
            paired("recommendation", "closed"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_in__isnull=False) & ~Q(closed_reason=""),
                name="recommendation_closed_by_a_body",
                violation_error_message=(
                    "A recommendation is closed by its overseeing body: name the meeting and what it said."
                ),
            ),
        ]
        indexes = [models.Index(fields=["footprint", "closed_at"], name="recommendation_open")]

    def __str__(self) -> str:
        return f"{self.review}, {self.number}"


class OfRecommendationQuerySet(OfMarkedQuerySet):
    parents = ("recommendation", "recommendation__review")


class SupportingOfficer(Scoped):
    """Who supports the accountable lead of a recommendation (DOMAIN A8 rule 12)."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="supporting_officers"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recommendations_supported")
    position = models.PositiveIntegerField(default=0)

    objects = OfRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "person"], name="supporting_officer_once_per_recommendation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} supports {self.recommendation}"


class Overseer(Scoped):
    """A body that oversees a recommendation, and so may close it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="overseers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations_overseen")
    position = models.PositiveIntegerField(default=0)

    objects = OfRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "body"], name="overseer_once_per_recommendation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} oversees {self.recommendation}"


class RecommendationUpdate(Scoped):
    """What was said of a recommendation on a day, with evidence. Appended, with the due date it changed.

    Updates said of several at once share ``said_with`` (DOMAIN A9 Q13) and are printed once.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    text = models.TextField()
    status = models.CharField(max_length=20, choices=ActionStatus.choices)
    evidence = models.TextField("evidence: where it can be seen", blank=True)
    due_before = FuzzyDateField(blank=True)
    due_after = FuzzyDateField(blank=True)
    said_with = models.UUIDField(null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.recommendation}, {self.on:%d/%m/%Y}"
