"""The form of a report that somebody else saved meanwhile: both versions in sight, and a choice for each text.

Works on the form as sent, field by field. What a field holds is compared as the words that travel with the form, so
that a rating, a date and a text are all told apart alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from portfolios.conflicts import fingerprints, merge, started_from
from portfolios.report_content import LASTING_PARTS
from reports.forms.highlight_reports import ReportForm

MINE, THEIRS = "mine", "theirs"
# Hidden fields that travel with the form: what it started from, and which choices it asks for.
BASE, ASKED = "base", "clashes"
NOT_CHOSEN = "{label}: say whether to keep yours or what is saved."


@dataclass(frozen=True)
class Clash:
    """A field that both changed, for the page. ``chosen`` is empty until the author has chosen."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str

    @property
    def field(self) -> str:
        """The name of the radios that ask for the choice."""
        return f"keep_{self.name}"


@dataclass(frozen=True)
class Clashes:
    """What a conflict leaves to do: ``chosen_from`` by the author; ``taken_over`` (labels) is done already."""

    to_choose: tuple[Clash, ...]
    taken_over: tuple[str, ...]

    @property
    def names(self) -> str:
        return ",".join(clash.name for clash in self.to_choose)


def base_of(saved: ReportForm) -> str:
    """What a form starts from, to travel with it; ``saved`` is the form as it opens with the record."""
    return fingerprints(_values(saved))


def with_choices(sent: QueryDict, saved: ReportForm) -> QueryDict:
    """What was sent, with each text that its author chose to leave to the other as it is saved now."""
    data = sent.copy()
    values = _values(saved)
    for name in _asked(sent, saved):
        if sent.get(f"keep_{name}") == THEIRS:
            _take(data, name, values[name], saved)
    return data


def require_choices(form: ReportForm, sent: QueryDict) -> None:
    """Add an error for each text that both changed and that its author has not chosen yet."""
    for name in _asked(sent, form):
        if sent.get(f"keep_{name}") not in (MINE, THEIRS):
            form.add_error(name, NOT_CHOSEN.format(label=form.fields[name].label))


def settle(form: ReportForm, saved: ReportForm, sent: QueryDict) -> Clashes:
    """After a conflict: take over into ``form`` what only the other changed, and find what both did.

    ``form`` then stands against what is ``saved`` now, so that the next save is made knowingly.
    """
    values = _values(saved)
    typed = {name: sent.get(name, "") for name in values}
    found = merge(started_from(sent.get(BASE, "")), typed, values)
    data = sent.copy()
    for name in found.taken_over:
        _take(data, name, values[name], saved)
    form.data = data
    form.start_from(saved.setting.version)
    return Clashes(
        tuple(_clash(form, name, sent.get(name, ""), values[name], "") for name in found.clashes),
        tuple(str(form.fields[name].label) for name in found.taken_over),
    )


def asked_again(form: ReportForm, saved: ReportForm, sent: QueryDict) -> Clashes:
    """The choices that a form which is refused for another reason asks for still, as they were made."""
    values = _values(saved)
    # In its boxes stands what was typed, whatever was chosen: another choice may still be made.
    form.retype(**{name: sent.get(name, "") for name in _asked(sent, form)})
    return Clashes(
        tuple(
            _clash(form, name, sent.get(name, ""), values[name], sent.get(f"keep_{name}", ""))
            for name in _asked(sent, form)
        ),
        (),
    )


def kept_texts(draft: QueryDict, saved: ReportForm) -> list[tuple[str, str]]:
    """What somebody typed and did not save, by the labels of its fields, for when the form itself is closed to them."""
    values = _values(saved)
    typed = ((name, draft.get(name, "")) for name in values)
    return [
        (str(saved.fields[name].label), _in_words(saved, name, text))
        for name, text in typed
        if text.strip() and text.split() != values[name].split()
    ]


def _asked(sent: QueryDict, form: ReportForm) -> list[str]:
    known = set(_compared(form))
    return [name for name in sent.get(ASKED, "").split(",") if name in known]


def _take(data: QueryDict, name: str, value: str, saved: ReportForm) -> None:
    data[name] = value
    if name in LASTING_PARTS:
        answer = f"still_true_{name}"
        if answer in saved.fields:
            data[answer] = str(saved[answer].value() or "")


def _compared(form: ReportForm) -> Iterator[str]:
    """The fields of the report itself. Milestones, risks and asks have versions, or are added, of their own."""
    others = {name for part in (form.milestones, form.risks, form.asks) for name in part.fields()}
    for name, field in form.fields.items():
        hidden = isinstance(field.widget, forms.HiddenInput)
        # Whether a text still holds goes with the text.
        if not hidden and name not in others and not name.startswith("still_true_"):
            yield name


def _values(form: ReportForm) -> dict[str, str]:
    """What stands in each field, as it would be sent."""
    return {name: _sent(form[name].value()) for name in _compared(form)}


def _sent(value: Any) -> str:
    return "" if value is None else str(value)


def _clash(form: ReportForm, name: str, mine: str, theirs: str, chosen: str) -> Clash:
    return Clash(
        name,
        str(form.fields[name].label),
        _in_words(form, name, mine),
        _in_words(form, name, theirs),
        chosen,
    )


def _in_words(form: ReportForm, name: str, value: str) -> str:
    """The words of a choice; a text as it is."""
    choices = getattr(form.fields[name], "choices", None)
    if choices is None:
        return value
    return next((str(label) for key, label in choices if str(key) == value), "(nothing selected)")
