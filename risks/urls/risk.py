"""Addresses of one risk."""

from django.urls import path

from risks.views import histories, risk, risk_add, risk_edit, risk_ends, risk_owners

urlpatterns = [
    path("risks/add/", risk_add.add, name="risk-add"),
    path("risks/<int:number>/", risk.risk, name="risk"),
    path("risks/<int:number>/edit/", risk_edit.edit, name="risk-edit"),
    path("risks/<int:number>/split/", risk_edit.split, name="risk-split"),
    path("risks/<int:number>/owners/", risk_owners.risk_owners, name="risk-owners"),
    path("risks/<int:number>/references/", risk_owners.risk_references, name="risk-references"),
    path("risks/<int:number>/close/", risk_ends.close, name="risk-close"),
    path("risks/<int:number>/reopen/", risk_ends.reopen, name="risk-reopen"),
    path("risks/<int:number>/history/", histories.of_risk, name="risk-history"),
]
