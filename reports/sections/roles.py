"""Who answers for an initiative: senior responsible owner, portfolio director and others, by name or by post."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from portfolios.models import InitiativeRole
from reports.checks.found import Found
from reports.document import Content, Paragraph
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_promises
from reports.sections.of_initiative import INITIATIVE, check_recorded, nodes_of, noun_of
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Cell, Group, Head, Row, Table
from reports.sections.written import Unit, mark
from stp_portal.core.lists import listed

NOBODY = "Nobody is recorded in these roles."
USUAL = ("sro", "portfolio_director", "programme_director", "manager", "lead")
HEADS = (Head("role", "Role", 30), Head("holder", "Held by", 70, "wrapped", is_sourced=True))
MARKS = re.compile(r"([\\*_\[\]<>`])")

ROLES = OptionField(
    "roles",
    "Roles",
    OptionKind.COLUMNS,
    "None ticked: senior responsible owner, directors, manager and lead.",
    tuple((role.value, role.label) for role in InitiativeRole),
)


class Roles(Section):
    """What the author wrote, then who holds which role on the last day of the period.

    Options: ``initiative``, of one, as a sentence; left out, of all, as a table. ``as_table``: of one as a table too.
    ``roles``: which, in their order, as keys or keys with other words: {sro: Senior Responsible Officer}.
    """

    key = "roles"
    name = "Roles"
    about = "Who oversees and leads a programme, by name or post, as a sentence or as a table."
    writes = "record"
    template = "papers/sections/roles.html"
    option_fields = (
        INITIATIVE,
        ROLES,
        OptionField(
            "as_table", "As a table", OptionKind.YES_NO, "No: the roles of one initiative are a sentence."
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = self.authored(setting, section, numbering)
        nodes = [node for node in nodes_of(setting, section) if held(node, section["options"])]
        is_table = section["options"].get("as_table") or "initiative" not in section["options"]
        table = _table(setting, nodes, section) if nodes and is_table else None
        if not is_table:
            paragraphs += [told(setting, node, section["options"], numbering) for node in nodes]
        context = {"paragraphs": paragraphs, "table": table, "empty": "" if nodes else NOBODY}
        printed = (*passages(paragraphs, numbering), *(table.passages() if table else ()))
        return Content(context, printed)

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        return check_recorded(setting, section, where, content.context["empty"])


def held(node: dict[str, Any], options: dict[str, Any]) -> dict[str, list[str]]:
    """The roles asked for that somebody holds: their words, and who, by name or post with the organisation."""
    found = {}
    for role, label in _wanted(options):
        people = [person for person in node["people"] if person["role"] == role]
        if people:
            found[label] = list(_holders(people))
    return found


def told(setting: Setting, node: dict[str, Any], options: dict[str, Any], numbering: Numbering) -> Paragraph:
    """Who holds its roles, of an initiative of which somebody is recorded: ``sentence`` as the next paragraph."""
    source = of_promises(setting, node, "Roles")
    return Unit(sentence(node, options), sentence(node, options, mark), source).numbered(numbering)


def sentence(node: dict[str, Any], options: dict[str, Any], around: Callable[[str], str] = str) -> str:
    """“This programme is overseen by a Senior Responsible Officer – …, and has a dedicated Portfolio Director – ….”

    Markdown; blank where nobody is recorded. ``around`` is put about the holders.
    """
    overseer = dict(_wanted(options)).get(InitiativeRole.SRO)
    clauses = [
        f"{'is overseen by' if label == overseer else 'has'} {_a(label, is_dedicated=label != overseer)} – "
        f"{around(_as_markdown(listed(holders)))}"
        for label, holders in held(node, options).items()
    ]
    if not clauses:
        return ""
    *first, last = clauses
    return f"This {noun_of(node)} {', and '.join([', '.join(first), last]) if first else last}."


def _a(label: str, *, is_dedicated: bool) -> str:
    if is_dedicated:
        return f"a dedicated {label}"
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"


def _as_markdown(words: str) -> str:
    return MARKS.sub(r"\\\1", words)


def _wanted(options: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The roles with their words, in the order asked for. Those nobody knows are passed over."""
    for wanted in options.get("roles") or USUAL:
        role, label = next(iter(wanted.items())) if isinstance(wanted, dict) else (wanted, "")
        if role in InitiativeRole.values:
            yield role, label or InitiativeRole(role).label.lower()


def _holders(people: list[dict[str, Any]]) -> Iterator[str]:
    """Each holder once: a post that several organisations have is said once, with all of them."""
    organisations: dict[tuple[str, str, bool], list[str]] = {}
    for person in people:
        key = person["name"], person["post"], person["is_acting"]
        organisations.setdefault(key, []).append(person.get("organisation", ""))
    for (name, post, is_acting), found in organisations.items():
        words = ", ".join(part for part in (name, post, listed(filter(None, found))) if part)
        yield f"{words} (acting)" if is_acting else words


def _table(setting: Setting, nodes: list[dict[str, Any]], section: dict[str, Any]) -> Table:
    groups = tuple(
        Group(
            node["heading"],
            tuple(
                Row(
                    f"{section['title']}, {node['heading']}",
                    (
                        (HEADS[0], Cell(f"{label[:1].upper()}{label[1:]}")),
                        (HEADS[1], Cell("; ".join(holders))),
                    ),
                    source=of_promises(setting, node, "Roles"),
                )
                for label, holders in held(node, section["options"]).items()
            ),
        )
        for node in nodes
    )
    return Table(HEADS, groups, "Initiative")
