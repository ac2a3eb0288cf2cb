"""One phrase for each thing that can happen to a risk, an issue or another row of the registers.

Each follows the name of who did it: “Priya Office ” + “closed it: The posts are filled”. What an event does not say is
left out, so that an older or shorter event still makes a sentence.
"""

from collections.abc import Callable, Mapping

from risks.story_events import Told, in_words
from stp_portal.core.lists import listed

Phrase = Callable[[Told], str]

# Fields as sentences call them; those of one line are told with what they were and are.
LONG = {
    "cause": "its cause",
    "event": "what may happen",
    "effect": "its effect",
    "description": "its description",
    "text": "what it says",
    "private_reason": "why it is private",
}
NOT_TOLD = {"number", "action", "control", "key"}


def because(told: Told) -> str:
    """The reason, behind a colon."""
    return f": {told.reason}" if told.reason else ""


def _raised(told: Told) -> str:
    title, number = told.now("title"), told.now("number")
    parts = [
        f"raised {told.kind} {number}".rstrip() + (f", “{title}”" if title else ""),
        f"at {told.now('level').lower()} level" if told.now("level") else "",
        f"scored {told.now('score')}" if told.now("score") else "",
        f"owned by {told.now('owners', 'owner')}" if told.now("owners", "owner") else "",
        f"called {told.now('references')}" if told.now("references") else "",
        f"which risk {told.now('risk')} became" if told.now("risk") else "",
        _with_actions(told),
    ]
    return ", ".join(part for part in parts if part) + because(told)


def _rescored(told: Told) -> str:
    kind = told.now("kind").lower()
    what = f"its {kind} score" if kind and kind != "current" else "it"
    before, after = told.was("score"), told.now("score")
    if not before:
        return f"scored {what} {after}{because(told)}"
    return f"rescored {what} from {before} to {after}{because(told)}"


def _reviewed(told: Told) -> str:
    outcome = told.now("outcome").lower()
    due = told.now("next review")
    score = f" ({told.now('score')})" if told.now("score") else ""
    words = (
        f"reviewed it and found its score still right{score}" if outcome == "still right" else "reviewed it"
    )
    if outcome == "rescored":
        words = "reviewed it and scored it anew"
    return words + (f"; the next review is due on {due}" if due else "") + because(told)


def _edited(told: Told) -> str:
    names = list(dict.fromkeys([*told.before, *told.after]))
    changed = [name for name in names if told.before.get(name) != told.after.get(name)]
    long = [LONG[name] for name in changed if name in LONG]
    short = [_change(told, name) for name in changed if name not in LONG and name not in NOT_TOLD]
    return f"changed {listed([*short, *long]) or 'what it says'}{because(told)}"


def _change(told: Told, name: str) -> str:
    called = name.replace("_", " ")
    before, after = in_words(told.before.get(name)), in_words(told.after.get(name))
    if before and after:
        return f"its {called} from “{before}” to “{after}”"
    return (
        f"its {called} to “{after}”"
        if after
        else f"its {called}" + (f", which was “{before}”" if before else "")
    )


def _control(verb: str) -> Phrase:
    def phrase(told: Told) -> str:
        text = told.now("control") or told.was("control")
        gap = told.now("gap")
        parts = [
            f": “{text}”" if text else "",
            f", with the gap “{gap}”" if gap else "",
            f", because: {told.reason}" if told.reason else "",
        ]
        return verb + "".join(parts)

    return phrase


def _assured(told: Told) -> str:
    level, line, on = told.now("level"), told.now("line"), told.now("as at")
    control = told.now("control")
    words = f"noted {level.lower()} assurance" if level else "noted assurance"
    words += f" of the control “{control}”" if control else " of a control"
    words += f" ({line[0].lower()}{line[1:]})" if line else ""
    words += f" as at {on}" if on else ""
    return words + because(told)


def _accepted(told: Told) -> str:
    until = told.now("until")
    return f"accepted it as it is{f' until {until}' if until else ''}{because(told)}"


def _proposed(told: Told) -> str:
    there = f" from {told.now('from').lower()}" if told.now("from") else ""
    to = f" to {told.now('to').lower()} level" if told.now("to") else " to another level"
    return f"proposed to move it{there}{to}{because(told)}"


def _escalated(told: Told) -> str:
    level, proposer = told.now("level"), told.now("proposed by")
    words = f"accepted it at {level.lower()} level" if level else "accepted it at the other level"
    return words + (f", as {proposer} had proposed" if proposer else "") + because(told)


def _sent_back(told: Told) -> str:
    level, wanted = told.now("stays at"), told.now("was proposed for")
    words = f"returned the proposal for {wanted.lower()} level" if wanted else "returned the proposal"
    return words + (f", so it stays at {level.lower()} level" if level else "") + because(told)


def _taken_back(told: Told) -> str:
    wanted = told.now("was proposed for")
    return f"took back the proposal{f' for {wanted.lower()} level' if wanted else ''}{because(told)}"


def _became_issue(told: Told) -> str:
    number, actions = told.now("issue"), _with_actions(told)
    words = f"said that it has happened: it became {f'issue {number}' if number else 'an issue'}"
    return words + (f", {actions}" if actions else "") + because(told)


def _with_actions(told: Told) -> str:
    numbers = told.after.get("actions that moved to it") or told.after.get("actions that came with it") or []
    return f"with action{'' if len(numbers) == 1 else 's'} {in_words(numbers)}" if numbers else ""


def _acceptance_ended(told: Told) -> str:
    until = told.was("until")
    return f"ended its acceptance{f', which was to last until {until}' if until else ''}{because(told)}"


def _action(verb: str) -> Phrase:
    def phrase(told: Told) -> str:
        number, text = told.now("action"), told.now("text")
        words = f"{verb} action {number}".rstrip()
        parts = [f", “{text}”" if text and verb == "added" else ""]
        if verb == "added":
            parts.append(f", led by {told.now('lead')}" if told.now("lead") else "")
            parts.append(f", due {told.now('due')}" if told.now("due") else "")
        else:
            if (status := told.now("status")) and status != told.was("status"):
                parts.append(f", now {status.lower()}")
            if (due := told.now("due")) != told.was("due") and due:
                parts.append(f", due {due}" + (f" instead of {told.was('due')}" if told.was("due") else ""))
        return words + "".join(parts) + because(told)

    return phrase


def _of(words: str, *names: str) -> Phrase:
    """``words`` with what the event says under one of ``names`` in place of the braces; without it, shorter."""

    def phrase(told: Told) -> str:
        value = told.now(*names) or told.was(*names)
        return (words.format(value) if value else words.partition(" {}")[0].partition(" “{}”")[0]) + because(
            told
        )

    return phrase


def _plain(words: str) -> Phrase:
    return lambda told: words + because(told)


def _named(told: Told) -> str:
    owner, day = told.now("owner"), told.now("from")
    return f"named {owner or 'somebody'} as an owner" + (f" from {day}" if day else "") + because(told)


def _unnamed(told: Told) -> str:
    owner, day = told.now("owner"), told.now("to")
    return (
        f"took {owner or 'somebody'} off its owners"
        + (f": the last day was {day}" if day else "")
        + because(told)
    )


def _reopened(told: Told) -> str:
    status = told.was("status").lower()
    return f"reopened it{f', which was {status}' if status else ''}{because(told)}"


def in_other_words(told: Told) -> str:
    """An event that has no phrase yet: its own words, with what it says."""
    said = [
        f"{name.replace('_', ' ')} {words}"
        for name, value in told.after.items()
        if (words := in_words(value))
    ]
    words = f"recorded “{told.kind.replace('_', ' ')} {told.word.replace('_', ' ').replace('.', ' ')}”"
    return words + (f" ({'; '.join(said)})" if said else "") + because(told)


PHRASES: Mapping[str, Phrase] = {
    "raised": _raised,
    "made": _of("made it"),
    "rescored": _rescored,
    "scored": _rescored,
    "reviewed": _reviewed,
    "edited": _edited,
    "changed": _edited,
    "split": _plain("wrote its text, which had come in one piece, as cause, event and effect"),
    "owner_named": _named,
    "owner_ended": _unnamed,
    "reference_added": _of("added the reference {}", "reference"),
    "reference_removed": _of("took off the reference {}", "reference"),
    "control_added": _control("added a control"),
    "control_changed": _control("changed a control"),
    "control_ended": _control("ended a control"),
    "control_assured": _assured,
    "accepted": _accepted,
    "acceptance_ended": _acceptance_ended,
    "escalation_proposed": _proposed,
    "escalated": _escalated,
    "escalation_returned": _sent_back,
    "escalation_withdrawn": _taken_back,
    "became_issue": _became_issue,
    "action_added": _action("added"),
    "action_edited": _action("changed"),
    "action_updated": _action("updated"),
    "action_ended": _action("ended"),
    "closed": _plain("closed it"),
    "resolved": _plain("resolved it"),
    "withdrawn": _plain("withdrew it"),
    "reopened": _reopened,
    "marked_private": _plain("marked it private"),
    "marked_public": _plain("made it public"),
    "confirmed": _of("confirmed it for {}", "for"),
    "met": _of("said that it was received on {}", "received on"),
    "minuted": _plain("minuted it"),
    "done": _plain("marked it as done"),
    "updated": _plain("brought it up to date"),
}
