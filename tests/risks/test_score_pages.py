"""Scoring and reviewing a risk on their pages: on the matrix in force, two at once shown both, nothing lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from risks.actions import assessments
from risks.actions.assessments import Factors
from risks.models import Assessment, AssessmentKind, RiskBand, RiskMatrix, RiskReview, RiskStatus
from tests.factories import AssessmentFactory, ControlFactory, RiskFactory, RiskMatrixFactory
from tests.pages import words

SCORE, REVIEW = "/northmere/risks/7/score/", "/northmere/risks/7/review/"
BOTH = pytest.mark.parametrize("address", [SCORE, REVIEW])


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint, initiative=initiative, number=7, title="Vacant posts", score=(3, 4)
    )


@pytest.fixture
def opened(client, alice, risk):
    """What the form sends when Alice opens it and presses the button at once."""

    def read(address: str) -> dict[str, str]:
        client.force_login(alice)
        form = client.get(address).context["form"]
        values = {field.html_name: field.value() for field in form}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    return read


@pytest.fixture
def send(client, alice):
    def post(address: str, values: dict[str, str]):
        client.force_login(alice)
        return client.post(address, values)

    return post


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def close(risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
    risk.save()


@BOTH
def test_a_stranger_gets_404_a_colleague_403_and_a_private_one_404(
    client, charlie, bea, bob, priya, risk, address
):
    for method in (client.get, client.post):
        for user, status in ((charlie, 404), (bea, 403), (bob, 403)):
            client.force_login(user)
            assert method(address).status_code == status
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.save()
    client.force_login(bob)
    assert client.get(address).status_code == 404
    client.force_login(priya)
    assert "Section 43" in client.get(address).content.decode()


@BOTH
def test_a_closed_risk_leads_back_and_says_so(client, alice, risk, address):
    close(risk)
    client.force_login(alice)
    response = client.get(address, follow=True)
    assert response.redirect_chain == [("/northmere/risks/7/", 302)]
    assert "Risk 7 is closed." in words(response.content.decode())


class TestScoring:
    def test_the_form_starts_from_what_stands_beside_the_matrix(self, opened, client):
        values = opened(SCORE)
        assert (values["current_likelihood"], values["current_impact"]) == ("3", "4")
        assert (values["inherent_likelihood"], values["target_was"]) == ("", "")
        page = words(client.get(SCORE).content.decode())
        assert "Almost certain" in page
        assert "Save the scores" in page

    def test_what_is_chosen_is_saved_and_a_target_above_is_warned_about(self, opened, send, client):
        response = send(
            SCORE,
            opened(SCORE)
            | {"target_likelihood": "5", "target_impact": "5", "reason": "Asked for by the board."},
        )
        assert response.status_code == 302
        assert Assessment.objects.standing().get(kind="target").cell.score == 25
        assert Assessment.objects.filter(kind="current").count() == 1
        page = words(client.get("/northmere/risks/7/").content.decode())
        assert "Risk 7 is scored: target 5 x 5 = 25, Major." in page
        assert "The target is above the current score" in page

    def test_sent_twice_it_is_saved_once(self, opened, send):
        values = opened(SCORE) | {"current_likelihood": "5", "reason": "Two left."}
        for _ in range(2):
            assert send(SCORE, values).status_code == 302
        assert Assessment.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "field", "told"),
        [
            ({"current_likelihood": "6"}, "current_likelihood", "which is 5x5 (likelihood x impact)"),
            ({"target_likelihood": "2"}, "target_impact", "Select the impact."),
            (
                {"current_likelihood": "5", "reason": " "},
                "reason",
                "Say why risk 7 is now scored current 5 x 4",
            ),
            (
                {"current_likelihood": "", "current_impact": ""},
                "current_likelihood",
                "The current score stays on record",
            ),
            ({"current_likelihood": "often"}, "current_likelihood", "Enter a whole number"),
            ({}, None, "No score here differs"),
        ],
    )
    def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(self, opened, send, change, field, told):
        response = send(SCORE, opened(SCORE) | {"reason": "KEEP THIS"} | change)
        assert response.status_code == 422
        errors = response.context["form"].errors
        assert told in errors[field or "__all__"][0]
        if "reason" not in change:
            assert "KEEP THIS" in response.content.decode()
        assert Assessment.objects.count() == 1

    def test_of_two_the_second_sees_both_scores_and_reasons_and_can_save(self, opened, send, risk, priya):
        values = opened(SCORE) | {"current_likelihood": "5", "reason": "Two have left."}
        assessments.score_all(
            risk=risk,
            version=1,
            factors={AssessmentKind.CURRENT: Factors(1, 4), AssessmentKind.TARGET: Factors(1, 2)},
            reason="All posts are filled.",
            on=timezone.localdate(),
            by=priya,
        )
        response = send(SCORE, values)
        page = words(response.content.decode())
        assert response.status_code == 409
        assert "1 x 4 = 4, Moderate. Priya Office" in page
        assert "All posts are filled." in page
        assert "5 x 4 = 20. Two have left." in page
        assert "What you did not touch is taken over as it is now: target." in page
        form = response.context["form"]
        again = {field.html_name: str(field.value() or "") for field in form}
        assert (again["version"], again["current_likelihood"], again["target_likelihood"]) == ("2", "5", "1")
        assert send(SCORE, again).status_code == 302
        standing = {one.kind: one.cell.score for one in Assessment.objects.standing()}
        assert standing == {"current": 20, "target": 2}

    def test_what_somebody_else_wrote_meanwhile_is_no_clash_of_scores_and_is_told(self, opened, send, risk):
        values = opened(SCORE) | {"current_likelihood": "5", "reason": "Two left."}
        risk.version = 2
        risk.save()
        response = send(SCORE, values)
        assert response.status_code == 409
        assert [row[0] for row in response.context["clash"]] == ["Current"]
        assert response.context["taken"] == ""

    def test_a_score_of_a_matrix_that_was_replaced_is_not_carried_over(self, opened, client, footprint):
        values = opened(SCORE)
        assert values["current_was"] == "3x4"
        RiskMatrixFactory(
            footprint=footprint,
            name="4x4 matrix",
            valid_from=date(2019, 1, 1),
            likelihood_words=["a", "b", "c", "d"],
            impact_words=["e", "f", "g", "h"],
            bands=[],
            is_scored=False,
            impact_name="Severity",
            impact_first=True,
        )
        assert opened(SCORE)["current_was"] == ""
        response = client.get(SCORE)
        page = words(response.content.decode())
        assert "It was scored in “5x5 matrix”. Choose again in “4x4 matrix”" in page
        assert "nothing is multiplied" in page
        assert [field.label for field in response.context["groups"][0]["fields"]] == [
            "Severity",
            "Likelihood",
        ]

    def test_without_a_matrix_it_says_who_can_help(self, client, alice, footprint, initiative):
        RiskFactory(footprint=footprint, initiative=initiative, number=7)
        client.force_login(alice)
        page = client.get(SCORE, follow=True)
        assert "No risk matrix is in force" in page.content.decode()

    def test_a_risk_closed_meanwhile_refuses_in_words(self, opened, send, risk):
        values = opened(SCORE) | {"current_likelihood": "5", "reason": "KEEP THIS"}
        close(risk)
        response = send(SCORE, values)
        assert response.status_code == 422
        page = response.content.decode()
        assert "its score stays" in page
        assert "KEEP THIS" in page


class TestReviewing:
    def test_what_there_is_to_look_at_is_there(self, opened, client, risk):
        ControlFactory(risk=risk, text="Weekly staffing review.")
        RiskBand.objects.filter(label="Significant").update(review_days=90)
        opened(REVIEW)
        page = words(client.get(REVIEW).content.decode())
        assert "Weekly staffing review." in page
        assert "risks in band Significant are reviewed every 90 days" in page

    def test_still_right_needs_no_reason(self, opened, send, client):
        response = send(REVIEW, opened(REVIEW) | {"outcome": "still_right"})
        assert response.url == "/northmere/risks/7/#reviews"
        made = RiskReview.objects.get()
        assert (made.outcome, made.on) == ("still_right", timezone.localdate())
        assert "Risk 7 is reviewed: still right." in words(client.get("/northmere/risks/7/").content.decode())

    def test_another_score_is_given_with_its_reason_and_the_day_chosen(self, opened, send, risk):
        due = timezone.localdate() + timedelta(days=40)
        rescored = {"outcome": "rescored", "likelihood": "5", "impact": "4", "reason": "Two left."}
        assert send(REVIEW, opened(REVIEW) | rescored | day("next_due", due)).status_code == 302
        assert Assessment.objects.standing().get().cell.score == 20
        risk.refresh_from_db()
        assert risk.review_due == due

    @pytest.mark.parametrize(
        ("change", "field", "told"),
        [
            ({}, "outcome", "Select whether the score is still right"),
            ({"outcome": "still_right", "impact": "2"}, "outcome", "Select “Another score” to use that"),
            ({"outcome": "rescored", "likelihood": "9", "impact": "4"}, "likelihood", "which is 5x5"),
            ({"outcome": "rescored", "likelihood": "5", "impact": "4"}, "reason", "Say why"),
            (
                {"outcome": "still_right"} | day("next_due", date(2018, 1, 1)),
                "next_due",
                "must be after this one",
            ),
            (
                {
                    "outcome": "still_right",
                    "next_due_day": "31",
                    "next_due_month": "2",
                    "next_due_year": "2030",
                },
                "next_due",
                "must be a real date",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, opened, send, change, field, told):
        response = send(REVIEW, opened(REVIEW) | change)
        assert response.status_code == 422
        assert told in response.context["form"].errors[field][0]
        assert not RiskReview.objects.exists()

    def test_who_finds_right_what_somebody_changed_sees_it_first(self, opened, send, risk, priya):
        values = opened(REVIEW) | {"outcome": "still_right", "reason": "KEEP THIS"}
        assessments.rescore(
            risk=risk,
            version=1,
            likelihood=5,
            impact=5,
            reason="The ward closed.",
            on=timezone.localdate(),
            by=priya,
        )
        response = send(REVIEW, values)
        page = words(response.content.decode())
        assert response.status_code == 409
        assert "5 x 5 = 25, Major. Priya Office" in page
        assert "The ward closed." in page
        assert "KEEP THIS" in page
        assert send(REVIEW, values | {"version": "2"}).status_code == 302
        assert RiskReview.objects.get().assessment.cell.score == 25

    def test_a_band_alone_can_be_found_right(self, opened, send, risk):
        Assessment.objects.update(cell=None)
        assert send(REVIEW, opened(REVIEW) | {"outcome": "still_right"}).status_code == 302

    def test_without_a_score_only_another_is_offered(self, client, alice, footprint, initiative):
        RiskFactory(footprint=footprint, initiative=initiative, number=7)
        AssessmentFactory(risk__footprint=footprint)
        client.force_login(alice)
        form = client.get(REVIEW).context["form"]
        assert [label for _, label in form.fields["outcome"].choices] == ["Another score"]


class TestAnotherMatrixMeanwhile:
    """The words that somebody chose are not those of the matrix that is in force when the form comes back."""

    @pytest.fixture
    def reworded(self, risk):
        def reword() -> None:
            matrix = RiskMatrix.objects.get()
            matrix.likelihood_words = ["Never", *matrix.likelihood_words[1:]]
            matrix.save()

        return reword

    @pytest.mark.parametrize(
        ("address", "chosen"),
        [
            (SCORE, {"current_likelihood": "5", "current_impact": "5", "reason": "More left."}),
            (REVIEW, {"outcome": "rescored", "likelihood": "5", "impact": "5", "reason": "More left."}),
        ],
    )
    def test_nothing_is_saved_before_its_words_were_seen(self, opened, send, reworded, address, chosen):
        typed = opened(address) | chosen
        reworded()
        answer = send(address, typed)
        assert answer.status_code == 422
        assert "scored in another matrix since you opened this page" in words(answer.content.decode())
        assert "More left." in words(answer.content.decode())
        assert Assessment.objects.count() == 1
        seen = {"seen_matrix": str(answer.context["form"]["seen_matrix"].value())}
        assert send(address, typed | seen).status_code == 302
        assert Assessment.objects.standing().get().cell.score == 25

    def test_that_a_score_is_still_right_needs_no_words(self, opened, send, reworded):
        typed = opened(REVIEW) | {"outcome": "still_right"}
        reworded()
        assert send(REVIEW, typed).status_code == 302
