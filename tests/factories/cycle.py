"""What the monthly cycle adds: deputies, steps of reports, what became of plans."""

from datetime import timedelta

from django.utils import timezone
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from portfolios.models import Deputy, Outcome, PlannedOutcome, ReportComment, ReportStep
from tests.factories.accounts import UserFactory
from tests.factories.portfolios import HighlightReportFactory, PersonFactory


class DeputyFactory(DjangoModelFactory):
    """Stands in for ``principal`` today; ``days=(first, last)`` counts the days from today instead."""

    class Meta:
        model = Deputy

    class Params:
        days = (-7, 7)

    principal = SubFactory(PersonFactory)
    footprint = SelfAttribute("principal.footprint")
    deputy = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))
    valid_from = LazyAttribute(lambda o: timezone.localdate() + timedelta(days=o.days[0]))
    valid_to = LazyAttribute(lambda o: timezone.localdate() + timedelta(days=o.days[1]))
    given_by = SubFactory(UserFactory)


class ReportCommentFactory(DjangoModelFactory):
    """A remark on a report; give ``step`` for a step of its way."""

    class Meta:
        model = ReportComment

    report = SubFactory(HighlightReportFactory)
    footprint = SelfAttribute("report.footprint")
    step = ReportStep.COMMENT
    text = "The second paragraph names no date."
    by = SubFactory(UserFactory)


class PlannedOutcomeFactory(DjangoModelFactory):
    """Something planned that was done."""

    class Meta:
        model = PlannedOutcome

    report = SubFactory(HighlightReportFactory)
    footprint = SelfAttribute("report.footprint")
    position = Sequence(lambda n: n + 1)
    text = "Recruit a programme manager."
    outcome = Outcome.DONE
    reason = LazyAttribute(lambda o: "It is no longer needed." if o.outcome == Outcome.DROPPED else "")
