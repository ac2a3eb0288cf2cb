"""What a new paper takes over from the last of its kind: what people wrote, to be read again before it is passed on.

Marks are not stored: a section is carried as long as nobody has saved it here, and an answer as long as it says the
same. What is printed unread is a finding (``reports.checks.carried``).
"""

from collections import defaultdict

from reports.models import (
    AnswerStatus,
    CoverAnswer,
    CoverField,
    CoverFieldKind,
    Paper,
    PaperSection,
)

# The rows of the assurance grid are answered anew for each paper, and it is declared anew (DOMAIN A8 rule 9).
CARRIED_KINDS = frozenset({CoverFieldKind.TEXT, CoverFieldKind.LIST, CoverFieldKind.TICKS})


def carry_texts(last: Paper, sections: list[PaperSection]) -> None:
    """Give unsaved ``sections`` the texts of ``last``, by key and, of several with one key, in order. One query.

    What was marked private there is so here. What stood by hand in place of the record is not carried: a new month
    draws on its own record.
    """
    written: dict[str, list[PaperSection]] = defaultdict(list)
    for section in last.sections.order_by("position"):
        written[section.key].append(section)
    for section in sections:
        if before := written[section.key]:
            its = before.pop(0)
            section.text = its.text
            section.is_private, section.private_reason = its.is_private, its.private_reason


def carried_answers(last: Paper, paper: Paper) -> list[CoverAnswer]:
    """Unsaved answers of ``paper`` that say what those of ``last`` say, field for field by key. Two queries.

    A field that the sheet in force no longer has, or has as another kind, is left; so are boxes it does not offer any
    more, and prompts that stood as answers (DOMAIN A8 rule 18).
    """
    fields = {field.key: field for field in CoverField.objects.filter(template=paper.cover_template_id)}
    carried = []
    for answer in last.cover_answers.select_related("field"):
        field = fields.get(answer.field.key)
        if field is None or field.kind != answer.field.kind or field.kind not in CARRIED_KINDS:
            continue
        if answer.status in (AnswerStatus.PROMPT_LEFT_IN, AnswerStatus.NOT_RECORDED):
            continue
        items = answer.items
        if field.kind == CoverFieldKind.TICKS:
            items = [item for item in items if item in field.choices]
        carried.append(
            CoverAnswer(
                footprint_id=paper.footprint_id,
                paper=paper,
                field=field,
                status=answer.status,
                text=answer.text,
                items=items,
            )
        )
    return carried
