"""What the renderer says when it will not make a PDF."""


class RenderError(Exception):
    """The HTML cannot become a paper. The message says what is wrong and how to put it right."""
