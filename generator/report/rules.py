"""Rules as text for people."""

from generator.rules import RULES, Rule


def explain(rule: Rule) -> str:
    """A rule in full: what it asks, why, a wrong and a right example."""
    parts = [f"{rule.id} ({rule.severity.value})", f"{rule.asks} {rule.why}"]
    parts += [f"wrong:\n{_indented(rule.wrong)}", f"right:\n{_indented(rule.right)}"]
    return "\n\n".join(parts)


def overview() -> str:
    """All rules, a line each."""
    width = max(len(rule_id) for rule_id in RULES)
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.asks}" for rule in RULES.values())


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
