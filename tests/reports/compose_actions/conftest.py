"""A paper to write, and two of its sections. Models can be imported once Django is set up, so not at the top."""

import pytest


@pytest.fixture
def paper(footprint):
    from tests.factories import PaperFactory

    return PaperFactory(
        paper_type__footprint=footprint, texts={"introduction": "As before."}, title="The plan"
    )


@pytest.fixture
def introduction(paper):
    return paper.sections.get(key="introduction")


@pytest.fixture
def report(paper):
    return paper.sections.get(key="report")
