"""Figures drawn at build time as SVG inside the page: without scripts and styles, and readable as lists."""
