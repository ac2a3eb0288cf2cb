"""Risks: opened, closed, moved between levels, rescored."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.record import Pair, Record
from reports.changes.wording import without_stop
from reports.dates import long
from risks.models import RiskLevel, RiskStatus

Row = dict[str, Any]
LADDER = list(RiskLevel)  # workstream to governing body


def risk_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every risk. Of one that is closed, only that it was."""
    before, after = _by_number(pair.before), _by_number(pair.after)
    for number in {*before, *after}:
        old, new = before.get(number), after.get(number)
        row = new or old or {}
        subject = f"Risk {number}"
        title = without_stop(row["title"])
        name = f"{subject} ({title})" if title else subject
        for kind, words, size in _of_one(pair, old, new):
            yield Change(
                kind,
                f"{name} {words}.",
                initiative=row["initiative"],
                risk=number,
                subject=subject,
                size=size,
            )


def _by_number(record: Record) -> dict[int, Row]:
    return {row["number"]: row for row in record.rows("risks")}


def _of_one(pair: Pair, old: Row | None, new: Row | None) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the risk's name, and size of each change of one risk."""
    if new is None:
        yield Kind.RISK_REMOVED, "is no longer on record", 0
    elif new["status"] != RiskStatus.OPEN:
        if old is None or old["status"] == RiskStatus.OPEN:
            kind = Kind.RISK_WITHDRAWN if new["status"] == RiskStatus.WITHDRAWN else Kind.RISK_CLOSED
            on = f" on {long(new['closed_on'])}" if new["closed_on"] else ""
            yield kind, f"was {'' if old else 'opened, and '}{new['status']}{on}", 0
    elif old is None or old["status"] != RiskStatus.OPEN:
        again = " again" if old else ""
        score = _current(new)
        words = f"was opened{again} at {_level(new)} level, {_scored(score)}"
        yield Kind.RISK_OPENED, words, score["band"]["rank"] if score else 0
    else:
        if rungs := LADDER.index(new["level"]) - LADDER.index(old["level"]):
            kind = Kind.RISK_ESCALATED if rungs > 0 else Kind.RISK_DE_ESCALATED
            verb = "escalated" if rungs > 0 else "de-escalated"
            yield kind, f"was {verb} from {_level(old)} to {_level(new)} level", abs(rungs)
        yield from _rescored(pair, _current(old), _current(new))


def _rescored(pair: Pair, old: Row | None, new: Row | None) -> Iterator[tuple[Kind, str, int]]:
    """How the current score moved. Scores of two matrices are not compared."""
    before = pair.before.label
    if old is None or new is None:
        if new:
            yield Kind.RISK_SCORED, f"is {_scored(new)}, having had no score in {before}", 0
        elif old:
            yield Kind.RISK_UNSCORED, f"has no score; in {before} it was {_scored(old)}", 0
        return
    words, bands = f"from {_words(old)} to {_words(new)}", new["band"]["rank"] - old["band"]["rank"]
    was, now = _score(old), _score(new)
    if new["matrix"] != old["matrix"]:
        apart = f"by another matrix than in {before}, where it was {_scored(old)}: the two are not compared"
        yield Kind.RISK_OTHER_MATRIX, f"is {_scored(new)} {apart}", 0
    elif was is not None and now is not None and was != now:
        yield Kind.RISK_RESCORED, f"was rescored {'up' if now > was else 'down'} {words}", now - was
    elif bands:
        stays = f"; its score stays at {now}" if was is not None and was == now else ""
        from_to = f"from the band {old['band']['label']} to the band {new['band']['label']}{stays}"
        yield Kind.RISK_BAND_MOVED, f"moved {'up' if bands > 0 else 'down'} {from_to}", bands
    elif was != now:
        yield Kind.RISK_RESCORED, f"was rescored {words}", 0
    elif _factors(new) != _factors(old):
        from_to = f"from {_factors(old)} to {_factors(new)}"
        yield Kind.RISK_RESCORED, f"was rescored {from_to}; its score stays at {_words(new)}", 0


def _current(risk: Row) -> Row | None:
    return risk["scores"].get("current")


def _score(assessment: Row) -> int | None:
    """Likelihood times impact; as printed where the factors are not known (DOMAIN A8 rule 5)."""
    score = assessment.get("score")
    return score if score is not None else assessment.get("printed_score")


def _factors(assessment: Row) -> str:
    return f"likelihood {assessment.get('likelihood')} and impact {assessment.get('impact')}"


def _words(assessment: Row) -> str:
    """“12 (Significant)”; “the band Significant” where a source prints nothing more."""
    score, band = _score(assessment), assessment["band"]["label"]
    return f"the band {band}" if score is None else f"{score} ({band})"


def _scored(assessment: Row | None) -> str:
    if assessment is None:
        return "with no score yet"
    return f"{'in' if _score(assessment) is None else 'scored'} {_words(assessment)}"


def _level(risk: Row) -> str:
    return RiskLevel(risk["level"]).label.lower()
