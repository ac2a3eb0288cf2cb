"""Writes and verifies the audit trail: hash-chained events, one chain per footprint."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Protocol, runtime_checkable

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent, AuditHead, subject_type

PORTAL_CHAIN = "portal"
_EVENT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


@runtime_checkable
class Actor(Protocol):
    """What is needed of a user. Core imports no user model."""

    pk: Any
    email: str


def record(
    event: str,
    *,
    on: models.Model,
    by: Actor | str,
    chain: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    source: str = "",
) -> AuditEvent:
    """Append one event to its chain, in the caller's transaction or in one of its own.

    `event` is a dotted word ("report.saved"). `by` is the user, or words for the system ("nightly import"). `chain` is
    the slug of a footprint; left out it is that of `on`, or "portal". `before` and `after` hold plain values (dates,
    decimals, UUIDs and fuzzy dates too). ValueError for a missing actor, an unsaved subject or an event that is no
    dotted word; TypeError for values that are not plain.

    The chain's head row stays locked until the transaction ends, so record late in an action rather than early. At that
    end Postgres looks at foreign keys too: rows that others refer to are locked with ``no_key=True``, else who holds
    one and waits for the chain is waited for by who has the chain.
    """
    if len(event) > 100 or not _EVENT.fullmatch(event):
        raise ValueError(
            f"{event!r} is not an event: write dotted lower-case words, such as 'report.saved', "
            "of 100 characters at most."
        )
    if on.pk is None:
        raise ValueError(f"{event} cannot be recorded on a {on._meta.verbose_name} that is not saved yet.")
    actor, actor_id = _actor(by)
    entry = AuditEvent(
        chain=chain or _chain_of(on),
        actor=actor,
        actor_id=actor_id,
        event=event,
        subject_type=subject_type(on),
        subject_id=str(on.pk),
        subject_label=_label(on),
        before=_plain(before),
        after=_plain(after),
        reason=_storable(reason),
        source=_storable(source)[:200],
    )
    with transaction.atomic():
        head = _locked_head(entry.chain)
        entry.at = timezone.now()  # under the lock, so times rise along the chain
        entry.seq, entry.previous_hash = head.seq + 1, head.hash
        entry.hash = head.hash = digest(entry)
        head.seq = entry.seq
        entry.save()
        head.save(update_fields=["seq", "hash"])
    return entry


def record_changed(
    event: str, *, on: models.Model, by: Actor | str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> AuditEvent:
    """Append ``event`` with those values alone that differ; ``before`` and ``after`` have the same names."""
    changed = [name for name in after if after[name] != before[name]]
    return record(
        event,
        on=on,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def digest(entry: AuditEvent) -> str:
    """SHA-256 of an event's whole content, the previous hash included, as canonical JSON with its time in UTC."""
    content: dict[str, Any] = {
        field.attname: getattr(entry, field.attname)
        for field in AuditEvent._meta.concrete_fields
        if field.attname not in ("id", "hash")
    }
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def heads() -> dict[str, tuple[int, str]]:
    """The last place and hash of every chain. Printed outside the portal they also prove that no head was rewritten."""
    return {head.chain: (head.seq, head.hash) for head in AuditHead.objects.order_by("chain")}


def verify(chain: str | None = None) -> list[str]:
    """What is wrong with one chain, or with all of them, in words; empty when every event is as it was written.

    May run while others write: only what was there at its start is judged.
    """
    # Events before heads: a head is written with its first event, so none can be missed in between.
    chains = set(AuditEvent.objects.values_list("chain", flat=True).distinct()) | set(heads())
    if chain is not None:
        if chain not in chains:
            return [f"Chain {chain}: there is no such chain."]
        chains = {chain}
    return [problem for name in sorted(chains) for problem in _problems(name)]


def _problems(chain: str) -> Iterator[str]:
    head = AuditHead.objects.filter(chain=chain).first()
    if head is None:
        yield f"Chain {chain}: its head is missing, so events may have been cut off its end."
        head = AuditHead(chain=chain, seq=2**62)
    seq, last_hash = 0, ""
    for entry in AuditEvent.objects.filter(chain=chain, seq__lte=head.seq).order_by("seq").iterator(2000):
        if entry.seq != seq + 1:
            yield f"Chain {chain}: {_places(seq + 1, entry.seq - 1)} missing."
        elif entry.previous_hash != last_hash:
            yield f"Chain {chain}: event {entry.seq} does not follow from event {seq}; one of the two was replaced."
        if entry.hash != digest(entry):
            yield f"Chain {chain}: event {entry.seq} ({entry.event}) was changed after it was written."
        seq, last_hash = entry.seq, entry.hash
    if head.pk and seq < head.seq:
        yield f"Chain {chain}: {_places(seq + 1, head.seq)} missing from its end."
    elif head.pk and last_hash != head.hash:
        yield f"Chain {chain}: its last event {seq} is not the one that was written there."
    # One statement sees the head and the events at the same moment, whoever is writing.
    now = AuditHead.objects.filter(chain=chain).values("seq")
    if extra := AuditEvent.objects.filter(chain=chain, seq__gt=models.Subquery(now)).count():
        yield f"Chain {chain}: it has {extra} more than its recorded end allows (event {head.seq})."


def _places(first: int, last: int) -> str:
    return f"event {first} is" if first == last else f"events {first} to {last} are"


def _locked_head(chain: str) -> AuditHead:
    locked = AuditHead.objects.select_for_update().filter(chain=chain)
    head = locked.first()
    if head is None:
        # Two first events at once: both try to insert, one row comes of it, and the lock decides who goes first.
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = locked.get()
    return head


def _actor(by: Actor | str) -> tuple[str, int | None]:
    if isinstance(by, str):
        if words := _storable(by).strip().removeprefix("system:").strip():
            return f"system: {words}"[:320], None
    elif isinstance(by, Actor) and by.pk is not None and by.email:
        return by.email, by.pk
    raise ValueError(
        f"An audit event needs to know who did it: a signed-in user or words for the system, not {by!r}."
    )


def told(on: models.Model, words: str) -> str:
    """``words`` about ``on`` for the trail. Of a private record only how long they are: auditors see that something
    was said, not what (DESIGN 4), and the trail is never changed.
    """
    return f"{len(words)} characters" if words and getattr(on, "is_private", False) else words


def _label(on: models.Model) -> str:
    """What the record is called; a private one only by its kind."""
    if getattr(on, "is_private", False):
        return f"private {on._meta.verbose_name}"
    return _storable(str(on))[:255]


def _chain_of(on: models.Model) -> str:
    footprint = on if subject_type(on).endswith(".footprint") else getattr(on, "footprint", None)
    return footprint.slug if footprint is not None else PORTAL_CHAIN  # type: ignore[union-attr]  # has a slug


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return str(o) if isinstance(o, FuzzyDate) else super().default(o)


def _plain(values: Mapping[str, Any] | None) -> Any:
    """`values` exactly as either database will give them back, so that the hash stays the same."""
    if values is None:
        return None
    text = json.dumps(dict(values), cls=_Encoder, allow_nan=False)
    return _settled(json.loads(text))


def _settled(value: Any) -> Any:
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # Postgres keeps 1e22 as a whole number
    if isinstance(value, dict):
        return {_storable(key): _settled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item) for item in value]
    return value


def _storable(text: str) -> str:
    """`text` without what Postgres cannot hold: half surrogate pairs and NUL become visible replacement marks."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
