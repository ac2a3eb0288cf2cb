"""Cover sheets, paper types and papers."""

from typing import Any

from portfolios.models import Meeting, Person, ReportingPeriod, Session
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples
from reports.examples_loader.known import edition_of
from reports.examples_loader.rows import Checked
from reports.models import (
    CoverAnswer,
    CoverField,
    CoverTemplate,
    Paper,
    PaperSection,
    PaperType,
    PaperTypeSection,
)


def build(build: Build, examples: Examples) -> None:
    """Make the kinds of paper, then the papers of each period."""
    for row in examples.rows("paper_types.yaml", "cover_templates"):
        with build.row(row):
            edition = edition_of(row)
            template = build.keep(CoverTemplate(footprint=build.footprint, **row.plain), key=edition)
            for position, field in enumerate(row["fields"], start=1):
                with build.row(field):
                    made = CoverField(
                        footprint=build.footprint, template=template, position=position, **field.plain
                    )
                    build.keep(made, key=(edition, field["key"]))
    for row in examples.rows("paper_types.yaml", "paper_types"):
        with build.row(row):
            template = build.shelf(CoverTemplate)[edition_of(row, "cover_template", "cover_edition")]
            paper_type = PaperType(footprint=build.footprint, cover_template=template, **row.plain)
            build.keep(paper_type, key=row["slug"])
            for position, section in enumerate(row["sections"], start=1):
                with build.row(section):
                    build.keep(
                        PaperTypeSection(
                            footprint=build.footprint,
                            paper_type=paper_type,
                            position=position,
                            **section.plain,
                        )
                    )
    for slug in examples.period_slugs:
        for values in examples.papers(slug):
            if "paper" in values:
                with build.row(values["paper"]):
                    _paper(build, values, build.shelf(ReportingPeriod)[slug])


def _paper(build: Build, values: dict[str, Any], period: ReportingPeriod) -> None:
    row, declaration = values["paper"], values.get("declaration")
    people, meeting = build.shelf(Person), row.get("meeting")
    paper_type = build.shelf(PaperType)[row["type"]]
    paper = Paper(
        footprint=build.footprint,
        paper_type=paper_type,
        cover_template=paper_type.cover_template,
        house_style=paper_type.house_style,
        period=period,
        meeting=build.shelf(Meeting)[meeting["body"], meeting["date"]] if meeting else None,
        author=people[row["author"]] if "author" in row else None,
        sponsor=people[row["sponsor"]] if "sponsor" in row else None,
        recommendation_verb=row["recommendation"]["verb"],
        recommendation=row["recommendation"]["text"],
        is_private=row.get("session") == Session.PRIVATE,
        **{"source": build.footprint.source} | row.plain,
    )
    if declaration:
        paper.declared_by = people[declaration["person"]]
        paper.declared_initials = declaration["initials"]
        paper.declared_on = declaration["on"]
        paper.source = f"{paper.source} {declaration.get('note', '')}".strip()
    build.keep(paper)
    _add_cover(build, values["cover"], paper)
    _add_sections(build, values["sections"], paper)


def _add_cover(build: Build, rows: list[Checked], paper: Paper) -> None:
    template = paper.cover_template
    for row in rows:
        with build.row(row):
            field = build.shelf(CoverField)[(template.key, template.edition), row["field"]]
            build.keep(CoverAnswer(footprint=build.footprint, paper=paper, field=field, **row.plain))


def _add_sections(build: Build, rows: list[Checked], paper: Paper) -> None:
    """Every section of the type, in its order, with what its author wrote; those the system writes stay empty."""
    texts = {row["key"]: row["text"] for row in rows}
    for section in paper.paper_type.sections.all():
        build.keep(
            PaperSection(
                footprint=build.footprint,
                paper=paper,
                position=section.position,
                key=section.key,
                title=section.title,
                options=section.options,
                text=texts.get(section.key, ""),
            )
        )
