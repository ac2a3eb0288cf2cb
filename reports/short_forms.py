"""Short forms in text: which are used, and which the text itself explains."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.document import Passage

# Known to everybody who reads a paper of the NHS, so nobody is asked to spell them out. RAG is explained by its key.
WELL_KNOWN = frozenset({"GP", "HR", "IT", "NHS", "PDF", "RAG", "UK"})

# Two capitals or more, an ampersand or one small letter between them (H&WB, DoF); a plural "s" is no part of it. What
# begins a reference, as in GOV/16/03/20, is none. The length is bounded, so that a page of capitals costs no time.
SHORT_FORM = re.compile(r"(?<![\w&])((?:[A-Z](?:&|[a-z](?=[A-Z]))?){1,9}[A-Z])(?:['’]?s)?(?![\w&]|/\d)")
# A passage of so many words, all in capitals, is a title.
SHOUTING = 3
ROMAN_NUMBER = re.compile(r"[IVX]+")

# “ITT (Invitation to Tender)”, read from behind the short form; “System Leadership Team (SLT)”, read up to its bracket.
BRACKET_AFTER = re.compile(r"\s{0,3}\(([^()]{3,100})\)")
WORDS_BEFORE = re.compile(r"((?:[\w&'’-]{1,40}[ \n]){2,12})\($")


@dataclass(frozen=True)
class Use:
    """A short form as used: the word without its plural, where it first stands, and the expansions the text gives."""

    term: str
    where: str
    expansions: tuple[str, ...]


def uses(passages: Iterable[Passage]) -> list[Use]:
    """Every short form that ``passages`` use, in alphabetical order. A passage all in capitals is not searched."""
    first: dict[str, str] = {}
    expansions: dict[str, list[str]] = {}
    for passage in passages:
        if passage.text.isupper() and len(passage.text.split()) >= SHOUTING:
            continue
        for match in SHORT_FORM.finditer(passage.text):
            term = match[1]
            if ROMAN_NUMBER.fullmatch(term):
                continue
            first.setdefault(term, passage.where)
            known = expansions.setdefault(term, [])
            if (expansion := _expansion(passage.text, match)) and expansion not in known:
                known.append(expansion)
    return [Use(term, first[term], tuple(expansions[term])) for term in sorted(first, key=str.casefold)]


def same_words(one: str, other: str) -> bool:
    """Whether two expansions say the same, plurals, capitals and “&” for “and” aside."""
    return _normal(one) == _normal(other)


def in_table(listed: Iterable[Mapping[str, str]], used: Iterable[Use]) -> list[Mapping[str, str]]:
    """The listed abbreviations that are used, in alphabetical order."""
    terms = {use.term for use in used}
    return sorted((row for row in listed if row["term"] in terms), key=lambda row: row["term"].casefold())


def _expansion(text: str, match: re.Match[str]) -> str | None:
    """What the text says the short form at ``match`` means: in a bracket behind it, or before a bracket around it."""
    term = match[1]
    if (after := BRACKET_AFTER.match(text, match.end())) and _stands_for(after[1].split(), term):
        return " ".join(after[1].split())
    if text[match.end() : match.end() + 1] != ")":
        return None
    before = WORDS_BEFORE.search(text[max(0, match.start() - 500) : match.start()])
    words = before[1].split() if before else []
    # The shortest run of words whose first letters spell it; where none does, the shortest that holds its letters.
    endings = [words[start:] for start in range(len(words) - 2, -1, -1)]
    for spells in (_initials_spell, _stands_for):
        for ending in endings:
            if spells(ending, term):
                return " ".join(ending)
    return None


def _initials_spell(words: list[str], term: str) -> bool:
    return words[0][:1].lower() == term[0].lower() and _holds("".join(word[0] for word in words), term)


def _stands_for(words: list[str], term: str) -> bool:
    return len(words) > 1 and words[0][:1].lower() == term[0].lower() and _holds("".join(words), term)


def _holds(text: str, term: str) -> bool:
    """Whether the letters of ``term`` stand in ``text`` in this order."""
    letters = iter(text.lower())
    return all(letter in letters for letter in term.replace("&", "").lower())


def _normal(expansion: str) -> list[str]:
    words = re.findall(r"[\w']+", expansion.replace("&", " and ").casefold())
    return [word.removesuffix("s") for word in words]
