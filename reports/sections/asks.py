"""Asks: what a body is asked to discuss or to decide, under the heading of whoever asks."""

from typing import Any, ClassVar

from reports.checks.asks import check_asks
from reports.checks.found import Found
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_ask
from reports.sections.options import OptionField, OptionKind

# A risk of which nothing may be printed still takes its numbered place, so that the ask does not point at nothing.
NOT_PUBLISHED = "The text of this risk{reference} is not published."


class Asks(Section):
    """Each ask as one bold sentence, its background and the risks it raises as paragraphs of their own.

    Option ``body``: the key of the body whose asks are printed; left out, those of all bodies.
    """

    template = "papers/sections/asks.html"
    writes = "record"
    option_fields = (
        OptionField("body", "Body that is asked", OptionKind.BODY, "If blank: the asks of all bodies."),
    )
    purpose: ClassVar[str]

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        printed = list(introduction)
        groups = []
        labels: list[Passage] = []
        for title, asks in self._by_heading(setting, section).items():
            heading = numbering.heading(title)
            rows = [_row(ask, setting, numbering) for ask in asks]
            printed += [paragraph for row in rows for paragraph in (row["sentence"], *row["background"])]
            labels += [
                Passage(f"Note under paragraph {row['sentence'].number}", note)
                for row in rows
                for note in (row["since"], row["answer"])
            ]
            groups.append({"heading": heading, "asks": rows})
        context = {"introduction": introduction, "groups": groups}
        return Content(context, passages(printed, numbering), tuple(numbering.headings), tuple(labels))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        return check_asks(content.context["groups"])

    def _by_heading(self, setting: Setting, section: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """In printed order: a heading stands where its first ask does."""
        body = section["options"].get("body")
        groups: dict[str, list[dict[str, Any]]] = {}
        for ask in setting.snapshot["asks"]:
            is_wanted = ask["purpose"] == self.purpose and _is_printed(ask)
            if is_wanted and body in (None, ask["body"]):
                groups.setdefault(ask["heading"], []).append(ask)
        return groups


class AsksForDiscussion(Asks):
    """What a body is asked to discuss."""

    key = "asks-discussion"
    name = "Asks for discussion"
    about = "What a body is asked to discuss, under the heading of whoever asks, and the risks it raises."
    purpose = "discussion"
    draws_on = ("asks for discussion",)


class AsksForDecision(Asks):
    """What a body is asked to decide."""

    key = "asks-decision"
    name = "Asks for decision"
    about = "What a body is asked to decide, under the heading of whoever asks, and the risks it raises."
    purpose = "decision"
    draws_on = ("asks for decision",)


def _is_printed(ask: dict[str, Any]) -> bool:
    """An ask of an earlier period is printed as long as it waits: that it was answered since is no ask any more."""
    return ask["state"] == "open" or (ask["state"] != "withdrawn" and not ask["is_carried_over"])


def _row(ask: dict[str, Any], setting: Setting, numbering: Numbering) -> dict[str, Any]:
    sentence = numbering.number(ask["sentence"])
    background = numbering.number_all(ask["context"])
    for risk in setting.snapshot["risks"]:
        if risk["ask"] == {"period": ask["period"], "key": ask["key"]}:
            background += numbering.number_all(_statement(risk, setting))
    return {
        "sentence": sentence,
        "background": background,
        "ask": ask,
        "since": _since(ask),
        "answer": _answer(ask),
        "source": of_ask(setting, ask),
    }


def _statement(risk: dict[str, Any], setting: Setting) -> str:
    """The risk in words. A public paper prints only what may stand in one."""
    if risk["statement"] and (risk["is_published"] or not setting.is_public):
        return risk["statement"]
    reference = f" ({risk['reference']})" if risk["reference"] else ""
    return NOT_PUBLISHED.format(reference=reference)


def _since(ask: dict[str, Any]) -> str:
    return f"First asked in {ask['period_label']}; not answered yet." if ask["is_carried_over"] else ""


def _answer(ask: dict[str, Any]) -> str:
    return ": ".join(part for part in (ask["outcome"], ask["outcome_text"]) if part)
