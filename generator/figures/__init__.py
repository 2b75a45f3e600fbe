"""Pictures drawn at build time as SVG inside the page: no scripts, no styles, and readable as lists."""
