"""Narrative text: Markdown with paragraphs, bold, italics, lists and links, and nothing else.

One function renders it for page, PDF and Word, so all three say the same. What comes out keeps the habits that PDF/UA
needs (LAB 3): links hold bare text, list items hold no paragraphs, there are no headings inside narrative. Markup that
people paste is refused when they save (`validate_narrative`) and harmless if it is stored all the same: it is shown as
the characters it is made of, then cleaned by an allow-list (RELIABILITY 4).
"""

import re
from collections.abc import Iterator

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from stp_portal.core.lost_links import require_links_that_lead

NARRATIVE_LIMIT = 20_000  # characters; the longest cell of the seed papers has under 4,000
# Paragraphs and list items. 6,600 of them fit into 20,000 characters, and a paper took half a minute to lay them out.
PARAGRAPHS_LIMIT = 200

_TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
# "*" is what every tag may have: nh3 lets title and lang through unless told otherwise.
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}

# Images stay parsed so that their words can be kept; the rest of CommonMark is left as typed.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    [
        "heading",
        "lheading",
        "hr",
        "code",
        "fence",
        "blockquote",
        "reference",
        "backticks",
        "html_block",
        "html_inline",
    ]
)

_MARKUP = re.compile(
    r"(?<!\\)<(?:"
    r"/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>"  # a tag
    r"|!--|!doctype|!\[cdata\[|\?[a-z]"  # comments and declarations
    # the same, not closed
    r"|/?(?:script|style|iframe|object|embed|svg|math|img|link|meta|base|form|input|video|audio)\b[^<>]{0,60}"
    r")"
    r"|\]\(\s*<?(?:javascript|vbscript|data|file):[^)\s]{0,60}",  # a link that runs or opens something
    re.IGNORECASE,
)

# Word's fonts Symbol and Wingdings keep their signs where no other font has any. Its bullets, by which a list begins;
# elsewhere they are the signs they look like, as are its tick, cross and arrows.
_WORD_SIGNS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf075": "◆",
    "\uf0a8": "◻",
}
_BULLET = re.compile(r" *(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_WORD_BULLET = re.compile(f"^([ \t]*)[{''.join(_WORD_SIGNS)}][ \t\xa0]*", re.MULTILINE)
_WORD_SIGNS |= {"\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑", "\uf0e0": "→", "\uf0e8": "➔"}
_ENDS_OF_LINES = dict.fromkeys("\v\f\x85\u2028", "\n") | {"\u2029": "\n\n"}
_CONTROLS = {chr(code): "" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_WITHOUT_CONTROLS = str.maketrans(_CONTROLS | _ENDS_OF_LINES)
_WORD_SIGNS_AS_OTHERS = str.maketrans(_WORD_SIGNS)


def put_right(text: str) -> str:
    """Typed or pasted narrative with what other programs left in it put right; its words and signs stay as they are.

    One kind of line end, a new line for other programs' line and page breaks, Markdown's dash for Word's bullets, and
    no control characters, which nobody sees and no font prints. Doing it twice changes nothing more.
    """
    text = _one_kind_of_newline(text).translate(_WITHOUT_CONTROLS)
    return _WORD_BULLET.sub(r"\1- ", text).translate(_WORD_SIGNS_AS_OTHERS)


def render(text: str) -> SafeString:
    """`text` as clean HTML; empty for blank text."""
    return _html(_tokens(text))


def render_numbered(number: str, text: str) -> SafeString:
    """One unit (see `paragraphs`) as a numbered paragraph: the number leads the first line, lists follow it."""
    inner = render(text)
    rest = inner.removeprefix("<p>")
    if rest == inner:  # a unit that begins with a list: the number gets a line of its own
        rest = f"</p>\n{inner}"
    # Both parts are safe: `rest` has been through the allow-list, the number is escaped here.
    return format_html(
        '<div class="para"><p><span class="para__number">{}</span> {}</div>',
        number,
        mark_safe(rest),  # noqa: S308
    )


def paragraphs(text: str) -> list[str]:
    """The units of authored Markdown that get numbers of their own, each as Markdown.

    Every paragraph starts a unit. A list belongs to the paragraph before it, with or without a blank line between; at
    the very beginning it is a unit itself.
    """
    text = _one_kind_of_newline(text)
    starts: list[int] = []
    for token in _MARKDOWN.parse(text):
        if token.level == 0 and token.map and (token.type == "paragraph_open" or not starts):
            starts.append(token.map[0])
    lines = text.split("\n")
    return [
        "\n".join(lines[start:end]).strip("\n").rstrip()
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)
    ]


def lead_and_items(unit: str) -> tuple[str, list[str]]:
    """The paragraph that a unit (see `paragraphs`) begins with, "" for none, and the items of its lists.

    All as Markdown; an item is without its bullet or number, and what is nested in it stands a step further left.
    """
    lines = _one_kind_of_newline(unit).split("\n")
    spans = [
        token.map
        for token in _MARKDOWN.parse("\n".join(lines))
        if token.type == "list_item_open" and token.level == 1 and token.map
    ]
    lead = lines[: spans[0][0]] if spans else lines
    return "\n".join(lead).strip(), [_without_bullet(lines[start:end]) for start, end in spans]


def _without_bullet(item: list[str]) -> str:
    lines = [line.expandtabs(4) for line in item]
    bullet = _BULLET.match(lines[0])
    width = bullet.end() if bullet else 0
    nested = [line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]]
    return "\n".join([lines[0][width:], *nested]).strip()


def plain(text: str) -> str:
    """The words without marks: a blank line between paragraphs, a line for each list item, its number kept."""
    out = ""
    number = ""
    for token in _tokens(text):
        if token.type == "list_item_open":
            number = f"{token.info}. " if token.info else ""
        elif token.type == "list_item_close":
            number = ""
        elif token.type == "inline":
            in_list = token.level > 1
            out += ("\n" if in_list else "\n\n") + number + _words(token.children or []).lstrip("\n")
            number = ""
    return out.strip()


def find_markup(text: str) -> str | None:
    """The first HTML tag or scripted link in `text`, as typed (shortened), or None.

    Comparisons (`a < b`) and links in angle brackets (`<https://www.nhs.uk>`) are no markup, nor is `\\<b>`.
    """
    match = _MARKUP.search(text)
    if not match:
        return None
    found = " ".join(match[0].removeprefix("](").split())
    return found if len(found) <= 60 else f"{found[:59]}…"


def validate_narrative(value: str) -> None:
    """Model and form validator: ValidationError for text too long, in too many pieces, with HTML or script, or with
    links and pictures that would not be printed.
    """
    if len(value) > NARRATIVE_LIMIT:
        raise ValidationError(
            f"The text has {len(value):,} characters; the limit is {NARRATIVE_LIMIT:,}. "
            f"Shorten it by {len(value) - NARRATIVE_LIMIT:,} characters.",
            code="too_long",
        )
    # Blocks end with lines: most texts need no parser to be told short.
    if value.count("\n") >= PARAGRAPHS_LIMIT and (number := _count_blocks(value)) > PARAGRAPHS_LIMIT:
        raise ValidationError(
            f"The text has {number:,} paragraphs and list items; the limit is {PARAGRAPHS_LIMIT:,} together. "
            "Join short ones, or take some out.",
            code="too_many_paragraphs",
        )
    if "\0" in value:
        raise ValidationError(
            "The text holds an invisible control character (NUL), usually from copying out of another program. "
            "Delete the text and type it, or paste it without formatting.",
            code="control_character",
        )
    if found := find_markup(value):
        raise ValidationError(
            f"The text holds HTML or script, which cannot be used here: “{found}”. "
            "Take it out. Use **two stars** for bold, a dash at the start of a line for a list, and "
            "[words](https://address) for a link; where you mean the sign itself, put a space after <.",
            code="markup",
        )
    if "](" in value:  # most texts have no link, and need no parser
        require_links_that_lead(_MARKDOWN.parse(_one_kind_of_newline(value)), _SCHEMES)


def _one_kind_of_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _count_blocks(text: str) -> int:
    """How many paragraphs and list items there are: what laying out takes time for."""
    return sum(
        token.type == "list_item_open" or (token.type == "paragraph_open" and token.level == 0)
        for token in _MARKDOWN.parse(_one_kind_of_newline(text))
    )


def _tokens(text: str) -> list[Token]:
    """The parsed text with links and images flattened and all lists tight."""
    tokens = _MARKDOWN.parse(_one_kind_of_newline(text))
    for token in tokens:
        if token.type == "inline":
            token.children = list(_flattened(token.children or []))
    _tighten(tokens)
    return tokens


def _flattened(children: list[Token]) -> Iterator[Token]:
    """Links hold one piece of text; images become their words; a link to anything but a page or address is text."""
    link: Token | None = None
    held: list[Token] = []
    for token in children:
        if token.type == "link_open":
            link, held = token, []
        elif token.type == "link_close" and link is not None:
            href = str(link.attrGet("href") or "")
            words = _text(_words(held).strip() or href)
            yield from (link, words, token) if href.partition(":")[0].lower() in _SCHEMES else (words,)
            link = None
        elif link is not None:
            held.append(token)
        elif token.type == "image":
            yield _text(token.content)
        else:
            yield token


def _tighten(tokens: list[Token]) -> None:
    """Hide the paragraphs of list items, and break the line where an item has several."""
    seen: list[bool] = []  # for each open item: was the last thing in it a paragraph?
    for token in tokens:
        if token.type == "list_item_open":
            seen.append(False)
        elif token.type == "list_item_close":
            seen.pop()
        elif seen and token.type in ("bullet_list_close", "ordered_list_close"):
            seen[-1] = False  # what follows a list within an item is on a line of its own already
        elif seen and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = True
        elif seen and token.type == "inline":
            if seen[-1]:
                token.children = [Token("hardbreak", "br", 0), *(token.children or [])]
            seen[-1] = True


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _words(children: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in children)


def _html(tokens: list[Token]) -> SafeString:
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel=None,
    )
    return mark_safe(clean.strip())  # noqa: S308 - this is the one place that makes narrative safe
