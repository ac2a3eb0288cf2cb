"""A section that finds nothing in the record: the paper says so in a sentence, and its author hears of it."""

from reports.checks.found import Found, advisory

# As templates/papers/sections print them.
NOTHING_RECORDED = "Nothing is recorded for this section."
NOTHING_RATED = "No programme is rated."


def check_absence(where: str, said: str) -> list[Found]:
    """A finding where the part of the paper called ``where`` prints ``said`` as there is nothing; blank for none."""
    if not said:
        return []
    return [
        advisory(
            "nothing-recorded",
            where,
            f"The record has nothing to print here, so the paper says “{said}”",
            "Add what is missing to the record, or take the place out of the paper.",
        )
    ]
