"""The content model: the data that editors write, as types. No checks across records, no files."""
