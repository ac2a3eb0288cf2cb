"""Risk matrices, risks and their assessments."""
