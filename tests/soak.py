"""Runs tests that edit, kill and damage at random for longer than `make test` does: `python tests/soak.py TESTS`."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ.setdefault("BRIEFINGS_SOAK", "200")
    sys.exit(pytest.main(sys.argv[1:]))
