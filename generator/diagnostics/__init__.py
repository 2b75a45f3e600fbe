"""Diagnostics: the table of rules, a diagnostic as data, and its formats for people and programs.

The checks that create diagnostics are in the packages whose data they check.
"""
