"""Distribution lists with what a page says of each."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from portfolios.models import Footprint, Someone
from reports.models import DistributionList, PaperType, Publication, Recipient


@dataclass(frozen=True)
class ListLine:
    """A list, the number of its readers, and the names of the types of paper that go to it."""

    name: str
    key: str
    readers: int
    types: list[str]


def lists_with_numbers(footprint: Footprint, user: Someone) -> list[ListLine]:
    """The lists of ``footprint`` by name. Two queries."""
    groups = DistributionList.objects.visible_to(user).filter(footprint=footprint)
    current = Count("recipients", filter=Q(recipients__ended_at=None))
    types: defaultdict[int, list[str]] = defaultdict(list)
    sent = PaperType.objects.filter(footprint=footprint, is_retired=False, distribution__isnull=False)
    for group_id, name in sent.order_by("name").values_list("distribution", "name"):
        types[group_id].append(name)
    rows = groups.annotate(readers=current).order_by("name").values_list("pk", "name", "key", "readers")
    return [ListLine(name, key, readers, types[pk]) for pk, name, key, readers in rows]


def waiting_readers(group: DistributionList, publication: Publication | None) -> list[Recipient]:
    """The readers of ``group``, by name, who were not sent ``publication``; all where there is none. One query."""
    readers = group.recipients.filter(ended_at=None).order_by("name", "address")
    if publication:
        readers = readers.exclude(
            address__in=publication.deliveries.filter(mail__isnull=False).values("address")
        )
    return list(readers)
