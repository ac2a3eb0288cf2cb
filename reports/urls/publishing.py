"""Addresses of a paper's review, approval and publication."""

from django.urls import path

from reports.views.publishing import findings, redactions, review

urlpatterns = [
    path("papers/<int:pk>/review/", review.review, name="paper-review"),
    *(
        path(f"papers/<int:pk>/{step}/", review.take_step, {"step": step}, name=f"paper-{step}")
        for step in review.OFFERS
    ),
    path("papers/<int:pk>/findings/", findings.findings, name="paper-findings"),
    path("papers/<int:pk>/findings/<int:finding_pk>/waive/", findings.waive, name="finding-waive"),
    path("papers/<int:pk>/waivers/<int:waiver_pk>/withdraw/", findings.withdraw, name="waiver-withdraw"),
    path("papers/<int:pk>/redactions/", redactions.redactions, name="paper-redactions"),
]
