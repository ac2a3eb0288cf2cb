"""What a report planned, as the things that are ticked off in the next one."""

import re

from stp_portal.core.text import lead_and_items, paragraphs

# A line that names what stands below it rather than being planned itself: bold from end to end, or, above bullets, one
# short line that is no sentence.
_BOLD = re.compile(r"\*\*(?P<words>[^*\n]+)\*\*:?|__(?P<other>[^_\n]+)__:?")
_LONGEST_HEADING = 80


def planned_items(text: str) -> list[str]:
    """The things planned in ``text`` (Markdown), in order, each as Markdown; no word of the text is left out.

    A bullet with all below it is one, and so is a paragraph without bullets. A bold line or a short line above bullets
    stands in front of each of them: "Information governance: Approve communications plan"; a bold line above
    paragraphs, in front of those up to the next bold line.
    """
    items: list[str] = []
    section = ""  # a bold line above paragraphs
    waiting = False  # whether none of them has come yet
    for unit in paragraphs(text):
        lead, bullets = lead_and_items(unit)
        bullets = [bullet for bullet in bullets if bullet]
        heading = _bold(lead)
        if waiting and heading:
            items.append(section)
        if heading and not bullets:
            section, waiting = heading, True
            continue
        if heading:
            section, context = "", heading
        elif lead and bullets and _is_heading(lead):
            context = _under(section, lead.rstrip(": "))
        else:
            context = section
            if lead:
                items.append(_under(section, lead))
        waiting = False
        items += [_under(context, bullet) for bullet in bullets]
    return [*items, section] if waiting else items


def _bold(line: str) -> str:
    """The words of a line that is bold from end to end, without a colon behind them; "" for any other."""
    match = _BOLD.fullmatch(line)
    return (match["words"] or match["other"]).strip().rstrip(": ") if match else ""


def _is_heading(lead: str) -> bool:
    return "\n" not in lead and len(lead) <= _LONGEST_HEADING and not lead.endswith(".")


def _under(context: str, item: str) -> str:
    return f"{context}: {item}" if context else item
