"""Public pages of a published paper, and the files they lead to."""

import re

PAPER = "/published/northmere/governing-body-update-2018-01/"
LIST = "/published/northmere/"
ATOM = "{http://www.w3.org/2005/Atom}"


def files(client, address: str = PAPER) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'href="(/published/[^"]+/files/[^"]+)"', page)
