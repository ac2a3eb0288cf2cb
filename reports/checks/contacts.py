"""Personal contact details, which a public paper does not print (DOMAIN A8 rule 20)."""

import re
from collections.abc import Iterable

from reports.checks.found import Found, blocking
from reports.document import Passage

# Numbers of the United Kingdom, with or without the country's code: 01202 123456, 020 7946 0000, +44 (0)7700 900123.
TELEPHONE = re.compile(
    r"(?<![\d.£])(?:\+44\s?(?:\(0\)\s?)?|0)[1-9]\d{1,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)"
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def check_contacts(passages: Iterable[Passage]) -> list[Found]:
    """A finding for each passage with a telephone number or an e-mail address. The finding does not repeat it."""
    found = []
    for passage in passages:
        kinds = {"a telephone number": TELEPHONE, "an e-mail address": EMAIL}
        for kind, pattern in kinds.items():
            if pattern.search(passage.text) or pattern.search(passage.source):
                found.append(
                    blocking(
                        "contact-details",
                        passage.where,
                        f"A public paper prints {kind} here.",
                        "Take it out; name the post or the office instead.",
                    )
                )
    return found
