"""Links made fit for PDF/UA: text directly inside ``<a>``, nothing else (LAB 3)."""

from xml.etree.ElementTree import Element


def flatten_links(root: Element) -> None:
    """Replace the content of every link that holds elements by its plain text, in place.

    Markdown such as ``[**bold**](https://...)`` makes ``<a><strong>``, which breaks the link's place in the tag tree.
    """
    for link in root.iter("a"):
        if len(link):
            text = "".join(link.itertext())
            for child in list(link):
                link.remove(child)
            link.text = text
