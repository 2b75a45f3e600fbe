"""Files of content/ as text and trees with positions; nothing here knows what a key means."""
