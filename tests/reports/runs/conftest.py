"""A paper with a text, and a run of another one. Models can be imported once Django is set up, so not at the top."""

import pytest


@pytest.fixture
def paper():
    from tests.factories import PaperFactory

    return PaperFactory(texts={"introduction": "As **promised**."})


@pytest.fixture
def run():
    from tests.factories import RunFactory

    return RunFactory()
