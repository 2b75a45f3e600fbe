"""The table of all rules for content.

The rules are written in `file_rules`, `record_rules` and `article_rules`; a new rule is added there. Each rule has a
requirement and a reason, with a wrong and a right example. The guide's table, the command `rules` and the tests (a
failing and a passing case for each rule) read this table. To find the check of a rule, search for its id.
"""

from generator.diagnostics.article_rules import ARTICLE_RULES, QUOTE_RULES
from generator.diagnostics.file_rules import LAYOUT_RULES, SYNTAX_RULES
from generator.diagnostics.record_rules import PUBLICATION_RULES, REFERENCE_RULES, VALUE_RULES
from generator.diagnostics.rule import Rule

_TABLE = (
    *SYNTAX_RULES,
    *VALUE_RULES,
    *PUBLICATION_RULES,
    *REFERENCE_RULES,
    *QUOTE_RULES,
    *ARTICLE_RULES,
    *LAYOUT_RULES,
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}
"""All rules by id, in the order of the table."""
