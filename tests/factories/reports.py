"""Snapshots and papers."""

import hashlib
from datetime import date
from typing import Any

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from reports.models import (
    CoverAnswer,
    CoverField,
    CoverFieldKind,
    CoverTemplate,
    FileFormat,
    Finding,
    Paper,
    PaperFile,
    PaperSection,
    PaperType,
    PaperTypeSection,
    Run,
    Severity,
    Snapshot,
    SnapshotKind,
)
from reports.models.snapshots import canonical, digest
from tests.factories.portfolios import FIRST_DAY, FootprintFactory, PeriodFactory

# Key and title of the sections of Dorset's Governing Body paper.
SECTIONS = [
    ("introduction", "Introduction"),
    ("report", "Report"),
    ("progress", "Portfolio Progress"),
    ("asks-discussion", "Items raised for discussion at SLT"),
    ("asks-decision", "Items raised for decision at SLT"),
    ("finance", "Finance Update"),
    ("conclusion", "Conclusion"),
    ("abbreviations", "Table of Abbreviations"),
]


class CoverTemplateFactory(DjangoModelFactory):
    class Meta:
        model = CoverTemplate

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"cover-{n}")
    name = "Cover sheet"
    valid_from = FIRST_DAY


class CoverFieldFactory(DjangoModelFactory):
    class Meta:
        model = CoverField

    template = SubFactory(CoverTemplateFactory)
    footprint = SelfAttribute("template.footprint")
    position = Sequence(lambda n: n + 1)
    key = Sequence(lambda n: f"field-{n}")
    label = Sequence(lambda n: f"Field {n}")
    kind = CoverFieldKind.TEXT


class PaperTypeFactory(DjangoModelFactory):
    """The Governing Body update, with its sections; its cover sheet has no fields until a test gives it some."""

    class Meta:
        model = PaperType
        skip_postgeneration_save = True

    footprint = SubFactory(FootprintFactory)
    slug = "governing-body-update"
    name = "Governing Body update"
    organisation_heading = "A CLINICAL COMMISSIONING GROUP (MADE UP)"
    cover_template = SubFactory(CoverTemplateFactory, footprint=SelfAttribute("..footprint"))

    @post_generation
    def sections(self, create: bool, extracted: list[tuple[str, str]] | None, **kwargs: Any) -> None:
        """One section for each key and title given."""
        for position, (key, title) in enumerate(extracted or SECTIONS, start=1):
            PaperTypeSection.objects.create(
                footprint=self.footprint, paper_type=self, position=position, key=key, title=title
            )


class PaperFactory(DjangoModelFactory):
    """A draft with the sections of its type; ``texts`` maps a section's key to what its author wrote."""

    class Meta:
        model = Paper
        skip_postgeneration_save = True

    paper_type = SubFactory(PaperTypeFactory)
    footprint = SelfAttribute("paper_type.footprint")
    cover_template = SelfAttribute("paper_type.cover_template")
    period = SubFactory(PeriodFactory, footprint=SelfAttribute("..footprint"))
    title = "Sustainability and Transformation Plan (STP) Update"
    authored_on = date(2018, 2, 1)
    edition = 1
    correction_reason = LazyAttribute(lambda o: "A figure was wrong." if o.edition > 1 else "")
    recommendation_verb = "note"
    recommendation = "The Governing Body is asked to **note** the report."

    @post_generation
    def texts(self, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for section in self.paper_type.sections.all():
            PaperSectionFactory(
                paper=self,
                position=section.position,
                key=section.key,
                title=section.title,
                text=(extracted or {}).get(section.key, ""),
            )


class PaperSectionFactory(DjangoModelFactory):
    class Meta:
        model = PaperSection

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    position = Sequence(lambda n: n + 100)
    key = Sequence(lambda n: f"section-{n}")
    title = Sequence(lambda n: f"Section {n}")


class CoverAnswerFactory(DjangoModelFactory):
    class Meta:
        model = CoverAnswer

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    field = SubFactory(CoverFieldFactory, template=SelfAttribute("..paper.cover_template"))


class SnapshotFactory(DjangoModelFactory):
    """A snapshot of ``content``, plain data that a test chooses; `reports.actions.snapshots.take` freezes real rows."""

    class Meta:
        model = Snapshot

    class Params:
        data = Sequence(lambda n: {"number": n, "initiatives": [], "asks": [], "milestones": [], "risks": []})

    period = SubFactory(PeriodFactory)
    footprint = SelfAttribute("period.footprint")
    kind = SnapshotKind.WORKING
    schema_version = 1
    content = LazyAttribute(lambda o: canonical(o.data))
    sha256 = LazyAttribute(lambda o: digest(o.content))


class RunFactory(DjangoModelFactory):
    """A queued run."""

    class Meta:
        model = Run

    paper = SubFactory(PaperFactory)
    footprint = SelfAttribute("paper.footprint")
    snapshot = SubFactory(SnapshotFactory, period=SelfAttribute("..paper.period"))
    input = Sequence(lambda n: canonical({"number": n}))
    input_sha256 = LazyAttribute(lambda o: digest(o.input))
    is_private = SelfAttribute("paper.is_private")


class PaperFileFactory(DjangoModelFactory):
    class Meta:
        model = PaperFile

    run = SubFactory(RunFactory)
    footprint = SelfAttribute("run.footprint")
    file_format = FileFormat.PDF
    name = "paper.pdf"
    content = b"%PDF-1.7 made up"
    size = LazyAttribute(lambda o: len(o.content))
    sha256 = LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    run = SubFactory(RunFactory)
    footprint = SelfAttribute("run.footprint")
    position = Sequence(lambda n: n + 1)
    rule = "placeholder"
    severity = Severity.ADVISORY
    where = "Section 1"
    message = "“£XX” is a placeholder."
    cure = "Write the figure."
