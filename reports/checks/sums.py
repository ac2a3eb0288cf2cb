"""Sums in text that do not come to what is printed beside them (DOMAIN A9 Q15 and Q17)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reports.checks.found import Found, advisory
from reports.document import Passage

# Bounded, so that a page of figures costs no time.
NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
AMOUNT = rf"(£\s?)?({NUMBER})\s?(bn|billion|m|million|k|thousand)?\b"
SCALE = {"bn": 10**9, "billion": 10**9, "m": 10**6, "million": 10**6, "k": 10**3, "thousand": 10**3}
EQUATION = re.compile(rf"{AMOUNT}\s?([x×*+−–-])\s?{AMOUNT}\s?=\s?{AMOUNT}", re.IGNORECASE)
SHARE = re.compile(
    rf"\b({NUMBER}) (?:out )?of (?:the |all )?({NUMBER})\b[^.\d%£]{{0,40}}?(?<=[\s(])(\d{{1,3}}(?:\.\d+)?)\s?%",
    re.IGNORECASE,
)
PARTS = re.compile(rf"£\s?({NUMBER})\s?(m|million|k|bn)?\s?\(([^()]{{5,200}})\)", re.IGNORECASE)
UNIT = re.compile(rf"£\s?({NUMBER}) (?:for each|per|for every|a|each)\b((?: [a-z]+){{1,3}})", re.IGNORECASE)
TOTAL = re.compile(rf"£\s?({NUMBER})\s?(m|million|bn|k)\b", re.IGNORECASE)
PLAIN = re.compile(rf"(?<![£\d.,])({NUMBER})(?!\s?%)\b(?!\s?(?:m|k|bn|million)\b)", re.IGNORECASE)
NEAR = (
    Decimal("0.8"),
    Decimal("1.25"),
)  # a quantity this near to what the total implies is what was multiplied
SHORTEST_NOUN = 5  # “each admission”, and not “each one are”
OFF = Decimal("0.01")
SECTION = re.compile(r"Paragraph (A?\d+)\.")


def check_sums(passages: Sequence[Passage]) -> list[Found]:
    """A finding for each sum that can be done again and comes to something else. Both are said."""
    found = []
    for passage in passages:
        for printed, computed in (*_equations(passage.text), *_shares(passage.text), *_parts(passage.text)):
            found.append(_finding(passage, printed, computed))
    return [*found, *_products(passages)]


def _finding(passage: Passage, printed: str, computed: str) -> Found:
    return advisory(
        "sum-wrong",
        passage.where,
        f"The text says “{' '.join(printed.split())}”; worked out again, {computed}.",
        "Correct the figure that is wrong, or say what else goes into it.",
    )


def _equations(text: str) -> Iterator[tuple[str, str]]:
    for match in EQUATION.finditer(text):
        a, b, c = (_value(match[place], match[place + 1]) for place in (2, 6, 9))
        worked = {"x": a * b, "+": a + b}.get(match[4].lower(), a * b if match[4] in "×*" else a - b)
        if _differs(worked, c, match[9], match[10]):
            yield match[0], f"it is {_words(worked)}"


def _shares(text: str) -> Iterator[tuple[str, str]]:
    for match in SHARE.finditer(text):
        part, whole, share = (_value(match[place]) for place in (1, 2, 3))
        if whole and part <= whole and abs(part * 100 / whole - share) > Decimal("0.5"):
            yield match[0], f"{match[1]} of {match[2]} is {part * 100 / whole:.0f}%"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """“£4.242m (Dorset £2.315m, Poole £1.927m)”: nothing but amounts in pounds in the bracket, two or more."""
    for match in PARTS.finditer(text):
        amounts = re.findall(rf"£\s?({NUMBER})\s?(m|million|k|bn)?", match[3], re.IGNORECASE)
        if len(amounts) < 2 or re.search(
            r"total|of which|plus|less|was|from|to £|%", match[3], re.IGNORECASE
        ):
            continue
        worked = sum((_value(*one) for one in amounts), Decimal(0))
        if _differs(worked, _value(match[1], match[2]), match[1], match[2] or "", len(amounts)):
            yield match[0], f"the parts come to £{_words(worked)}"


def _products(passages: Sequence[Passage]) -> Iterator[Found]:
    """“£1,490 for each admission ... £4.242m” beside a number of admissions in the same section."""
    for passage in passages:
        unit, section = UNIT.search(passage.text), SECTION.match(passage.where)
        total = TOTAL.search(passage.text, unit.end()) if unit else None
        if not (unit and total and section):
            continue
        price, printed = _value(unit[1]), _value(total[1], total[2])
        sentences = [
            sentence
            for one in passages
            if (at := SECTION.match(one.where)) and at[1] == section[1]
            for sentence in re.split(r"(?<=[.;])\s", one.text)
        ]
        nouns = "|".join(word.removesuffix("s") for word in unit[2].split() if len(word) >= SHORTEST_NOUN)
        same = [one for one in sentences if nouns and re.search(rf"\b(?:{nouns})s?\b", one, re.IGNORECASE)]
        if (
            price
            and printed
            and (best := _quantity(same, printed / price))
            and _is_off(best[0] * price, printed)
        ):
            product = f"{best[1]} at £{unit[1]} is £{_words(best[0] * price)}"
            yield _finding(passage, f"{total[0]}, at {unit[0]}", product)


def _quantity(sentences: Iterable[str], implied: Decimal) -> tuple[Decimal, str] | None:
    """The number in the sentences, or the difference of two in one, that is nearest to the one the total implies."""
    known: list[tuple[Decimal, str]] = []
    for sentence in sentences:
        numbers = [(_value(match[1]), match[1]) for match in PLAIN.finditer(sentence)]
        numbers = [one for one in numbers if one[0] >= 100 and not 1990 <= one[0] <= 2099]
        known += numbers
        known += [
            (abs(a - b), f"{max((a, x), (b, y))[1]} - {min((a, x), (b, y))[1]} = {abs(a - b):,}")
            for place, (a, x) in enumerate(numbers)
            for b, y in numbers[place + 1 :]
        ]
    near = [one for one in known if NEAR[0] <= one[0] / implied <= NEAR[1]]
    return min(near, key=lambda one: abs(one[0] - implied), default=None)


def _is_off(worked: Decimal, printed: Decimal) -> bool:
    return abs(worked - printed) > printed * OFF


def _differs(worked: Decimal, printed: Decimal, digits: str, scale: str | None, parts: int = 1) -> bool:
    """Beyond what rounding explains: half a unit of the last digit for each number that was rounded."""
    places = len(digits.partition(".")[2])
    unit = Decimal(SCALE.get((scale or "").lower(), 1)) / 10**places
    return abs(worked - printed) > unit * (parts + 1) / 2


def _value(number: str, scale: str | None = "") -> Decimal:
    return Decimal(number.replace(",", "")) * SCALE.get((scale or "").lower(), 1)


def _words(value: Decimal) -> str:
    return f"{value / 10**6:.3f}m" if abs(value) >= 10**6 else f"{value.normalize():,f}"
