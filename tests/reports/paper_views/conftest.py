"""Two papers of a footprint, one of them private. Models can be imported once Django is set up, so not at the top."""

import pytest


@pytest.fixture
def paper(footprint):
    from tests.factories import BodyFactory, MeetingFactory, PaperFactory

    body = BodyFactory(footprint=footprint, name="Governing Body")
    return PaperFactory(
        paper_type__footprint=footprint,
        period__month=(2018, 1),
        meeting=MeetingFactory(body=body, date="2018-02-21"),
        texts={"introduction": "Here is the **first** word."},
    )


@pytest.fixture
def private_paper(paper):
    from tests.factories import PaperFactory

    return PaperFactory(
        paper_type=paper.paper_type,
        period=paper.period,
        session="private",
        title="Land sale",
        is_private=True,
        private_reason="Commercial interests",
    )
