"""The analysis of a briefing: the passages, names and quotes of its article. It reports findings and judges none."""
