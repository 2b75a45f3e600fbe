"""A reader for `_headers` as Netlify and Cloudflare read it: an address without indentation, its headers below it."""

import re
from pathlib import Path

Rules = list[tuple[str, dict[str, str]]]
"""Addresses, whose last character may be `*`, and their headers."""


def read_rules(site: Path) -> Rules:
    """Return the rules of a built site, in their order."""
    rules: Rules = []
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line:
            name, value = re.fullmatch(r"  ([A-Za-z-]+): (\S.*\S)", line).groups()  # type: ignore[union-attr]
            address, headers = rules[-1]
            assert name not in headers, f"{name} twice for {address}"
            headers[name] = value
    return rules


def get_headers(rules: Rules, path: str) -> dict[str, str]:
    """Return the headers of a file, by its path in the site; hosts would join a header that two rules have."""
    headers: dict[str, str] = {}
    for address, rule_headers in rules:
        if f"/{path}" == address or (address.endswith("*") and f"/{path}".startswith(address[:-1])):
            assert not headers.keys() & rule_headers.keys(), path
            headers |= rule_headers
    return headers
