"""Links and pictures in a text of which nothing but their words would be printed: refused as they are typed."""

from collections.abc import Collection, Iterable, Iterator

from django.core.exceptions import ValidationError
from markdown_it.token import Token

from stp_portal.core.shortening import shortened

SHOWN = 60  # characters of what is refused


def require_links_that_lead(tokens: Iterable[Token], schemes: Collection[str]) -> None:
    """ValidationError for the first link to no address of ``schemes`` (“[the plan](www.nhs.uk)”), or picture.

    A word in square brackets right before one in round ones is such a link too, which few who type it know.
    """
    found = next((typed for token in tokens for typed in _lost(token.children or [], schemes)), None)
    if found is None:
        return
    raise ValidationError(
        f"Only the words in the square brackets would be printed of this: “{shortened(found, SHOWN)}”. A link "
        "begins with https://, http:// or mailto: in its round brackets. A picture cannot stand in a text: say in "
        "words what it shows. Where you mean the brackets themselves, put a space between the two.",
        code="lost",
    )


def _lost(children: Iterable[Token], schemes: Collection[str]) -> Iterator[str]:
    """What would be lost of one paragraph, about as it was typed."""
    words, address = "", ""
    for token in children:
        if token.type == "link_open":
            words, address = "", str(token.attrGet("href") or "")
        elif token.type == "link_close":
            # “(#)” is a place that was to be filled in: no address is lost with it.
            if address.strip("#") and address.partition(":")[0].lower() not in schemes:
                yield f"[{words}]({address})"
        elif token.type == "image":
            yield f"![{token.content}]({token.attrGet('src') or ''})"
        else:
            words += token.content
