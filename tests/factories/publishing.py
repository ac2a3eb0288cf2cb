"""Papers on their way to being published, and afterwards."""

from datetime import date

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from reports.models import (
    Delivery,
    DistributionList,
    HouseStyle,
    PaperComment,
    PaperCommentKind,
    PaperEditor,
    PaperSchedule,
    PaperStep,
    PaperStepKind,
    Publication,
    Recipient,
    SectionDraft,
    SetPoint,
    Waiver,
)
from reports.models.snapshots import digest
from tests.factories.accounts import UserFactory
from tests.factories.portfolios import FootprintFactory
from tests.factories.reports import PaperFactory, PaperSectionFactory, PaperTypeFactory, RunFactory


class HouseStyleFactory(DjangoModelFactory):
    class Meta:
        model = HouseStyle

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"style-{n}")
    name = "House style"


class SectionDraftFactory(DjangoModelFactory):
    class Meta:
        model = SectionDraft

    section = SubFactory(PaperSectionFactory)
    footprint = SelfAttribute("section.footprint")
    user = SubFactory(UserFactory)
    based_on = 1
    text = "Typed and not saved."


class PaperStepFactory(DjangoModelFactory):
    class Meta:
        model = PaperStep

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    kind = PaperStepKind.SUBMITTED
    by_name = "Priya Office"


class PaperEditorFactory(DjangoModelFactory):
    class Meta:
        model = PaperEditor

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    user = SubFactory(UserFactory)


class PaperCommentFactory(DjangoModelFactory):
    """A comment on a whole paper; on one part of it with ``section=``."""

    class Meta:
        model = PaperComment

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    kind = PaperCommentKind.COMMENT
    text = "Say who decides."
    by_name = "Priya Office"


class WaiverFactory(DjangoModelFactory):
    class Meta:
        model = Waiver

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    rule = "abbreviation-unused"
    where = "Section 8"
    message = Sequence(lambda n: f"“AB{n}” is listed and not used.")
    fingerprint = LazyAttribute(lambda o: digest(f"{o.rule}|{o.where}|{o.message}"))
    reason = "It is used in the appendix on paper."
    by_name = "Priya Office"


class PublicationFactory(DjangoModelFactory):
    """A published paper with a manifest of one file; the files themselves are a test's to give."""

    class Meta:
        model = Publication

    paper = SubFactory(PaperFactory)
    run = SubFactory(RunFactory, paper=SelfAttribute("..paper"))
    footprint = SelfAttribute("paper.footprint")
    slug = Sequence(lambda n: f"governing-body-update-{n}")
    title = SelfAttribute("paper.title")
    type_name = SelfAttribute("paper.paper_type.name")
    period_label = SelfAttribute("paper.period.label")
    meeting_date = date(2018, 2, 21)
    manifest = LazyFunction(
        lambda: [
            {
                "name": "paper.pdf",
                "format": "pdf",
                "media_type": "application/pdf",
                "size": 3,
                "sha256": digest("PDF"),
            }
        ]
    )
    published_at = LazyFunction(timezone.now)
    published_by_name = "Priya Office"


class DistributionListFactory(DjangoModelFactory):
    class Meta:
        model = DistributionList

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"list-{n}")
    name = "Governing Body"


class RecipientFactory(DjangoModelFactory):
    class Meta:
        model = Recipient

    distribution = SubFactory(DistributionListFactory)
    footprint = SelfAttribute("distribution.footprint")
    name = Sequence(lambda n: f"Reader {n}")
    address = Sequence(lambda n: f"reader-{n}@example.org")


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    publication = SubFactory(PublicationFactory)
    footprint = SelfAttribute("publication.footprint")
    name = "A Reader"
    address = Sequence(lambda n: f"reader-{n}@example.org")
    kind = "link"


class PaperScheduleFactory(DjangoModelFactory):
    class Meta:
        model = PaperSchedule

    paper_type = SubFactory(PaperTypeFactory)
    footprint = SelfAttribute("paper_type.footprint")
    set_point = SetPoint.LOCK
    publishes = False
