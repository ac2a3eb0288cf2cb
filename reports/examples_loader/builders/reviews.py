"""Reviews by others, and what they recommend."""

from uuid import NAMESPACE_URL, UUID, uuid5

from portfolios.models import Body, Initiative, Person
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples
from reports.examples_loader.rows import Checked
from risks.models import Overseer, Recommendation, RecommendationUpdate, Review, SupportingOfficer


def build(build: Build, examples: Examples, slug: str) -> None:
    """Make the reviews of a period, their recommendations numbered in the order of their rows."""
    for row in examples.rows(f"{slug}/reviews.yaml", "reviews"):
        with build.row(row):
            review = build.keep(Review(footprint=build.footprint, **row.plain))
            made: list[Recommendation] = []
            for number, below in enumerate(row["recommendations"], start=1):
                with build.row(below):
                    made.append(_recommendation(build, below, review, number))
            for number, below in enumerate(row["recommendations"], start=1):
                for place, update in enumerate(below.get("updates", []), start=1):
                    of = [one for one in made if one.number in {number, *update.get("also_of", [])}]
                    # The same name for the same rows, so that a footprint's record is the same wherever it is loaded.
                    name = f"{build.footprint.slug}/{review.key}/{number}/{place}"
                    _say(build, update, row, of, uuid5(NAMESPACE_URL, name) if len(of) > 1 else None)


def _recommendation(build: Build, row: Checked, review: Review, number: int) -> Recommendation:
    initiative, lead = row.get("initiative"), row.get("lead")
    made = build.keep(
        Recommendation(
            footprint=build.footprint,
            review=review,
            number=number,
            initiative=build.shelf(Initiative)[initiative] if initiative else None,
            lead=build.shelf(Person)[lead] if lead else None,
            **row.plain,
        )
    )
    for position, person in enumerate(row.get("supporting", []), start=1):
        build.keep(
            SupportingOfficer(
                footprint=build.footprint,
                recommendation=made,
                person=build.shelf(Person)[person],
                position=position,
            )
        )
    for position, body in enumerate(row.get("overseers", []), start=1):
        build.keep(
            Overseer(
                footprint=build.footprint,
                recommendation=made,
                body=build.shelf(Body)[body],
                position=position,
            )
        )
    return made


def _say(
    build: Build, update: Checked, review: Checked, of: list[Recommendation], said_with: UUID | None
) -> None:
    """Append an update to each of ``of``, which take its status."""
    for recommendation in of:
        with build.row(update):
            build.keep(
                RecommendationUpdate(
                    footprint=build.footprint,
                    recommendation=recommendation,
                    on=review["updates_on"],
                    said_with=said_with,
                    **update.plain,
                )
            )
            recommendation.status = update["status"]
            recommendation.full_clean()
            recommendation.save()
