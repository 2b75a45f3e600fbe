"""Run tests with random edits, kills and damage for longer than `make test` does: `python tests/soak.py TESTS`."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ.setdefault("BRIEFINGS_SOAK", "200")
    # A test that runs for hours does not hang.
    sys.exit(pytest.main(["--override-ini", "faulthandler_timeout=0", *sys.argv[1:]]))
