"""The steps that the demonstration accounts take with papers of the made-up footprint, as pages would have them."""

from dataclasses import dataclass, fields, replace
from typing import Self

from django.core.exceptions import ValidationError

from portfolios.models import Footprint, Person
from reports import runner
from reports.actions import approval, comments, composing, corrections, cover_answers, papers, publishing
from reports.models import ANSWERED_KINDS, CoverField, Paper, PaperCommentKind, Publication
from reports.synthesise.calendar import Month
from reports.synthesise.paper import answered
from reports.synthesise.paper_kinds import UPDATE
from stp_portal.accounts.models import User

READ = "Read against the highlight reports: the figures agree."
ASKED = "Say which of the programmes that are off track the Governing Body should hear more about."


@dataclass(frozen=True)
class Cast:
    """Who has which part: an analyst writes a paper, the PMO lead reads and publishes it, the SRO approves it."""

    author: Person
    reviewer: Person
    approver: Person
    sponsor: Person

    @classmethod
    def of(cls, footprint: Footprint) -> Self:
        """The people of the demonstration accounts. Raises ValidationError where those were not made."""
        keys = ["demonstration-analyst", "demonstration-pmo", "demonstration-sro", "made-up-person-2"]
        there = {one.key: one for one in Person.objects.filter(footprint=footprint, key__in=keys)}
        if not all(key in there for key in keys):
            raise ValidationError(
                "Papers are written, approved and published by people: make them with load_examples --accounts first."
            )
        return cls(*(there[key] for key in keys))


def account(person: Person) -> User:
    """The account of ``person``. Raises ValidationError without one."""
    if person.user is None:
        raise ValidationError(f"{person} has no account: make it with load_examples --accounts.")
    return person.user


def write(paper: Paper, cast: Cast, *, changed: tuple[str, str] = ("", "")) -> Paper:
    """Have the author write every section of a draft, answer its cover sheet and name who passes it.

    ``changed`` are words of the usual texts and what stands in their place.
    """
    by = account(cast.author)
    texts = UPDATE.texts(_month(paper))
    for section in paper.sections.order_by("position"):
        text = texts[section.key].replace(*changed) if changed[0] else texts[section.key]
        papers.write_section(section=section, version=section.version, text=text, by=by)
    asked = CoverField.objects.filter(template=paper.cover_template_id, kind__in=ANSWERED_KINDS)
    answers = {one.pk: cover_answers.Answer(**answered(one)) for one in asked}
    day = paper.period.despatch_on or paper.authored_on
    declaration = cover_answers.Declaration(person=cast.author, initials="DA", on=day)
    paper.refresh_from_db()
    paper = cover_answers.save_cover(
        paper=paper, version=paper.version, answers=answers, declaration=declaration, by=by
    )
    return name_people(replace(_details(paper), title=UPDATE.title, authored_on=day), paper, cast)


def name_people(details: composing.Details, paper: Paper, cast: Cast) -> Paper:
    """Save ``details`` of a paper with its author, its sponsor and who reviews and approves it."""
    people = {field.name: getattr(cast, field.name) for field in fields(cast)}
    details = replace(details, **people)
    return composing.save_details(
        paper=paper, version=paper.version, details=details, by=account(cast.author)
    )


def publish(paper: Paper, cast: Cast) -> Publication:
    """Take a written draft all the way. It is compiled as it is handed in and as it is approved."""
    paper = approval.submit(paper=paper, by=account(cast.author))
    compile_now(paper)
    approval.reviewed(paper=paper, reason=READ, by=account(cast.reviewer))
    approval.approve(paper=paper, by=account(cast.approver))
    compile_now(paper)
    return publishing.publish(paper=paper, by=account(cast.reviewer))


def correct(paper: Paper, changed: tuple[str, str], reason: str, cast: Cast) -> Publication:
    """Publish the next edition of a published paper, in which ``changed`` words are others, for ``reason``."""
    by = account(cast.author)
    edition = corrections.correct(paper=paper, reason=reason, by=by)
    for section in edition.sections.filter(text__contains=changed[0]):
        text = section.text.replace(*changed)
        papers.write_section(section=section, version=section.version, text=text, by=by)
    return publish(edition, cast)


def hand_in(paper: Paper, cast: Cast) -> None:
    """Hand in the draft of a period still open. Its approver asks for a change; a worker compiles it."""
    paper = name_people(_details(paper), paper, cast)
    paper = approval.submit(paper=paper, by=account(cast.author))
    report = paper.sections.get(key="report")
    comments.say(
        paper=paper, section=report, kind=PaperCommentKind.CHANGE, text=ASKED, by=account(cast.approver)
    )


def compile_now(paper: Paper) -> None:
    """Do the work of the newest run of ``paper`` here. Raises ValidationError where it fails."""
    run = paper.runs.last_asked_first()[0]
    if not runner.execute(run.pk):
        run.refresh_from_db()
        raise ValidationError(run.error or f"{paper} was not compiled here: another worker has it.")


def _month(paper: Paper) -> Month:
    return Month(paper.period.first_day, is_open=False, until=paper.period.last_day)


def _details(paper: Paper) -> composing.Details:
    return composing.Details(
        **{field.name: getattr(paper, field.name) for field in fields(composing.Details)}
    )
