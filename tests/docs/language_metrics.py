"""Measure the language of a Python package: names, docstrings, density and length.

A line of code is a line that is not blank, not only a comment and not part of a docstring. A decision is a branch, a
loop, an assertion, an exception handler, a conditional expression, each further operand of `and` and `or`, and each
`for` of a comprehension. Percentages count occurrences: a name that is bound ten times counts ten times.
"""

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

WORDS_FILE = Path(__file__).with_name("words.toml")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

_DECISIONS = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Assert,
    ast.ExceptHandler,
    ast.comprehension,
    ast.match_case,
)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_PROPERTIES = {"property", "cached_property"}
_TEXT_SUFFIXES = {".css", ".html", ".j2", ".js"}
"""Files that are searched for banned words in full, because their comments and their text both are for people."""


@dataclass(frozen=True)
class WordLists:
    """The words of `words.toml`."""

    vague_names: frozenset[str]
    verbs: frozenset[str]
    pronoun: re.Pattern[str]
    """Matches the beginning of a docstring that has no subject."""
    dialect: re.Pattern[str]
    test_names: frozenset[str]
    """Words that the name of no test has."""
    banned: dict[re.Pattern[str], str]
    """Patterns of banned words and phrases, each with the words to use instead."""
    any_banned: re.Pattern[str]
    """Matches a text with any of these words, so that most lines are searched once."""


def load_word_lists() -> WordLists:
    """Read and compile `words.toml`."""
    data = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    pronouns = "|".join(re.escape(word) for word in data["pronouns"].split(", "))
    dialect = "|".join(re.escape(word) for word in data["dialect"].split(", "))
    return WordLists(
        vague_names=frozenset(data["vague_names"].split()),
        verbs=frozenset(data["verbs"].split()),
        pronoun=re.compile(rf"(?:{pronouns})\b"),
        dialect=re.compile(rf"\b(?:{dialect})\b", re.IGNORECASE),
        test_names=frozenset(data["test_names"].split()),
        banned={_compile_phrase(pattern): advice for pattern, advice in data["banned"].items()},
        any_banned=_compile_phrase("|".join(data["banned"])),
    )


def _compile_phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


@dataclass
class Tally:
    """The counts of one or more modules."""

    code_lines: int = 0
    module_lines: list[int] = field(default_factory=list)
    function_lines: list[int] = field(default_factory=list)
    decisions: int = 0
    comprehensions: int = 0
    bindings: int = 0
    vague_names: list[str] = field(default_factory=list)
    named_functions: int = 0
    """Functions that could begin with a verb: neither properties nor special methods."""
    functions_without_verb: list[str] = field(default_factory=list)
    docstrings: int = 0
    pronoun_docstrings: list[str] = field(default_factory=list)
    docstring_words: int = 0
    dialect_words: list[str] = field(default_factory=list)
    class_names: Counter[str] = field(default_factory=Counter)
    banned: list[str] = field(default_factory=list)
    """Banned words with the words to use. These lists name the file and the line of each item."""

    def list_repeated_classes(self) -> list[str]:
        """Return the names of two or more classes."""
        return sorted(name for name, count in self.class_names.items() if count > 1)

    def compute_metrics(self) -> dict[str, float]:
        """Return the measures that have a goal, rounded to one decimal."""
        return {
            "vague_names_percent": _percent(len(self.vague_names), self.bindings),
            "functions_without_verb_percent": _percent(len(self.functions_without_verb), self.named_functions),
            "pronoun_docstrings_percent": _percent(len(self.pronoun_docstrings), self.docstrings),
            "dialect_per_1000_words": _rate(len(self.dialect_words), self.docstring_words, 1000),
            "decisions_per_100_lines": _rate(self.decisions, self.code_lines, 100),
            "comprehensions_per_100_lines": _rate(self.comprehensions, self.code_lines, 100),
            "class_names_used_twice": len(self.list_repeated_classes()),
            "function_lines_p95": _percentile_95(self.function_lines),
            "longest_module_lines": max(self.module_lines, default=0),
            "banned_words": len(self.banned),
        }

    def list_examples(self) -> dict[str, list[str]]:
        """Return the items behind each measure that counts words, for people who want to improve it."""
        return {
            "vague_names_percent": self.vague_names,
            "functions_without_verb_percent": self.functions_without_verb,
            "pronoun_docstrings_percent": self.pronoun_docstrings,
            "dialect_per_1000_words": self.dialect_words,
            "class_names_used_twice": self.list_repeated_classes(),
            "banned_words": self.banned,
        }


def _percent(count: int, total: int) -> float:
    return _rate(count, total, 100)


def _rate(count: int, total: int, per: int) -> float:
    return round(per * count / total, 1) if total else 0.0


def _percentile_95(values: list[int]) -> int:
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def measure(folder: Path, words: WordLists) -> Tally:
    """Count everything in the modules, templates, scripts and styles below `folder`."""
    tally = Tally()
    for path in sorted(folder.rglob("*")):
        measure_file(path, words, tally)
    return tally


def measure_file(path: Path, words: WordLists, tally: Tally) -> None:
    """Add the counts of a file. A file that is neither a module nor has text for people adds nothing."""
    if path.suffix == ".py":
        _measure_module(path, words, tally)
    elif path.suffix in _TEXT_SUFFIXES:
        lines = path.read_text(encoding="utf-8").splitlines()
        tally.banned += find_banned(str(path), enumerate(lines, 1), words)


def combine(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of several tallies."""
    total = Tally()
    for tally in tallies:
        for count in fields(Tally):
            value = getattr(total, count.name) + getattr(tally, count.name)
            setattr(total, count.name, value)
    return total


def find_banned(document: str, lines: Iterable[tuple[int, str]], words: WordLists) -> list[str]:
    """Return a message for each banned word or phrase in numbered pieces of text."""
    messages = []
    for number, line in lines:
        if not words.any_banned.search(line):
            continue
        for pattern, advice in words.banned.items():
            messages += [f"{document}:{number}: “{match[0]}”; use: {advice}" for match in pattern.finditer(line)]
    return messages


def _measure_module(path: Path, words: WordLists, tally: Tally) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    code_lines = _find_code_lines(source, tree)
    tally.code_lines += len(code_lines)
    tally.module_lines.append(len(code_lines))
    for node in ast.walk(tree):
        tally.decisions += _count_decisions(node)
        tally.comprehensions += isinstance(node, _COMPREHENSIONS)
        _measure_name(node, path, words, tally)
        if isinstance(node, ast.ClassDef):
            tally.class_names[node.name.strip("_")] += 1
        elif isinstance(node, Function):
            _measure_function(node, path, code_lines, words, tally)
        if isinstance(node, Documented):
            _measure_docstring(node, path, words, tally)
    tally.banned += find_banned(str(path), _list_prose(source, tree), words)


def _find_code_lines(source: str, tree: ast.Module) -> set[int]:
    """Return the numbers of all lines of code."""
    lines = enumerate(source.splitlines(), 1)
    code_lines = {number for number, line in lines if line.strip() and not line.strip().startswith("#")}
    for node in ast.walk(tree):
        if isinstance(node, Documented) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            code_lines -= set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    return code_lines


def _count_decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return int(isinstance(node, _DECISIONS))


def _measure_name(node: ast.AST, path: Path, words: WordLists, tally: Tally) -> None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        name = node.id
    elif isinstance(node, ast.arg):
        name = node.arg
    else:
        return
    tally.bindings += 1
    if name in words.vague_names:
        tally.vague_names.append(f"{path}:{node.lineno}: {name}")


def _measure_function(node: Function, path: Path, code_lines: set[int], words: WordLists, tally: Tally) -> None:
    body = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    tally.function_lines.append(len(code_lines.intersection(body)))
    if node.name.startswith("__") or _is_property(node):
        return
    first_word = node.name.strip("_").partition("_")[0]
    tally.named_functions += 1
    if first_word not in words.verbs:
        tally.functions_without_verb.append(f"{path}:{node.lineno}: {node.name}")


def _is_property(node: Function) -> bool:
    names = {getattr(decorator, "id", getattr(decorator, "attr", "")) for decorator in node.decorator_list}
    return not _PROPERTIES.isdisjoint(names)


def _measure_docstring(node: Documented, path: Path, words: WordLists, tally: Tally) -> None:
    docstring = ast.get_docstring(node)
    if not docstring:
        return
    position = f"{path}:{node.body[0].lineno}"
    tally.docstrings += 1
    tally.docstring_words += len(docstring.split())
    tally.dialect_words += [f"{position}: {word}" for word in words.dialect.findall(docstring)]
    if words.pronoun.match(docstring):
        first_line = docstring.partition("\n")[0]
        tally.pronoun_docstrings.append(f"{position}: {first_line}")


def _list_prose(source: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the comments of a module, and its strings that have more than one word, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            for offset, line in enumerate(node.value.splitlines()):
                yield node.lineno + offset, line


def main() -> None:
    """Print the measures of the folders in the arguments, and the items behind them: `language_metrics.py FOLDER …`."""
    words = load_word_lists()
    for argument in sys.argv[1:]:
        tally = measure(Path(argument), words)
        lines = [argument, *(f"  {name}: {value}" for name, value in tally.compute_metrics().items())]
        for name, items in tally.list_examples().items():
            lines += [f"  {name}:", *(f"    {item}" for item in items)]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
