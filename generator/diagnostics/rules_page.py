"""The text of rules for the command `rules`."""

from generator.diagnostics.rule import Rule
from generator.diagnostics.rules import RULES


def format_rule(rule: Rule) -> str:
    """Return the full text of a rule: its requirement, the reason, a wrong and a right example."""
    blocks = (
        f"{rule.id} ({rule.severity.value})",
        f"{rule.requirement} {rule.reason}",
        f"wrong:\n{_indent(rule.wrong)}",
        f"right:\n{_indent(rule.right)}",
    )
    return "\n\n".join(blocks)


def list_rules() -> str:
    """Return all rules, a line each."""
    width = max(map(len, RULES))
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.requirement}" for rule in RULES.values())


def _indent(text: str) -> str:
    return "    " + text.replace("\n", "\n    ")
