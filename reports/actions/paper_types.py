"""Setting up the types of paper that a footprint makes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint
from reports.actions import cover_sheets
from reports.actions.free_keys import free_key
from reports.actions.type_options import options_that_fit
from reports.models import CoverTemplate, DistributionList, HouseStyle, PaperType, PaperTypeSection
from reports.queries.patterns import Pattern
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version


@transaction.atomic
def add(
    *,
    footprint: Footprint,
    name: str,
    organisation_heading: str,
    begun_from: PaperType | Pattern | None = None,
    cover_template: CoverTemplate | None = None,
    by: User,
) -> PaperType:
    """Make a type with the sections, options and cover sheet of another type or of a pattern that ships.

    From scratch it has no sections and a short cover sheet of its own. ``cover_template`` takes the place of the
    sheet that comes with it. What a pattern asks of rows that this footprint has not (a body, a review) is left out.
    Raises ValidationError by field.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    row = PaperType(footprint=footprint, name=_words(name), organisation_heading=_words(organisation_heading))
    row.slug = free_key(
        row.name, PaperType.objects.filter(footprint=footprint).values_list("slug", flat=True), "type"
    )
    sections: list[dict[str, Any]] = []
    if isinstance(begun_from, PaperType):
        row.house_style, row.distribution = begun_from.house_style, begun_from.distribution
        row.recommendation_verb = begun_from.recommendation_verb
        row.recommendation = begun_from.recommendation
        sections = [
            {"key": section.key, "title": section.title, "options": section.options}
            for section in begun_from.sections.order_by("position")
        ]
    elif begun_from:
        row.recommendation_verb = begun_from.paper_type.get("recommendation_verb", "")
        row.recommendation = begun_from.paper_type.get("recommendation", "")
        sections = begun_from.sections
    row.cover_template = cover_template or _sheet_of(begun_from, row, by)
    _check(row)
    row.save()
    PaperTypeSection.objects.bulk_create(
        PaperTypeSection(
            footprint=footprint,
            paper_type=row,
            position=position,
            key=section["key"],
            title=section["title"],
            options=options_that_fit(footprint, section["key"], section.get("options", {})),
        )
        for position, section in enumerate(sections, start=1)
    )
    source = (
        begun_from.key if isinstance(begun_from, Pattern) else begun_from.slug if begun_from else "nothing"
    )
    audit.record(
        "paper_type.added",
        on=row,
        by=by,
        after=as_record(row) | {"begun_from": source, "sections": [section["title"] for section in sections]},
    )
    return row


@transaction.atomic
def save(
    *,
    paper_type: PaperType,
    version: int,
    name: str,
    organisation_heading: str,
    cover_template: CoverTemplate,
    house_style: HouseStyle | None,
    distribution: DistributionList | None,
    recommendation_verb: str,
    recommendation: str,
    by: User,
) -> PaperType:
    """Change what papers begun from now on have of their type, beside its sections.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field.
    """
    row = locked(paper_type)
    before = as_record(row)
    row.name, row.organisation_heading = _words(name), _words(organisation_heading)
    row.cover_template, row.house_style, row.distribution = cover_template, house_style, distribution
    row.recommendation_verb, row.recommendation = recommendation_verb.strip(), recommendation.strip()
    after = as_record(row)
    if after == before:
        return row
    check_version(row, version)
    _check(row)
    row.version += 1
    row.save()
    audit.record("paper_type.saved", on=row, by=by, before=before, after=after)
    return row


@transaction.atomic
def retire(*, paper_type: PaperType, by: User) -> PaperType:
    """Offer the type no longer. Its papers stay, and their corrections can be made."""
    return _offer(paper_type, is_retired=True, event="paper_type.retired", by=by)


@transaction.atomic
def bring_back(*, paper_type: PaperType, by: User) -> PaperType:
    """Offer a retired type again."""
    return _offer(paper_type, is_retired=False, event="paper_type.brought_back", by=by)


def locked(paper_type: PaperType) -> PaperType:
    """The type under a lock, with its sheet, style and list."""
    rows = PaperType.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("cover_template", "house_style", "distribution").get(pk=paper_type.pk)


def as_record(row: PaperType) -> dict[str, Any]:
    """A type in words, for the audit trail."""
    return {
        "name": row.name,
        "organisation": row.organisation_heading,
        "cover_sheet": row.cover_template.name,
        "cover_sheet_edition": row.cover_template.edition,
        "house_style": row.house_style.name if row.house_style else "",
        "sent_to": row.distribution.name if row.distribution else "",
        "recommendation_verb": row.recommendation_verb,
        "recommendation": row.recommendation,
    }


def _offer(paper_type: PaperType, *, is_retired: bool, event: str, by: User) -> PaperType:
    row = locked(paper_type)
    if row.is_retired != is_retired:
        row.is_retired = is_retired
        row.version += 1
        row.save()
        audit.record(event, on=row, by=by)
    return row


def _sheet_of(begun_from: PaperType | Pattern | None, row: PaperType, by: User) -> CoverTemplate:
    if isinstance(begun_from, PaperType):
        return begun_from.cover_template
    if begun_from:
        return cover_sheets.take_over(footprint=row.footprint, sheet=begun_from.cover_sheet, by=by)
    return cover_sheets.add(footprint=row.footprint, name=f"{row.name}: cover sheet"[:200], by=by)


def _check(row: PaperType) -> None:
    """ValidationError by field for what a type cannot be."""
    wrong = {
        name: "Choose one of this footprint."
        for name in ("cover_template", "house_style", "distribution")
        if (chosen := getattr(row, name)) is not None and chosen.footprint_id != row.footprint_id
    }
    others = PaperType.objects.filter(footprint=row.footprint, name__iexact=row.name).exclude(pk=row.pk)
    if row.name and (other := others.first()):
        cure = (
            "Bring that one back, or give this one another name."
            if other.is_retired
            else "Give this one another."
        )
        wrong["name"] = f"There is a type called “{other}” already. {cure}"
    if wrong:
        raise ValidationError(wrong)
    row.full_clean()


def _words(text: str) -> str:
    return " ".join(text.split())
