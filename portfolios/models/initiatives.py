"""Initiatives: the tree of portfolios, programmes, workstreams and projects."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portfolios.models.scoped import Scoped, ScopedQuerySet

if TYPE_CHECKING:
    from portfolios.models.periods import ReportingPeriod


class InitiativeKind(models.TextChoices):
    PORTFOLIO = "portfolio", "Portfolio"
    PROGRAMME = "programme", "Programme"
    WORKSTREAM = "workstream", "Workstream"
    PROJECT = "project", "Project"


class InitiativeCategory(models.TextChoices):
    DELIVERY = "delivery", "Delivery"
    ENABLING = "enabling", "Enabling"
    PLACE = "place", "Place group"
    FUND = "fund", "Pooled fund"


class ReportingRhythm(models.TextChoices):
    EVERY = "every", "Every period"
    SECOND = "second", "Every second period"
    NEVER = "never", "Does not report"


class InitiativeQuerySet(ScopedQuerySet):
    def portfolios(self) -> Self:
        """Top-level initiatives in printed order."""
        return self.filter(kind=InitiativeKind.PORTFOLIO).order_by("position")

    def alive_in(self, period: "ReportingPeriod") -> Self:
        """Those that had started by the last day of ``period`` and had not ended before its first."""
        return self.filter(
            Q(started_on=None) | Q(started_on__lte=period.last_day),
            Q(ended_on=None) | Q(ended_on__gte=period.first_day),
        )


class Initiative(Scoped):
    """One node of the tree portfolio > programme > workstream > project.

    A board or fund that is reported on as a project is one too.
    """

    kind = models.CharField(max_length=20, choices=InitiativeKind.choices)
    category = models.CharField(
        max_length=20, choices=InitiativeCategory.choices, default=InitiativeCategory.DELIVERY
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    short_name = models.CharField("name in headings, where shorter", max_length=200, blank=True)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField("place in printed order", default=0)
    is_rated = models.BooleanField("has a rating in the portfolio summary", default=True)
    reporting = models.CharField(
        max_length=10, choices=ReportingRhythm.choices, default=ReportingRhythm.EVERY
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "slug"],
                name="initiative_slug_is_unique",
                violation_error_message="Another initiative of this footprint has this short name.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")), name="initiative_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=~Q(kind=InitiativeKind.PORTFOLIO) | Q(parent=None),
                name="portfolio_has_no_parent",
                violation_error_message="A portfolio stands at the top: it has no parent.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """The name that headings use."""
        return self.short_name or self.name


class KindManager(models.Manager.from_queryset(InitiativeQuerySet)):
    """Initiatives of one kind."""

    def __init__(self, kind: InitiativeKind | None = None) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind=self.kind)


class Portfolio(Initiative):
    """An initiative at the top of the tree."""

    objects = KindManager(InitiativeKind.PORTFOLIO)

    class Meta:
        proxy = True


class Programme(Initiative):
    """An initiative below a portfolio."""

    objects = KindManager(InitiativeKind.PROGRAMME)

    class Meta:
        proxy = True


class Workstream(Initiative):
    """An initiative below a programme."""

    objects = KindManager(InitiativeKind.WORKSTREAM)

    class Meta:
        proxy = True


class Project(Initiative):
    """An initiative that ends with a delivered thing."""

    objects = KindManager(InitiativeKind.PROJECT)

    class Meta:
        proxy = True


class InitiativeAlias(Scoped):
    """Another name an initiative has or had, so that old papers and searches find it (DOMAIN A9 Q8).

    One with a last day is the name the initiative went by until then; without, it is used beside the name.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "initiative aliases"
        constraints = [
            models.UniqueConstraint(fields=["initiative", "name"], name="alias_once_per_initiative")
        ]

    def __str__(self) -> str:
        return self.name


class InitiativeRole(models.TextChoices):
    SRO = "sro", "Senior responsible owner"
    PORTFOLIO_DIRECTOR = "portfolio_director", "Portfolio director"
    PROGRAMME_DIRECTOR = "programme_director", "Programme director"
    MANAGER = "manager", "Manager"
    LEAD = "lead", "Lead"
    SPONSOR = "sponsor", "Sponsor"
    CLINICAL_LEAD = "clinical_lead", "Clinical lead"
    DEPUTY = "deputy", "Deputy"


class RoleAssignmentQuerySet(ScopedQuerySet):
    def current(self) -> Self:
        """Roles that hold today."""
        today = timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today)
        )


class RoleAssignment(Scoped):
    """A role in an initiative, held by a person from and to a day. Several holders are allowed (DOMAIN A8 rule 17)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=InitiativeRole.choices)
    person = models.ForeignKey("portfolios.Person", on_delete=models.PROTECT, related_name="roles")
    is_acting = models.BooleanField("acting", default=False)
    valid_from = models.DateField("from", null=True, blank=True)
    valid_to = models.DateField("to", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "role", "person"],
                condition=Q(valid_to=None),
                name="role_held_once_at_a_time",
                violation_error_message="This person holds this role already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_it_starts",
                violation_error_message="The last day is before the first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.initiative}"
