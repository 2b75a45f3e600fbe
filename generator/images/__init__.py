"""Photographs and drawings that editors supply: their inspection, and the versions of them that pages show.

Knows no briefings. Pillow decodes only four formats here, and only within the limits of `inspection`.
"""
