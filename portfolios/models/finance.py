"""Finance lines: plan, actual and forecast of an initiative, in pounds."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from portfolios.models.initiatives import Initiative
from portfolios.models.scoped import Marked, MarkedQuerySet
from stp_portal.core.base import Timestamped, Versioned


class MoneyKind(models.TextChoices):
    """What the money is, which says whether more than planned is adverse or favourable (DOMAIN A9 Q16)."""

    SPEND = "spend", "Spending"
    SAVING = "saving", "Saving"
    INCOME = "income", "Income"


class FinanceLineQuerySet(MarkedQuerySet):
    """Finance lines, which are numbered and may be private."""


def money(words: str) -> models.DecimalField:
    """A sum in pounds; blank where it is not known, which is not nought."""
    return models.DecimalField(f"{words}, in pounds", max_digits=16, decimal_places=2, null=True, blank=True)


class FinanceLine(Marked, Versioned, Timestamped):
    """One line of money of an initiative, or of the whole footprint, for a financial year or one month of it.

    ``month`` counts from April, M1, to March, M12 (DOMAIN B9); without one the line is of the year.
    """

    number = models.PositiveIntegerField("number within the footprint")
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="finance_lines"
    )
    title = models.CharField(max_length=200)
    heading = models.CharField("sub-heading it stands under", max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=MoneyKind.choices)
    financial_year = models.CharField(
        max_length=7,
        validators=[RegexValidator(r"^\d{4}/\d{2}$", "Write a financial year as 2017/18.")],
    )
    month = models.PositiveSmallIntegerField("month, from 1 for April to 12 for March", null=True, blank=True)
    plan = money("plan")
    actual = money("actual")
    forecast = money("forecast")
    position = models.PositiveIntegerField(default=0)

    objects = FinanceLineQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["financial_year", "month", "position", "number"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="finance_line_number_is_unique"),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__range=(1, 12)),
                name="finance_line_month_of_twelve",
                violation_error_message="A month is a number from 1 (April) to 12 (March).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.financial_year}"
