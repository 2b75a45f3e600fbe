"""`_headers` as Netlify and Cloudflare read it: an address without indentation, its headers below it."""

import re
from pathlib import Path

Rules = list[tuple[str, dict[str, str]]]
"""Addresses, of which the last character may be `*`, and their headers."""


def rules(site: Path) -> Rules:
    """The rules of a built site, in their order."""
    found: Rules = []
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            found.append((line, {}))
        elif line:
            name, value = re.fullmatch(r"  ([A-Za-z-]+): (\S.*\S)", line).groups()  # type: ignore[union-attr]
            assert name not in found[-1][1], f"{name} twice for {found[-1][0]}"
            found[-1][1][name] = value
    return found


def sent(found: Rules, path: str) -> dict[str, str]:
    """What is sent with a file, by its path in the site; no header may come from two rules, as they would be joined."""
    headers: dict[str, str] = {}
    for address, more in found:
        if f"/{path}" == address or (address.endswith("*") and f"/{path}".startswith(address[:-1])):
            assert not headers.keys() & more.keys(), path
            headers |= more
    return headers
