"""Turning a paper's HTML into an accessible, archivable, reproducible PDF. Start at ``pdf.render_pdf``."""
