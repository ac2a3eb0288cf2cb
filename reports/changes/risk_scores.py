"""Scores of risks: how the current one moved. Scores of two matrices are not compared."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Kind
from reports.changes.record import Pair

Row = dict[str, Any]


def current(risk: Row) -> Row | None:
    """The score that a risk has now."""
    score: Row | None = risk["scores"].get("current")
    return score


def scored(assessment: Row | None) -> str:
    """“scored 12 (Significant)”, “in the band Significant”, “with likelihood High and severity Medium”."""
    if assessment is None:
        return "with no score yet"
    if _score(assessment) is not None:
        return f"scored {_words(assessment)}"
    return f"{'in' if assessment['band'] else 'with'} {_words(assessment)}"


def rescored(pair: Pair, old: Row | None, new: Row | None) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the risk's name, and size of how its score moved."""
    before = pair.before.label
    if old is None or new is None:
        if new:
            yield Kind.RISK_SCORED, f"is {scored(new)}, having had no score in {before}", 0
        elif old:
            yield Kind.RISK_UNSCORED, f"has no score; in {before} it was {scored(old)}", 0
        return
    words = f"from {_words(old)} to {_words(new)}"
    bands = new["band"]["rank"] - old["band"]["rank"] if new["band"] and old["band"] else 0
    was, now = _score(old), _score(new)
    if new["matrix"] != old["matrix"]:
        apart = f"by another matrix than in {before}, where it was {scored(old)}: the two are not compared"
        yield Kind.RISK_OTHER_MATRIX, f"is {scored(new)} {apart}", 0
    elif was is not None and now is not None and was != now:
        yield Kind.RISK_RESCORED, f"was rescored {'up' if now > was else 'down'} {words}", now - was
    elif bands:
        stays = f"; its score stays at {now}" if was is not None and was == now else ""
        from_to = f"from the band {old['band']['label']} to the band {new['band']['label']}{stays}"
        yield Kind.RISK_BAND_MOVED, f"moved {'up' if bands > 0 else 'down'} {from_to}", bands
    elif was != now or _words(new) != _words(old):
        yield Kind.RISK_RESCORED, f"was rescored {words}", 0
    elif _factors(new) != _factors(old):
        from_to = f"from {_factors(old)} to {_factors(new)}"
        yield Kind.RISK_RESCORED, f"was rescored {from_to}; its score stays at {_words(new)}", 0


def _score(assessment: Row) -> int | None:
    """Likelihood times impact; as printed where the factors are not known (DOMAIN A8 rule 5)."""
    score: int | None = assessment.get("score")
    return score if score is not None else assessment.get("printed_score")


def _factors(assessment: Row) -> str:
    return f"likelihood {assessment.get('likelihood')} and impact {assessment.get('impact')}"


def _words(assessment: Row) -> str:
    """“12 (Significant)”; “the band Significant” where a source prints nothing more; the factors in the words of a
    matrix that multiplies nothing and has no bands.
    """
    score, band = _score(assessment), assessment["band"]
    if score is not None:
        return f"{score} ({band['label']})" if band else str(score)
    if band:
        return f"the band {band['label']}"
    axes = [
        f"{assessment[f'{axis}_name'].lower()} {assessment[f'{axis}_word']}"
        for axis in ("likelihood", "impact")
    ]
    return " and ".join(reversed(axes) if assessment["impact_first"] else axes)
