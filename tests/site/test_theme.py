"""The style sheet and the overrides: every kind has a style, text has contrast, and no resource is external."""

import re
from pathlib import Path

import pytest

from generator.model.kinds import AttributionKind

THEME = Path(__file__).parents[2] / "generator/theme"
_SOURCE = (THEME / "assets/briefings.css").read_text()
STYLES = " ".join(re.sub(r"/\*.*?\*/", "", _SOURCE, flags=re.DOTALL).split())
"""The style sheet without comments, with single spaces, so that its format does not matter."""
TEXT = ("ink", "muted", "accent", "accent-deep", *AttributionKind)
BACKGROUNDS = ("paper", "surface", "lit")


def read_colors(scheme: str) -> dict[str, str]:
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', STYLES, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))


def compute_luminance(color: str) -> float:
    """Return the relative luminance of a color, as in WCAG 2.2."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def compute_contrast(foreground: str, background: str) -> float:
    light, dark = sorted((compute_luminance(foreground), compute_luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_in_wcag() -> None:
    assert compute_contrast("#000000", "#ffffff") == pytest.approx(21)
    assert compute_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_has_contrast_on_every_background(scheme: str, background: str, text: str) -> None:
    colors = read_colors(scheme)
    assert compute_contrast(colors[text], colors[background]) >= 4.5


@pytest.mark.parametrize("kind", AttributionKind)
def test_every_attribution_kind_has_a_color_a_line_and_a_word(kind: AttributionKind) -> None:
    selector = f".at-{kind}, .at-{kind} + sup, .at:has(.at-{kind}) + sup + sup, .k-{kind}"
    assert f'{selector} {{ --kind: var(--{kind}); --word: "{kind}"; --line: ' in STYLES


def test_no_two_attribution_kinds_have_the_same_line() -> None:
    lines = re.findall(r"--word: \"\w+\"; (--line: [^}]*)}", STYLES)
    assert len(lines) == len(set(lines)) == len(AttributionKind)


def test_every_color_is_defined_in_both_schemes() -> None:
    assert read_colors("default").keys() == read_colors("slate").keys()
    assert read_colors("default").keys() >= {*TEXT, *BACKGROUNDS}


def test_every_variable_in_use_is_defined() -> None:
    used = set(re.findall(r"var\((--[a-z-]+)", STYLES))
    assert used <= set(re.findall(r"(--[a-z-]+):", STYLES))


def test_stylesheet_loads_no_resources() -> None:
    assert "url(" not in STYLES
    assert "@import" not in STYLES


@pytest.mark.parametrize("template", sorted(THEME.rglob("*.html")), ids=lambda path: str(path.relative_to(THEME)))
def test_templates_use_only_syntax_that_all_engines_support(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\.(get|items|keys|values|startswith|endswith|split|format)\(", text)
    assert not re.search(r"\|\s*(truncate|xmlattr)|page\.file", text)
    assert not re.search(r"""["'(](?:https?:)?//""", text)
    assert "style=" not in text


def test_inline_scripts_are_the_same_on_every_page() -> None:
    """They are the choice of colors, that of the marks, and the rules of prefetching; one hash each allows them."""
    scripts = [
        script for file in THEME.rglob("*.html") for script in re.findall(r"<script.*?</script>", file.read_text())
    ]
    assert len(scripts) == 3
    assert not re.search(r"{[{%#]", "".join(scripts))
