"""Made-up footprints for demonstrations and scale tests: believable, marked as made up, always the same."""

from reports.synthesise.estate import EXAMPLE_SLUG, make_example, make_footprint, synthesise

__all__ = ["EXAMPLE_SLUG", "make_example", "make_footprint", "synthesise"]
