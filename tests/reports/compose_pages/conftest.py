"""A paper that is written, and two of its sections. Models can be imported once Django is set up, so not at the top."""

import pytest


@pytest.fixture
def paper(footprint, february):
    from tests.factories import PaperFactory

    return PaperFactory(
        paper_type__footprint=footprint,
        period=february,
        title="The plan so far",
        texts={"introduction": "Here is the **first** word."},
    )


@pytest.fixture
def introduction(paper):
    return paper.sections.get(key="introduction")


@pytest.fixture
def report(paper):
    return paper.sections.get(key="report")
