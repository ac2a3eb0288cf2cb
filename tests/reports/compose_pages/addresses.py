"""Where the pages on which a paper is begun and written are, and a line of its outline."""

import re

from tests.pages import words

START = "/northmere/papers/start/"


def at(paper, rest="compose/"):
    return f"/northmere/papers/{paper.pk}/{rest}"


def at_section(section, rest=""):
    return at(section.paper, f"sections/{section.pk}/{rest}")


def outline(client, section):
    """The line of a section in the outline, in words."""
    page = client.get(at(section.paper)).content.decode()
    line = re.search(rf'<li class="outline__line[^>]*id="outline-{section.pk}">(.*?)</li>', page, re.DOTALL)
    return words(line[1])
