"""The frozen input of a run: all that people wrote in a paper, as plain data."""

from base64 import b64encode
from typing import Any

from portfolios.models import Meeting, Person
from reports.models import CoverAnswer, CoverField, HouseStyle, Paper, PaperSection
from reports.renderer import renderer_version
from reports.sections.signatures import Signatures


def frozen_input(paper: Paper) -> dict[str, Any]:
    """Everything a paper is drawn from beside its snapshot, as plain JSON data: an edit made later changes nothing.

    Names the renderer too, so that the same text under a new version of the portal is a new input. Five queries, and
    one for each section that people sign.
    """
    paper = Paper.objects.select_related(
        *("paper_type", "cover_template", "house_style", "meeting__body", "declared_by"),
        *("author__organisation", "sponsor__organisation", "started_from__period"),
    ).get(pk=paper.pk)
    return {
        "renderer": renderer_version(),
        "type": paper.paper_type.name,
        "organisation": paper.paper_type.organisation_heading,
        "title": paper.title,
        "edition": paper.edition,
        "correction_reason": paper.correction_reason,
        "state": paper.state,
        "session": paper.session,
        "is_private": paper.is_private,
        "meeting": _meeting(paper.meeting),
        "author": _person(paper.author),
        "sponsor": _person(paper.sponsor),
        "item_reference": paper.item_reference,
        "purposes": paper.purposes,
        "statement": paper.cover_template.statement,
        "cover_heading": paper.cover_template.heading,
        "house_style": house_style_of(paper.house_style),
        "authored_on": paper.authored_on.isoformat(),
        "recommendation": {"verb": paper.recommendation_verb, "text": paper.recommendation},
        "cover": _cover(paper),
        "declaration": _declaration(paper),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "text": section.text,
                "options": section.options,
                "is_private": section.is_private,
                "private_reason": section.private_reason,
                "override": section.override,
                "override_reason": section.override_reason,
            }
            | _carried(paper, section)
            | _signatories(section)
            for section in paper.sections.filter(is_left_out=False).order_by("position")
        ],
    }


def _cover(paper: Paper) -> list[dict[str, Any]]:
    """The fields of the paper's cover sheet, in printed order, with its answers; a field nobody answered is blank."""
    answers = {answer.field_id: answer for answer in paper.cover_answers.all()}
    fields = CoverField.objects.filter(template=paper.cover_template_id).order_by("position")
    return [
        {
            "key": field.key,
            "label": field.label,
            "prompt": field.prompt,
            "kind": field.kind,
            "choices": field.choices,
            "is_required": field.is_required,
        }
        | _answer(answers.get(field.pk, CoverAnswer()))
        for field in fields
    ]


def _answer(answer: CoverAnswer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "text": answer.text,
        "items": answer.items,
        "considered": answer.considered,
        "action_required": answer.action_required,
    }


def house_style_of(style: HouseStyle | None) -> dict[str, Any] | None:
    """The look of the paper; its logo as the bytes that are printed, so that a later logo changes nothing."""
    if style is None:
        return None
    return {
        "colour": style.colour,
        "footer": style.footer,
        "logo": b64encode(bytes(style.logo)).decode() if style.logo else "",
        "logo_alt": style.logo_alt,
        "logo_width": style.logo_width,
        "logo_height": style.logo_height,
    }


def _meeting(meeting: Meeting | None) -> dict[str, str] | None:
    return {"body": meeting.body.name, "date": meeting.date.isoformat()} if meeting else None


def _person(person: Person | None) -> dict[str, str] | None:
    """Somebody by name and post; by organisation where the post is not known, as of an author from outside."""
    if person is None:
        return None
    of = {"organisation": person.organisation.name} if person.organisation and not person.post else {}
    return {"name": person.name, "post": person.post} | of


def _carried(paper: Paper, section: PaperSection) -> dict[str, str]:
    """From which period its text is, where nobody has saved it in this paper. A correction tells of the same period."""
    if paper.started_from is None or paper.supersedes_id or not section.is_carried_in(paper):
        return {}
    return {"carried_from": paper.started_from.period.label}


def _signatories(section: PaperSection) -> dict[str, Any]:
    """Who signs, of a section that is signed: their names as asked for, with what the record knows of each.

    The people of its option, called by key or by name; without one the sponsor of the paper.
    """
    if section.key != Signatures.key:
        return {}
    wanted = section.options.get("people") or []
    people = Person.objects.filter(footprint=section.footprint_id).select_related("organisation")
    known: dict[str, Person] = {}
    for person in people.order_by("pk") if wanted else ():
        for called in (person.name.casefold(), person.key):
            known.setdefault(called, person)
    if not wanted and (sponsor := section.paper.sponsor):
        return {"signatories": [_signatory(sponsor.name, sponsor)]}
    return {"signatories": [_signatory(name, known.get(name.strip().casefold())) for name in wanted]}


def _signatory(called: str, person: Person | None) -> dict[str, Any]:
    if person is None:
        return {"name": called, "post": "", "organisation": "", "is_known": False}
    organisation = person.organisation.name if person.organisation else ""
    return {
        "name": person.name,
        "post": person.post,
        "organisation": organisation,
        "is_known": True,
    }


def _declaration(paper: Paper) -> dict[str, Any] | None:
    if paper.declared_on is None:
        return None
    return {
        "person": _person(paper.declared_by),
        "initials": paper.declared_initials,
        "on": paper.declared_on.isoformat(),
    }
