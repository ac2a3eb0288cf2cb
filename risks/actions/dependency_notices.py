"""Who is told of a dependency. No notice holds its words, for these may be private."""

from collections.abc import Iterable

from django.urls import reverse

from portfolios.actions import notices
from portfolios.actions.notices import Telling
from portfolios.models import Initiative, NoticeKind
from portfolios.queries.holders import leads_of
from risks.actions.dependency_checks import End
from risks.due_dates import slip
from risks.models import Dependency, DependencyUpdate
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted


def initiative_at(row: Dependency, end: End) -> Initiative:
    """Who gives it, or who needs it."""
    return row.giver if end == "giver" else row.taker


def news_of(update: DependencyUpdate) -> str:
    """What a change says to the other end; no words of the dependency, for it may be private."""
    days = slip(update.promised_after, update.needed_after)
    if update.promised_after != update.promised_before and days:
        return f"now comes {counted(days, 'day')} after it is needed"
    return "was changed: look it over and confirm it"


def tell(row: Dependency, ends: Iterable[End], news: str, by: User) -> None:
    """Tell the leads at ``ends``; not who did it. The version makes each change a thing of its own."""
    leads = leads_of([initiative_at(row, end).pk for end in ends])
    told = {user for end in ends for user in leads[initiative_at(row, end).pk]} - {by}
    what = (
        f"Dependency {row.number}"
        if row.is_private
        else f"{row.giver} to {row.taker}, dependency {row.number}"
    )
    path = reverse("risks:dependency", args=[row.footprint.slug, row.number])
    notices.tell_many(
        footprint=row.footprint,
        tellings=[
            Telling(
                user=user,
                kind=NoticeKind.DEPENDENCY,
                key=f"dependency:{row.number}:{row.version}:{row.status}:{user.pk}",
                text=f"{what}: {news}.",
                path=path,
            )
            for user in told
        ],
    )
