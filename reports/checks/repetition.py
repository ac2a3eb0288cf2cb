"""Text that says the same again: in three periods running, in two initiatives, under a status that has improved."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Passage
from reports.models.snapshots import digest
from reports.snapshot_content.reading import paragraphs, standing_rating
from risks.models import ActionStatus
from stp_portal.core import text as narrative
from stp_portal.core.numbers import counted

Row = dict[str, Any]

# Shorter texts, such as “No change this month.”, are said again by right.
SHORTEST = 40
SHOWN = 60
# What more initiatives share is a phrase that all of them use, and so is one short sentence that two share.
FEW = 3
COPIED = 70
# From worst to best, of those that an update may give; others are no better and no worse.
BETTER = (ActionStatus.NEW, ActionStatus.PLAN_IN_PLACE, ActionStatus.ON_TRACK, ActionStatus.COMPLETE)


def fingerprint(text: str) -> str:
    """What two texts of the same words share, whatever their spaces, marks and capitals. Sixteen characters."""
    return _mark(_words(text))


def check_repetition(snapshot: Row, paper: Row, printed: Iterable[Passage]) -> list[Found]:
    """Findings about reports and promises that the paper prints.

    ``paper`` holds, where it was frozen with them, the fingerprints of what was reported in the two periods before
    (``queries.earlier_reports``).
    """
    said = _words(" ".join(passage.text for passage in printed))
    earlier = paper.get("earlier_reports") or []
    found = [finding for node in snapshot["initiatives"] for finding in _of_node(node, earlier, said)]
    return [*found, *_duplicates(snapshot, said)]


def check_updates(rows: Iterable[tuple[str, Row]], where: str) -> list[Found]:
    """A finding for each recommendation whose status got better while its update stayed (DOMAIN A9 Q20).

    ``rows``: each with the words that name it.
    """
    found = []
    for name, row in rows:
        before, last = ([{}, {}, *row["updates"]])[-2:]
        if before and _rank(before) < _rank(last) and _words(before["text"]) == _words(last["text"]):
            found.append(
                _improved(
                    f"{where}, {name}",
                    f"from “{ActionStatus(before['status']).label}” to “{ActionStatus(last['status']).label}”",
                )
            )
    return found


def _of_node(node: Row, earlier: list[dict[str, list[str]]], said: str) -> Iterator[Found]:
    texts = [words for row in paragraphs(node) if (words := _words(row["text"])) in said]
    long = [words for words in texts if len(words) >= SHORTEST]
    last, one_before = (told.get(node["slug"], ()) for told in [*earlier, {}, {}][:2])
    again = [words for words in long if _mark(words) in last and _mark(words) in one_before]
    if again:
        yield advisory(
            "narrative-repeated",
            f"Report of {node['heading']}",
            f"{len(again)} of {counted(len(texts), 'paragraph')} say word for word what the two reports before said.",
            "Ask the lead what has changed, or have the report say that nothing has and why.",
        )
    change = _change_for_the_better(standing_rating(node), node["previous_rating"])
    if long and change and all(_mark(words) in last for words in texts):
        yield _improved(f"Report of {node['heading']}", change)


def _improved(where: str, change: str) -> Found:
    """DOMAIN A9 Q20."""
    return advisory(
        "status-improved-unchanged",
        where,
        f"The status went {change}, but the text says the same as before.",
        "Ask what has improved and have it said, or leave the status as it was.",
    )


def _change_for_the_better(now: Row | None, before: Row | None) -> str:
    """“from Amber to Green”; blank where it is not better, or by another scheme."""
    if now is None or before is None or now["scheme"] != before["scheme"]:
        return ""
    one, other = before["level"], now["level"]
    return f"from {one['label']} to {other['label']}" if other["rank"] < one["rank"] else ""


def _rank(update: Row) -> int:
    return BETTER.index(update["status"]) if update["status"] in BETTER else -1


def _duplicates(snapshot: Row, said: str) -> Iterator[Found]:
    """DOMAIN A9 Q14: what was copied from one initiative into another."""
    names = {node["slug"]: node["name"] for node in snapshot["initiatives"]}
    places: dict[str, dict[str, str]] = {}  # words, then initiative, then as written
    for slug, text in _texts(snapshot):
        words = _words(text)
        if slug in names and len(words) >= SHORTEST and words in said:
            places.setdefault(words, {}).setdefault(slug, text)
    shared: dict[tuple[str, ...], list[str]] = {}  # the texts that the same initiatives share
    for where in places.values():
        if 1 < len(where) <= FEW:
            shared.setdefault(tuple(where), []).append(
                " ".join(narrative.plain(next(iter(where.values()))).split())
            )
    for slugs, texts in shared.items():
        if sum(map(len, texts)) < COPIED:
            continue
        first = texts[0] if len(texts[0]) <= SHOWN else f"{texts[0][:SHOWN]}…"
        more = f" and {counted(len(texts) - 1, 'other text')}" if len(texts) > 1 else ""
        yield advisory(
            "duplicate-text",
            ", ".join(names[slug] for slug in slugs),
            f"“{first}”{more} {'stands' if len(texts) == 1 else 'stand'} under each of them, in the same words.",
            "Make sure that it was not copied from one to the other by mistake.",
        )


def _texts(snapshot: Row) -> Iterator[tuple[str, str]]:
    """Sentences of reports, and what is promised, each with whose it is."""
    for node in snapshot["initiatives"]:
        for row in paragraphs(node):
            for sentence in re.split(r"(?<=[.!?;])\s+|\n+", narrative.plain(row["text"])):
                yield node["slug"], sentence
    for name in ("measures", "milestones"):
        for row in snapshot.get(name, []):
            if row["initiative"]:
                yield row["initiative"], row["title"]


def _words(text: str) -> str:
    """Letters and figures alone, so that a number at the head of a list or a full stop makes no difference."""
    return " ".join(re.findall(r"[\w£%]+", narrative.plain(text).casefold()))


def _mark(words: str) -> str:
    return digest(words)[:16]
