"""Everything that writes content/ for editors: new records, imports, suggestions, renames, merges and schemas."""
