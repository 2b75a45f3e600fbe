"""A rule as data: its id, its severity, the text that explains it, and an example of each kind."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; `wrong` and `right` are excerpts of content files."""

    id: str
    severity: Severity
    requirement: str
    reason: str
    wrong: str
    right: str


def make_error(rule_id: str, requirement: str, reason: str, wrong: str, right: str) -> Rule:
    """Make a rule that stops the build if it is broken."""
    return Rule(id=rule_id, severity=Severity.ERROR, requirement=requirement, reason=reason, wrong=wrong, right=right)


def make_warning(rule_id: str, requirement: str, reason: str, wrong: str, right: str) -> Rule:
    """Make a rule that stops only a strict build if it is broken."""
    return Rule(id=rule_id, severity=Severity.WARNING, requirement=requirement, reason=reason, wrong=wrong, right=right)
