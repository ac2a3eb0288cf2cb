"""What is typed of a new risk, and what a form that comes back says."""

NEW_RISK = {
    "new_risk_title": "No lease",
    "new_risk_event": "the landlord withdrawing",
    "new_risk_likelihood": "4",
    "new_risk_impact": "4",
}


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return dict(response.context["form"].errors)
