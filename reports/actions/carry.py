"""What a new paper takes over from the last of its kind: what people wrote, to be read again before it is passed on.

Marks are not stored: a section is carried as long as nobody has saved it here, and an answer as long as it says the
same. What is printed unread is a finding (``reports.checks.carried``).
"""

import re
from collections import defaultdict
from datetime import timedelta

from portfolios.models import ReportingPeriod
from portfolios.planning import Span, month_of
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


def carried_title(last: Paper, period: ReportingPeriod) -> str:
    """The title of ``last`` for a paper of ``period``: “Risks log, October 2017” becomes “Risks log, November 2017”.

    It is printed on every page, so it should not name another month. Moved on are the name of the period and, of a
    month, that of the month after it, in which many are reported (DOMAIN A8 rule 4); whatever else it says stays.
    """
    moved = dict(zip(_names(last.period), _names(period), strict=False))
    said = "|".join(re.escape(name) for name in moved)
    return re.sub(rf"(?<!\w)(?:{said})(?!\w)", lambda found: moved[found[0]], last.title)


def _names(period: ReportingPeriod) -> list[str]:
    """What a title may call ``period``: its name; a calendar month as well by the month, and by the one after it."""
    span = Span(period.first_day, period.last_day)
    if not span.is_month:
        return [period.label]
    return [period.label, span.label, month_of(span.last_day + timedelta(days=1)).label]


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
