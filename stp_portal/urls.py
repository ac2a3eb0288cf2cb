"""Every address of the portal, as a table of contents.

The first word of an address is a footprint, except for the few words listed first (``RESERVED_SLUGS`` keeps them free).
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from reports.views.home import home

# Django's own sign-in page would pass by the second factor and the limits on attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

footprint_urls = [
    path("", include("reports.urls")),
    path("", include("portfolios.urls")),
    path("", include("risks.urls")),
]

urlpatterns = [
    path("", home, name="home"),
    # Addresses are the PMO's to give and change (the people page), so allauth's own page for that stays shut.
    path("accounts/email/", RedirectView.as_view(pattern_name="home")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("stp_portal.core.urls")),
    path("published/", include("reports.urls.published")),
    path("<slug:footprint>/", include(footprint_urls)),
]
