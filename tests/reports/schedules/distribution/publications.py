"""Papers that are published, of a type whose list they go to."""

from tests.factories import PaperFactory, PaperFileFactory, PublicationFactory

MARKER = "ZEBRA-CROSSING"


def published(footprint, group, **of_paper):
    paper = PaperFactory(
        paper_type__footprint=footprint, paper_type__distribution=group, state="published", **of_paper
    )
    publication = PublicationFactory(
        paper=paper,
        body="Governing Body",
        is_private=paper.is_private,
        private_reason=paper.private_reason,
    )
    PaperFileFactory(run=publication.run, name="northmere-update.pdf")
    return publication
