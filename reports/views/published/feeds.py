"""Published papers as Atom feeds: of one footprint, and of all of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from portfolios.models import Footprint
from reports.models import Publication
from reports.views.published.caching import page_response
from reports.views.published.papers import footprint_or_404
from stp_portal.core.templatetags.text_tags import nhs_date

NEWEST = 50


def _id(path: str) -> str:
    """An id that stays whatever the portal is called: of the path alone."""
    return uuid5(NAMESPACE_URL, path).urn


class PapersFeed(Feed):
    """The newest published papers, of every footprint or of the one given."""

    feed_type = Atom1Feed

    def get_object(
        self, request: HttpRequest, *args: object, footprint: str = "", **kwargs: object
    ) -> Footprint | None:
        return footprint_or_404(footprint) if footprint else None

    def title(self, place: Footprint | None) -> str:
        return f"Published papers: {place.name}" if place else "Published papers"

    def subtitle(self, place: Footprint | None) -> str:
        return "Papers as they were published, with their files. What is corrected comes as a new edition."

    def link(self, place: Footprint | None) -> str:
        return reverse("published:papers", args=[place.slug]) if place else reverse("published:places")

    def feed_guid(self, place: Footprint | None) -> str:
        return _id(self.feed_url(place))

    def feed_url(self, place: Footprint | None) -> str:
        return reverse("published:feed", args=[place.slug]) if place else reverse("published:feed-of-all")

    def items(self, place: Footprint | None) -> Sequence[Publication]:
        found = Publication.objects.for_anybody().select_related("footprint").order_by("-published_at", "-pk")
        return list((found.filter(footprint=place) if place else found)[:NEWEST])

    def item_title(self, item: Publication) -> str:
        return f"{item.title}, {item.period_label}" + (
            f" (edition {item.edition})" if item.edition > 1 else ""
        )

    def item_description(self, item: Publication) -> str:
        meeting = f"{item.body}, {nhs_date(item.meeting_date)}. " if item.meeting_date else ""
        reason = f"Edition {item.edition} corrects the one before: {item.reason}" if item.reason else ""
        return f"{item.type_name}. {meeting}{reason}".strip()

    def item_link(self, item: Publication) -> str:
        return reverse("published:paper", args=[item.footprint.slug, item.slug])

    def item_guid(self, item: Publication) -> str:
        return _id(self.item_link(item))

    def item_author_name(self, item: Publication) -> str:
        return item.organisation or item.footprint.name

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        return item.published_at


_feed = PapersFeed()


@login_not_required
@require_safe
def feed(request: HttpRequest, footprint: str = "") -> HttpResponse:
    """The feed, to be kept for a minute. Two queries."""
    return page_response(request, _feed(request, footprint=footprint))
