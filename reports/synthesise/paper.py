"""The paper types of a made-up footprint, and the drafts for its open period."""

from typing import Any

from portfolios.models import ReportingPeriod, Session
from reports.models import (
    ANSWERED_KINDS,
    AnswerStatus,
    CoverAnswer,
    CoverField,
    CoverFieldKind,
    CoverTemplate,
    Paper,
    PaperSection,
    PaperType,
    PaperTypeSection,
)
from reports.synthesise.calendar import Month
from reports.synthesise.paper_kinds import KINDS, PaperKind
from reports.synthesise.world import World

# Key, label, kind.
COVER = (
    ("paper-meeting", "Date of the meeting", CoverFieldKind.MEETING),
    ("paper-author", "Author", CoverFieldKind.AUTHOR),
    ("paper-sponsor", "Sponsoring Board member", CoverFieldKind.SPONSOR),
    ("purpose", "Purpose of report", CoverFieldKind.TEXT),
    ("paper-recommendation", "Recommendation", CoverFieldKind.RECOMMENDATION),
    ("data-age", "Data as at", CoverFieldKind.DATA_AGE),
    ("engagement", "Engagement", CoverFieldKind.TEXT),
    ("previous-consideration", "Considered before by", CoverFieldKind.TEXT),
    ("objectives", "This report supports the following objectives", CoverFieldKind.LIST),
    ("quality", "Quality", CoverFieldKind.ASSURANCE),
    ("risk", "Board assurance framework and risk register", CoverFieldKind.ASSURANCE),
    ("finance", "Finance and value for money", CoverFieldKind.ASSURANCE),
    ("workforce", "Workforce", CoverFieldKind.ASSURANCE),
    ("equality", "Equality impact", CoverFieldKind.ASSURANCE),
)
ANSWERS = {
    "purpose": "To report how the Sustainability and Transformation Plan (STP) progresses and what its portfolios ask.",
    "engagement": "The portfolios report their own engagement; the events of the month are named in section 3.",
    "previous-consideration": "System Leadership Team (SLT), at its last meeting.",
}
OBJECTIVES = ["Services designed around people", "Care closer to home", "Services that last"]


def make_papers(world: World, period: ReportingPeriod, month: Month) -> None:
    """Make the paper types with their cover sheet, and drafts of each for the first sitting after the estate ends."""
    fields = _make_cover(world)
    for kind in KINDS:
        paper_type = _make_type(world, kind, fields[0].template)
        for session in kind.sessions:
            paper = _make_paper(world, period, month, kind, paper_type, session)
            world.make(_answer(world, paper, field) for field in fields if field.kind in ANSWERED_KINDS)
            _make_sections(world, month, kind, paper)


def _make_type(world: World, kind: PaperKind, template: CoverTemplate) -> PaperType:
    paper_type = PaperType(
        footprint=world.footprint,
        slug=kind.slug,
        name=kind.name,
        organisation_heading="MADE-UP CLINICAL COMMISSIONING GROUP",
        cover_template=template,
        recommendation_verb="note",
        recommendation="The Governing Body is asked to **note** the report.",
    )
    world.make([paper_type])
    world.make(
        PaperTypeSection(
            footprint=world.footprint,
            paper_type=paper_type,
            position=position,
            key=key,
            title=title,
            options=kind.options.get(key, {}),
        )
        for position, (key, title, _) in enumerate(kind.sections, start=1)
    )
    return paper_type


def _make_paper(
    world: World,
    period: ReportingPeriod,
    month: Month,
    kind: PaperKind,
    paper_type: PaperType,
    session: Session,
) -> Paper:
    author, sponsor = world.people[:2]
    is_private = session == Session.PRIVATE
    paper = Paper(
        footprint=world.footprint,
        paper_type=paper_type,
        cover_template=paper_type.cover_template,
        period=period,
        meeting=next(one for one in world.meetings["governing-body"] if one.date >= month.until),
        title=kind.title,
        session=session,
        is_private=is_private,
        private_reason="For the private session of the meeting." if is_private else "",
        author=author,
        sponsor=sponsor,
        authored_on=month.until,
        recommendation_verb="note",
        recommendation="The Governing Body is asked to **note** the report.",
        declared_by=author,
        declared_initials="MP",
        declared_on=month.until,
        source="Made up: describes nobody real.",
    )
    world.make([paper])
    return paper


def _make_sections(world: World, month: Month, kind: PaperKind, paper: Paper) -> None:
    texts = kind.texts(month)
    world.make(
        PaperSection(
            footprint=world.footprint,
            paper=paper,
            position=position,
            key=key,
            title=title,
            options=kind.options.get(key, {}),
            text=texts[key],
        )
        for position, (key, title, _) in enumerate(kind.sections, start=1)
    )


def _make_cover(world: World) -> list[CoverField]:
    template = CoverTemplate(
        footprint=world.footprint,
        key="made-up",
        name="Governing Body cover sheet (made up)",
        valid_from=world.months[0].first_day,
    )
    world.make([template])
    return world.make(
        CoverField(
            footprint=world.footprint, template=template, position=position, key=key, label=label, kind=kind
        )
        for position, (key, label, kind) in enumerate(COVER, start=1)
    )


def answered(field: CoverField) -> dict[str, Any]:
    """What a made-up paper answers to a field of its cover sheet, by column."""
    is_grid = field.kind == CoverFieldKind.ASSURANCE
    return {
        "text": ANSWERS.get(field.key, ""),
        "items": OBJECTIVES if field.kind == CoverFieldKind.LIST else [],
        "considered": True if is_grid else None,
        "action_required": field.key == "workforce" if is_grid else None,
    }


def _answer(world: World, paper: Paper, field: CoverField) -> CoverAnswer:
    return CoverAnswer(
        footprint=world.footprint,
        paper=paper,
        field=field,
        status=AnswerStatus.ANSWERED,
        **answered(field),
    )
