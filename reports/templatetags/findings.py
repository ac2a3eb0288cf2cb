"""What pages say of a finding of the checks."""

from django import template

from reports.checks.register import register as rules

register = template.Library()


@register.filter
def looked_for(rule: str) -> str:
    """What the rule with this key looks for, in words; blank for one of an earlier portal that is there no more."""
    known = rules().get(rule)
    return known.looks_for if known else ""
