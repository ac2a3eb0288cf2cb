"""The PMO’s rating, given and withdrawn on the page of a report."""

import pytest

from portfolios.models import Rating, RatingSource
from tests.factories import RatingFactory, RatingSchemeFactory
from tests.pages import read, words


class TestThePmosRating:
    def post(self, client, user, address, **typed):
        client.force_login(user)
        return client.post(f"{address}pmo-rating/", typed)

    @pytest.fixture
    def green(self, footprint, report):
        return Rating.objects.get().level.scheme.level_for("Green")

    def test_is_given_with_its_reason(self, client, priya, address, green):
        self.post(client, priya, address, rating=green.pk, reason="Back on track since Monday.")
        given = Rating.objects.current().get(source=RatingSource.PMO)
        assert (given.level, given.reason, given.recorded_by) == (green, "Back on track since Monday.", priya)
        assert "Rated Green by the PMO" in read(client, priya, address)

    def test_needs_a_reason_where_it_differs(self, client, priya, address, green):
        response = self.post(client, priya, address, rating=green.pk)
        assert response.status_code == 422
        assert (
            'href="#id_pmo-rating_reason">Say why the PMO’s rating is Green where'
            in response.content.decode()
        )

    def test_in_words_of_another_scheme_is_refused_with_the_words_there_are(
        self, client, priya, address, footprint
    ):
        other = RatingSchemeFactory(
            footprint=footprint,
            valid_from="2019-01-01",
            levels=[("Done", "D", "diamond", "blue", "Done", [])],
        )
        response = self.post(client, priya, address, rating=other.levels.get().pk, reason="Done.")
        assert response.status_code == 422
        assert "Select a rating of “Green, Amber, Red”: Green, Amber, Red." in words(
            response.content.decode()
        )
        assert not Rating.objects.filter(source=RatingSource.PMO).exists()

    def test_over_one_that_was_not_seen_is_asked_again(
        self, client, priya, address, green, initiative, period
    ):
        first = RatingFactory(
            initiative=initiative, period=period, word="Red", source="pmo", recorded_by=priya
        )
        response = self.post(client, priya, address, rating=green.pk, reason="Back on track.")
        page = response.content.decode()
        assert response.status_code == 422
        assert "Priya Office gave Red" in page
        assert f'name="standing" value="{first.pk}"' in page
        assert "Back on track." in page

    def test_is_withdrawn_with_its_reason(self, client, priya, address, initiative, period):
        given = RatingFactory(initiative=initiative, period=period, word="Red", source=RatingSource.PMO)
        response = self.post(client, priya, address, withdraw="1", standing=given.pk, reason="")
        assert response.status_code == 422
        assert "Say why the PMO’s rating is withdrawn." in words(response.content.decode())
        self.post(client, priya, address, withdraw="1", standing=given.pk, reason="The lead was right.")
        assert not Rating.objects.current().filter(source=RatingSource.PMO).exists()
        assert "The PMO’s rating, Red, is withdrawn." in read(client, priya, address)

    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    def test_is_the_pmos_alone(self, client, request, address, green, who):
        response = self.post(client, request.getfixturevalue(who), address, rating=green.pk, reason="x")
        assert response.status_code == 403
        assert not Rating.objects.filter(source=RatingSource.PMO).exists()
