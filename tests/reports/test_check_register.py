"""The register of rules: every rule that a check emits is in it, and nothing else."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from reports.checks.register import Rule, document, register

REPORTS = Path(settings.BASE_DIR) / "reports"
SEVERITIES = {"blocking": True, "advisory": False}


def emitted() -> set[tuple[str, bool]]:
    """Each rule with whether it blocks, out of the source: what is handed to ``blocking`` and ``advisory``."""
    found = set()
    for path in REPORTS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SEVERITIES:
                rule = call.args[0]
                assert isinstance(rule, ast.Constant), (
                    f"{path.name} line {call.lineno}: name the rule in words"
                )
                found.add((rule.value, SEVERITIES[call.func.id]))
    return found


def test_every_rule_that_is_emitted_is_registered_with_its_severity_and_no_other():
    assert len(emitted()) > 60
    assert emitted() == {(rule.key, rule.blocks) for rule in register().values()}


@pytest.mark.parametrize("rule", register().values(), ids=lambda rule: rule.key)
def test_a_rule_says_what_it_looks_for_how_to_put_it_right_and_where_it_comes_from(rule: Rule):
    for words in (rule.looks_for, rule.cure, rule.seed):
        assert words
        assert words[0] == words[0].upper()
        assert "|" not in words


def test_the_docs_are_the_register():
    """`manage.py check_rules > docs/checks.md` puts it right."""
    assert (Path(settings.BASE_DIR) / "docs" / "checks.md").read_text() == document()
