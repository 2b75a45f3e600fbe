"""Files of content/ as text and as YAML data with positions; the meaning of keys belongs in `generator.model`."""
