"""Sentences for people are whole: plain text with named places, and nothing glued to it.

A translator finds a sentence as one piece. What is glued is found here: a word or an ending that
is chosen inside an f-string, a part that is there or not, "and" between the parts of a list.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORDS = re.compile(r"[a-z]{2,}", re.IGNORECASE)
MARKUP = re.compile(r"<|=\"|='|--bb|^ bb-|://")
NO_SENTENCES = {  # what is put together there is no sentence
    "tracker/store/backup/backup_files.py": "the name of a file",
    "tracker/store/backup/backup_info.py": "SQL",
    "tracker/importing/sources/localized_dates.py": "a time as it is read",
}


def modules() -> list[Path]:
    found = [*(ROOT / "tracker").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    names = {path.relative_to(ROOT).as_posix(): path for path in found}
    return [path for name, path in names.items() if name not in NO_SENTENCES]


def glued(tree: ast.AST) -> Iterator[int]:
    """The lines on which a sentence is put together from parts."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr() if not MARKUP.search(text_of(node)):
                values = [
                    part.value for part in node.values if isinstance(part, ast.FormattedValue)
                ]
                if any(is_choice_of_words(value) for value in values):
                    yield node.lineno
            case ast.BinOp(op=ast.Add()):
                if is_choice_of_words(node.right) or text_of(node.right) in ("s", "es"):
                    yield node.lineno
            case ast.AugAssign(op=ast.Add(), value=value) if has_words(value):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=between, attr="join")):
                if has_words(between):
                    yield node.lineno
            case ast.Assign(value=ast.IfExp() as choice) if is_optional_part(choice):
                yield node.lineno


def text_of(node: ast.AST) -> str:
    """The text of a string, without what is put into it."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            return "".join(map(text_of, values))
    return ""


def has_words(node: ast.AST) -> bool:
    text = text_of(node)
    return bool(WORDS.search(text)) and not MARKUP.search(text)


def is_choice_of_words(node: ast.AST) -> bool:
    """Either of two texts; "s" or nothing, too."""
    if not isinstance(node, ast.IfExp):
        return False
    ends = {text_of(node.body), text_of(node.orelse)}
    return has_words(node.body) or has_words(node.orelse) or ends == {"", "s"}


def is_optional_part(choice: ast.IfExp) -> bool:
    """Nothing, or what goes on with a sentence; or a verb for one or many."""
    parts = [choice.body, choice.orelse]
    if {text_of(part) for part in parts} in ({"is", "are"}, {"has", "have"}):
        return True
    nothing = [part for part in parts if isinstance(part, ast.Constant) and part.value == ""]
    others = [part for part in parts if isinstance(part, ast.JoinedStr)]
    return bool(nothing) and any(
        re.match(r"[ ,;(]", text_of(part)) and has_words(part) for part in others
    )


def test_no_sentence_is_glued_from_parts() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules()
        if (lines := sorted(set(glued(ast.parse(path.read_text(encoding="utf-8"))))))
    }
    assert found == {}, "make each a constant with named places"


@pytest.mark.parametrize(
    "source",
    [
        "f\"{n} day{'' if n == 1 else 's'}\"",
        "f\"{'Would add' if dry else 'Added'} {n}\"",
        '"A report" + (" of one" if name else "")',
        'word + "s"',
        'said += " and more"',
        '" and ".join(names)',
        'more = f" and {n} more" if n else ""',
        'verb = "is" if n == 1 else "are"',
    ],
)
def test_the_ways_to_glue_are_found(source: str) -> None:
    assert list(glued(ast.parse(source))) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "f\"<p class='{'wide' if wide else 'slim'}'>\"",
        '", ".join(names)',
        "words = ONE if n == 1 else MANY",
        "f\"{start}{', ' if more else ''}\"",
    ],
)
def test_markup_and_lists_are_no_glue(source: str) -> None:
    assert list(glued(ast.parse(source))) == []


# -- the words of a sentence

BANNED = {  # what sounds of an office, a riddle or another century, and what is written instead
    r"\bhand(ed|s)? over": "made, sent, given",
    r"\btak(e|es|en|ing)\b[^.;:]{0,40}\bback\b": "undone; Undo; clear",
    r"\b(held|holds?)\b[^.;:]{0,30}\bagainst\b": "compared with",
    r"\bstands?\b(?! up)": "is",
    r"\btold\b": "said, counted, shown",
    r"\banew\b": "again",
    r"\bmeanwhile\b": "in the meantime, too",
    r"\btill\b": "until",
    r"\bwhoever\b": "the person who",
    r"\bwhat is to go\b": "what to delete",
    r"\bwas to be\b": "could not be",
    r"\bcame by\b": "got",
    r"\blies? (after|before)\b": "is after, is before",
    r"\bbr(ing|ought) (\w+ )?in\b": "import",
    r"\bgentlest\b": "lowest",
    r"\bneither\b[^.]{0,30}\bnor extend\b": "don't count",
    r"\bgoes on by itself\b": "Reconnecting",
    r"\bother texts ask\b": "Other recommendations",
    r"^Upload$": "Choose a file",
    r"^Stands$": "Status",
}
NOT_READ = ("tracker/demo.py",)  # a made-up diary, in the words of somebody who keeps one


def said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts of a module with their lines, without what documents the code."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in documents | inside:
            yield getattr(node, "lineno", 0), " ".join(text_of(node).split())


def said_by_scripts(text: str) -> Iterator[tuple[int, str]]:
    """The texts of a script or a piece of markup."""
    for number, line in enumerate(text.splitlines(), 1):
        code = re.sub(r"(^|\s)//.*", "", line)
        for words in re.findall(r"\"([^\"]*)\"|`([^`]*)`|>([^<>{}]+)<", code):
            yield number, "".join(words)


BODY = (r"\bstands?\b(?! up)", r"\btak(e|es|en|ing)\b[^.;:]{0,40}\bback\b")
# People stand, and exercises take strain off the back: data/ means that.


def texts_of_data() -> Iterator[tuple[str, int, str]]:
    """The words of `data/`, string by string, and of the documents, paragraph by paragraph."""
    for name in ("exercises", "advice", "avoid", "safety", "sources", "activities"):
        path = ROOT / f"data/{name}.toml"
        for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield f"data/{path.name}", 0, text
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        line = 1
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            yield path.name, line, " ".join(paragraph.split())
            line += paragraph.count("\n") + 2
    report = ROOT / "data/report/report.typ"
    lines = report.read_text(encoding="utf-8").splitlines()
    yield from ((report.name, number, line) for number, line in enumerate(lines, 1))


def strings(data: object) -> Iterator[str]:
    """All texts of a file of data."""
    match data:
        case str():
            yield data
        case list():
            yield from chain.from_iterable(map(strings, data))
        case dict():
            yield from chain.from_iterable(map(strings, data.values()))


def read_by_people() -> Iterator[tuple[str, int, str]]:
    """Every text of screens, command line, files and errors: where it is, and its words."""
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT).as_posix()
        if name not in NOT_READ:
            yield from ((name, number, text) for number, text in said(tree))
    for path in (ROOT / "tracker").rglob("*"):
        if path.suffix in (".js", ".html"):
            found = said_by_scripts(path.read_text(encoding="utf-8"))
            yield from ((path.relative_to(ROOT).as_posix(), number, text) for number, text in found)
    yield from texts_of_data()


def test_sentences_are_plain() -> None:
    """As Apple Health or GOV.UK would write them: short, active, words of today."""
    found = [
        f"{name}:{number}: “{text}”: {instead}"
        for name, number, text in read_by_people()
        if " " in text or text[:1].isupper()
        for phrase, instead in BANNED.items()
        if re.search(phrase, text, re.IGNORECASE)
        and not (name.startswith("data/") and phrase in BODY)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Nothing has been handed over yet.",
        "Taken back: added a check-in",
        "Take the last change back",
        "A week is held against the goal",
        "Its text stands below.",
        "It is told by its laps.",
        "Choose what is to go.",
    ],
)
def test_what_is_not_plain_is_found(text: str) -> None:
    assert any(re.search(phrase, text, re.IGNORECASE) for phrase in BANNED)
