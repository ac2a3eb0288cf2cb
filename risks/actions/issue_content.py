"""What an issue says and is, as people type it: checked by field, and told to the audit trail."""

from dataclasses import dataclass, fields, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Initiative, Person
from portfolios.queries.leavers import people_of, who_left
from risks.models import Issue, Severity
from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate

LONGEST_TITLE, LONGEST_REASON = 300, 200
WORDS = ("title", "text", "effect", "private_reason")
# What names nobody's words, so that the trail may have it of a private issue too.
FACTS = ("severity", "initiative", "owner")


@dataclass(frozen=True, kw_only=True)
class IssueContent:
    """The fields of an issue that its keepers write. It is private where ``private_reason`` says why."""

    title: str
    text: str
    effect: str = ""
    severity: str
    initiative: Initiative | None
    owner: Person | None
    due: FuzzyDate
    private_reason: str = ""

    @classmethod
    def of(cls, issue: Issue) -> "IssueContent":
        """What ``issue`` says now."""
        return cls(**{field.name: getattr(issue, field.name) for field in fields(cls)})

    def stripped(self) -> "IssueContent":
        """The same, its words without the spaces around them."""
        return replace(self, **{name: getattr(self, name).strip() for name in WORDS})

    def write_to(self, issue: Issue) -> None:
        """Put all of it into the row, which is not saved."""
        for field in fields(self):
            setattr(issue, field.name, getattr(self, field.name))
        issue.is_private = bool(self.private_reason)

    def differing(self, other: "IssueContent") -> list[str]:
        """The names of the fields that ``other`` has otherwise; a due date differs by its words."""
        return [
            field.name
            for field in fields(self)
            if str(getattr(self, field.name) or "") != str(getattr(other, field.name) or "")
        ]

    def as_told(self, issue: Issue, names: list[str] | None = None) -> dict[str, str]:
        """The fields called ``names``, or all that are filled in, for the trail; of a private ``issue`` no words."""
        told: dict[str, str] = {}
        for name in names if names is not None else [field.name for field in fields(self)]:
            words = _in_words(name, getattr(self, name))
            if words or names is not None:
                told[name] = words if name in FACTS else audit.told(issue, words)
        return told


def check_content(
    content: IssueContent,
    footprint_id: int,
    *,
    before: IssueContent | None = None,
) -> None:
    """ValidationError by field for what is missing, too long, of another footprint, due in the past, or an owner who
    left. What stood ``before`` may stay: a due date that has passed since, an owner who has left since.
    """
    wrong: dict[str, str] = {}
    if not content.title:
        wrong["title"] = "Give the issue a title of a few words."
    elif len(content.title) > LONGEST_TITLE:
        wrong["title"] = f"Shorten the title of the issue to {LONGEST_TITLE} characters or fewer."
    if not content.text:
        wrong["text"] = "Say what has happened."
    if content.severity not in Severity.values:
        wrong["severity"] = "Select how severe it is."
    if content.initiative is not None and content.initiative.footprint_id != footprint_id:
        wrong["initiative"] = f"“{content.initiative}” is not of this footprint: select another initiative."
    if content.due.is_overdue(timezone.localdate()) and (
        before is None or content.due.words != before.due.words
    ):
        wrong["due"] = (
            f"{content.due} has passed, so nothing can be resolved by then any more. Give a later date, or leave it "
            "empty until one is agreed."
        )
    if len(content.private_reason) > LONGEST_REASON:
        wrong["private_reason"] = f"Shorten the reason to {LONGEST_REASON} characters or fewer."
    if content.owner is not None and (before is None or content.owner != before.owner):
        wrong |= _owner_problem(content.owner, footprint_id)
    if wrong:
        raise ValidationError(wrong)


def _owner_problem(owner: Person, footprint_id: int) -> dict[str, str]:
    known = people_of(footprint_id).filter(pk=owner.pk).first()
    if known is None:
        return {"owner": "Select an owner from the list: this one is not of this footprint."}
    if why := who_left([known]).get(known.pk):
        return {
            "owner": f"{known} has left: {why}. Select somebody who is here, or ask the PMO lead to give them a role "
            "again."
        }
    return {}


def _in_words(name: str, value: Any) -> str:
    """A value as people read it; empty for none."""
    if name == "severity":
        return str(Severity(value).label)
    if isinstance(value, Initiative):
        return value.slug
    return str(value) if value else ""
