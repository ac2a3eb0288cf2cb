"""The audit trail of a risk, an issue or another row of the registers as a story in sentences, oldest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolios.models import Someone
from risks.story_events import Told
from risks.story_phrases import PHRASES, in_other_words
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from stp_portal.core.templatetags.text_tags import nhs_datetime


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened. ``is_withheld``: the row was private then, so the trail keeps none of its words."""

    at: datetime
    who: str
    what: str
    is_withheld: bool = False

    @property
    def sentence(self) -> str:
        """“Priya Office closed it: The posts are filled.”"""
        return f"{self.who} {self.what}"

    @property
    def in_words(self) -> str:
        """“On 5 March 2018 at 14:05, Priya Office closed it: The posts are filled.”"""
        return f"On {nhs_datetime(self.at)}, {self.sentence}"


def story_of(row: Any, user: Someone) -> tuple[StoryLine, ...]:
    """The story of ``row`` for whoever may see it; empty for others. Three queries.

    What was said while it was private is not in the trail, so it is in nobody's story.
    """
    if not type(row).objects.visible_to(user).filter(pk=row.pk).exists():
        return ()
    events = list(AuditEvent.objects.about(row).order_by("seq"))
    accounts = User.objects.filter(pk__in={event.actor_id for event in events})
    return sentences(events, dict(accounts.values_list("pk", "name")))


def sentences(events: Iterable[AuditEvent], names: Mapping[int, str]) -> tuple[StoryLine, ...]:
    """``events`` in sentences, in the order given; ``names`` are those of accounts by primary key.

    Addresses are never shown: an account without a name here is “an account that is gone”.
    """
    return tuple(_line(event, names) for event in events)


def _line(event: AuditEvent, names: Mapping[int, str]) -> StoryLine:
    told = Told.of(event)
    phrase = PHRASES.get(told.word, in_other_words)
    return StoryLine(
        at=event.at, who=_who(event, names), what=_ended(phrase(told)), is_withheld=told.is_withheld
    )


def _who(event: AuditEvent, names: Mapping[int, str]) -> str:
    if event.actor_id is None:
        return f"The portal ({event.actor.removeprefix('system:').strip()})"
    return names.get(event.actor_id) or "Somebody whose account is gone"


def _ended(sentence: str) -> str:
    """With a full stop, unless what was typed ends in one of its own."""
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?", "…", ".”", "?”", "!”")) else f"{sentence}."
