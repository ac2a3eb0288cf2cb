"""Those who have written in a paper."""

from reports.models import PaperEditor


def editors(paper):
    return [editor.user for editor in PaperEditor.objects.filter(paper=paper)]
