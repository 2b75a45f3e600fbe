"""The published form of the theme's scripts."""

import shutil
import subprocess
from pathlib import Path

import pytest
from small_site import assert_same_as_first_build, build_small_site

from generator.site.postprocess.script_comments import strip_comments

PROJECT = Path(__file__).parents[2]
ASSETS = PROJECT / "generator/theme/assets"
COMPILER = PROJECT / "node_modules/.bin/tsc"


@pytest.mark.parametrize(
    ("script", "published"),
    [
        ("/*\n * A file.\n */\n\nlet a;\n", "let a;\n"),
        ("/** @type {X} */\nlet a;\n", "let a;\n"),
        ("let a = /** @type {X | Y} */ (b);\n", "let a = (b);\n"),
        ("if (a) {\n  // Because.\n  b();\n}\n", "if (a) {\nb();\n}\n"),
        ("const A = 1; // one\n", "const A = 1;\n"),
        # What could be part of a string or of a regular expression stays.
        ('a = "x; // y";\n', 'a = "x; // y";\n'),
        ("a = /x; // y/;\n", "a = /x; // y/;\n"),
        ('a = "/* x */";\n', 'a = "/* x */";\n'),
        ("a = `\n  // x\n`;\n", "a = `\n  // x\n`;\n"),
        ('a = "x \\\n  y";\n', 'a = "x \\\n  y";\n'),
        ("/*! A license. */\na;\n", "/*! A license. */\na;\n"),
    ],
)
def test_comments_are_removed_and_nothing_else(script: str, published: str) -> None:
    assert strip_comments(script.encode()).decode() == published


def compile_scripts(folder: Path, output: Path) -> dict[str, str]:
    """Return the scripts of a folder as TypeScript prints them, without comments, by path."""
    options = [
        "--ignoreConfig",
        "--allowJs",
        "--removeComments",
        "--noCheck",
        "--target",
        "esnext",
        "--module",
        "esnext",
    ]
    scripts = sorted(map(str, folder.rglob("*.js")))
    subprocess.run([COMPILER, *options, "--rootDir", folder, "--outDir", output, *scripts], check=True)
    return {str(file.relative_to(output)): file.read_text() for file in output.rglob("*.js")}


@pytest.mark.skipif(not COMPILER.exists() or not shutil.which("node"), reason="TypeScript is not installed")
def test_the_themes_scripts_keep_their_meaning(tmp_path: Path) -> None:
    sizes = [0, 0]
    for file in ASSETS.rglob("*.js"):
        published = tmp_path / "published" / file.relative_to(ASSETS)
        published.parent.mkdir(parents=True, exist_ok=True)
        script = file.read_bytes()
        published.write_bytes(strip_comments(script))
        sizes = [sizes[0] + len(script), sizes[1] + published.stat().st_size]
    written = compile_scripts(ASSETS, tmp_path / "written_output")
    assert len(written) > 60
    assert compile_scripts(tmp_path / "published", tmp_path / "published_output") == written
    assert sizes[1] < 0.7 * sizes[0]


@pytest.mark.usefixtures("_light_search")
def test_own_scripts_are_published_as_written(root: Path, tmp_path: Path) -> None:
    own = b"// Mine.\nlet a;\n"
    (root / "docs/assets").mkdir(exist_ok=True)
    (root / "docs/assets/own.js").write_bytes(own)
    (root / "docs/assets/tools.js").write_bytes(own)
    assert build_small_site(root)
    assert (root / "site/assets/own.js").read_bytes() == own
    assert (root / "site/assets/tools.js").read_bytes() == own
    frame = root / "generator/theme/assets/frame.js"
    assert (root / "site/assets/frame.js").read_bytes() == strip_comments(frame.read_bytes())
    (root / "docs/assets/tools.js").unlink()
    frame.write_bytes(frame.read_bytes() + b"\n// The end.\nlet end;\n")
    assert build_small_site(root)
    assert b"The end" not in (root / "site/assets/frame.js").read_bytes()
    assert_same_as_first_build(root, tmp_path / "elsewhere")
