"""What the wording of a control gives away."""

import re

# What is to come, is being done, or is told to somebody: none of it holds anything down yet.
_TO_COME = re.compile(
    r"""
    \b(?:will|shall|should|plans?\ to|planned|scheduled|proposed|upon)\b
    | (?<!enabling\ )\bto\ be\b(?!\ heard)
    | \b(?:is|are|being|currently|actively)\ (?:also\ )?(?:undertak|seek|ask|explor|develop|work|recruit|review)\w*ing\b
    | \b(?:under\ ?way|on[ -]?going|in\ (?:development|progress|readiness))\b
    | \b(?:seeking|exploring|exploration\ of|completion\ of|working\ with)\b
    | \bto\ (?:agree|appoint|confirm|develop|draft|finali[sz]e|form|produce|recruit|set\ up|write)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TOLD_TO_DO = re.compile(
    r"""
    \W*(?:agree|appoint|arrange|begin|build|carry\ out|commission|complete|confirm|consider|continue|create|design|
    develop|draft|engage|ensure|establish|explore|finali[sz]e|identify|implement|improve|introduce|investigate|prepare|
    procure|produce|recruit|review|secure|seek|set\ up|start|strengthen|undertake|update|work\ with|write)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def reads_like_an_action(text: str) -> bool:
    """Whether a control is worded as something still to be done: “to be agreed”, “will ...”, “develop ...”.

    A hint, not a judgement: words of the future anywhere, or an order at the beginning (DOMAIN B2: controls are what is
    in place, actions what is planned).
    """
    return bool(_TO_COME.search(text) or _TOLD_TO_DO.match(text))
