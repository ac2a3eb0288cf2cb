"""The register of all rules that papers are checked by: what each looks for, its cure, the fault it comes from.

``manage.py check_rules > docs/checks.md`` writes the table of the docs. A check that finds something names
its rule; a test holds that the register knows it, with the same severity.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("rules.yaml")
HEAD = """\
# What is checked in a paper

Written by `manage.py check_rules` from `reports/checks/rules.yaml`: change it there. Findings that block must
be put right before a paper is approved; the others may be waived with a reason, which is kept. “Rule n” are the rules
and “Q n” the faults that real papers carry (the domain reference, A8 and A9).
"""


@dataclass(frozen=True)
class Rule:
    """One rule. ``topic`` is the part of a paper it is about; ``seed`` the fault of a real paper that it comes from."""

    topic: str
    key: str
    blocks: bool
    looks_for: str
    cure: str
    seed: str


@cache
def register() -> dict[str, Rule]:
    """Every rule by its key, by topic. Read once in a process."""
    topics = yaml.safe_load(FILE.read_text())
    rules = [Rule(topic, **row) for topic, rows in topics.items() for row in rows]
    known = {rule.key: rule for rule in rules}
    if len(known) < len(rules):
        raise ValueError(f"{FILE.name} names a rule twice.")
    return known


def document() -> str:
    """The page of the docs: a table for each topic."""
    lines = [HEAD]
    topics = dict.fromkeys(rule.topic for rule in register().values())
    for topic in topics:
        lines += [f"## {topic}", "", "| Rule | Blocks | Looks for | Cure | From |", "|---|---|---|---|---|"]
        lines += [
            f"| `{rule.key}` | {'yes' if rule.blocks else 'no'} | {rule.looks_for} | {rule.cure} | {rule.seed} |"
            for rule in register().values()
            if rule.topic == topic
        ]
        lines.append("")
    return "\n".join(lines)
