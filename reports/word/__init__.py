"""A paper as a Word file, made of the HTML of the paper: what a section prints there stands in Word as well.

``reports.word.file.word_file`` is the way in. ``blocks`` walks the vocabulary of docs/papers-html.md; ``inline``,
``tables`` and ``lists`` know one kind of content each, ``styles`` what it looks like, ``package`` the bytes.
"""
