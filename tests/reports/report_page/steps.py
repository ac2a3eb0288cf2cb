"""The steps that are taken from the page of a report, as its addresses name them."""

STEPS = ("submit", "recall", "return", "assure", "sign-off", "comment")
