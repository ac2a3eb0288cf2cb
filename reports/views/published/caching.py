"""How long others may keep what is public: pages shortly, files for as long as they like."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date

# Seconds. Somebody who corrects a paper or takes it down sees it everywhere within a minute.
OF_A_PAGE = 60
# A file is its hash, so a reader's browser keeps it; what stands between may be asked to forget one that is taken down.
OF_A_FILE = 365 * 24 * 60 * 60


def page_response(
    request: HttpRequest, response: HttpResponse, changed: datetime | None = None
) -> HttpResponse:
    """``response`` to be kept for a minute by anybody, or 304 where the reader has just this."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    patch_cache_control(response, public=True, max_age=OF_A_PAGE)
    return _conditional(request, response, etag, changed)


def file_response(
    request: HttpRequest, response: HttpResponse, digest: str, changed: datetime
) -> HttpResponse:
    """``response`` to be kept by its reader for good, or 304 where they have it."""
    patch_cache_control(response, public=True, max_age=OF_A_FILE, s_maxage=OF_A_PAGE, immutable=True)
    return _conditional(request, response, f'"{digest}"', changed)


def _conditional(
    request: HttpRequest, response: HttpResponse, etag: str, changed: datetime | None
) -> HttpResponse:
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    # A feed says itself when it changed.
    seconds = parse_http_date(response["Last-Modified"]) if "Last-Modified" in response else None
    if response.status_code != 200:
        return response
    return get_conditional_response(request, etag, seconds, response) or response
