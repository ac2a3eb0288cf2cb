"""The ground under every app: audit events, fuzzy dates, narrative text, base models. Imports none of our apps."""
