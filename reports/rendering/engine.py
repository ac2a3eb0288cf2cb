"""WeasyPrint with our fetcher, our font and our conformance. Imported only by the process that renders."""

import warnings

from reports.rendering.complaints import complaints_are_fatal
from reports.rendering.conformance import finish
from reports.rendering.environment import fixed_environment
from reports.rendering.errors import RenderError
from reports.rendering.guards import check_frame, check_tree
from reports.rendering.images import data_image
from reports.rendering.links import flatten_links
from reports.rendering.resources import SCHEME, static_file

with warnings.catch_warnings():
    # On a machine without fonts WeasyPrint warns that output will be ugly. Ours brings its own font.
    warnings.filterwarnings("ignore", message=".*FontConfig", category=UserWarning)
    from weasyprint import CSS, HTML
    from weasyprint.logger import LOGGER
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# The variable files are declared once and without a weight: real bold is then used (LAB 3). They are declared here and
# not in paper.css, because a document without any font makes Pango crash the process.
FONT_FACES = """
@font-face { font-family: Arimo; src: url("static:fonts/Arimo[wght].ttf") }
@font-face { font-family: Arimo; font-style: italic; src: url("static:fonts/Arimo-Italic[wght].ttf") }
:root { font-family: Arimo }
"""


class Refused(FatalURLFetchingError):
    """Stops WeasyPrint at once: any lesser exception it would log and swallow."""


class PaperFetcher(URLFetcher):
    """Gives papers their own files and embedded pictures, and nothing else: no network, no file system."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content at a ``static:`` or picture ``data:`` address. Raises Refused for every other one."""
        try:
            if url.lower().startswith("data:"):
                content, kind = data_image(url)
            elif url.startswith(SCHEME):
                path, kind = static_file(url)
                content = path.read_bytes()
            else:
                raise RenderError(
                    f"The paper asks for {url!r}. Papers use only their own style sheets and font, "
                    "and pictures held in the paper itself."
                )
        except RenderError as error:
            raise Refused(str(error)) from error
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def write_pdf(html: str) -> bytes:
    """The PDF of a complete HTML document. Errors as ``pdf.render_pdf``."""
    fetcher = PaperFetcher()
    with fixed_environment(), complaints_are_fatal(LOGGER):
        try:
            page = HTML(string=html, url_fetcher=fetcher)
            check_frame(page.etree_element)
            check_tree(page.etree_element)
            flatten_links(page.etree_element)
            fonts = FontConfiguration()
            faces = CSS(string=FONT_FACES, url_fetcher=fetcher, font_config=fonts)
            document = page.render(stylesheets=[faces], font_config=fonts)
            pdf: bytes = document.write_pdf(pdf_variant="pdf/a-2a", finisher=finish)
        except Refused as refusal:
            raise RenderError(str(refusal)) from refusal
        except RecursionError as error:
            raise RenderError("The paper is nested too deeply to be laid out. Flatten the text.") from error
    return pdf
