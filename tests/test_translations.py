"""The translations: fresh, complete, with the same fields, and of use."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError, ShapeError, Text, did_you_mean
from resources.i18n import update
from resources.i18n.templates import TemplateReader, templated_classes
from studio import texts

ROOT = Path(__file__).parent.parent
I18N = ROOT / "resources" / "i18n"
TS = I18N / "hornbeam_zh_CN.ts"
FREE_CONTEXTS = {"Texts", "About", "Exports"}
"""Contexts of texts that no class says."""

Message = tuple[str, str, str, str]
"""Context, source, translation, and the state of the translation."""


def messages(path: Path) -> list[Message]:
    found = []
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(
                (
                    name,
                    message.findtext("source") or "",
                    translation.text or "",
                    translation.get("type", "finished"),
                )
            )
    return found


def keys(path: Path) -> set[tuple[str, str]]:
    return {(context, source) for context, source, _, _ in messages(path)}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with files collected now.

    In a process of its own: other tests register layers and data sets.
    """
    folder = tmp_path_factory.mktemp("i18n")
    command = [sys.executable, "-m", "resources.i18n.update", "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("hornbeam_zh_CN", str(I18N))
    assert qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


# ------------------------------------------------------------------- the files


def test_files_are_fresh(fresh: Path) -> None:
    hint = "Run python -m resources.i18n.update and translate what is new."
    assert (I18N / "texts.py").read_text("utf-8") == (fresh / "texts.py").read_text(
        "utf-8"
    ), hint
    assert keys(TS) == keys(fresh / TS.name), hint


def test_compiled_file_is_fresh(fresh: Path, qapp: QApplication) -> None:
    shipped, made = QTranslator(), QTranslator()
    assert shipped.load("hornbeam_zh_CN", str(I18N))
    assert made.load("hornbeam_zh_CN", str(fresh))
    for context, source, translation, _ in messages(TS):
        assert shipped.translate(context, source) == translation
        assert made.translate(context, source) == translation


def test_there_are_no_places_in_the_file() -> None:
    assert "<location" not in TS.read_text("utf-8")


def test_translations_are_complete_and_hold_the_same_fields() -> None:
    bad = {
        f"{context}: {source}": mistakes
        for context, source, translation, state in messages(TS)
        if (mistakes := list(wrong_with(source, translation, state)))
    }
    assert bad == {}


def wrong_with(source: str, translation: str, state: str) -> Iterator[str]:
    if state != "finished":
        yield state
    if not translation.strip():
        yield "empty"
    if fields(translation) != fields(source):
        yield "other fields"
    # A space at an end joins the text with another one.
    if [translation[:1] == " ", translation[-1:] == " "] != [
        source[:1] == " ",
        source[-1:] == " ",
    ]:
        yield "another space at an end"
    if translation.endswith("...") or re.search("[\u4e00-\u9fff][,;?!]", translation):
        yield "punctuation that is not Chinese"


def test_mistakes_are_found() -> None:
    assert list(wrong_with("Use {a}", "用 {a}", "finished")) == []
    assert list(wrong_with("Use {a}", "", "unfinished")) == [
        "unfinished",
        "empty",
        "other fields",
    ]
    assert list(wrong_with("Use {a}", "用 {b}", "finished")) == ["other fields"]
    assert list(wrong_with(" Use", "用", "finished")) == ["another space at an end"]
    assert list(wrong_with("Use", "用, 用", "finished")) == [
        "punctuation that is not Chinese"
    ]


def fields(text: str) -> Counter[str]:
    """Everything in a text that is replaced: {name}, {name:format}, %1, %n."""
    found = Counter(re.findall(r"%(?:\d+|n)", text))
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            found[f"{name}!{conversion}:{form}"] += 1
    return found


def test_fields_see_every_kind() -> None:
    assert fields("a {b:02x} {c!r} %1") == fields("%1 {c!r} {b:02x}")
    assert fields("{a}") != fields("{b}")
    assert fields("{a}") != fields("{a!r}")
    assert fields("%1") != fields("%2")


def test_contexts_are_real() -> None:
    classes = {
        node.name
        for path in (ROOT / "studio").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    contexts = {context for context, _ in keys(TS)}
    assert contexts - classes - FREE_CONTEXTS == set()


def test_every_text_said_by_a_class_is_in_the_file() -> None:
    """What lupdate reads is what the program asks for: same class, same text."""
    known = keys(TS)
    said = set()
    for path in (ROOT / "studio").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for owner in ast.walk(tree):
            if isinstance(owner, ast.ClassDef):
                said |= {(owner.name, text) for text in tr_texts(owner)}
    assert len(said) > 300
    assert said - known == set()


def tr_texts(owner: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(owner):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "tr"
        ):
            argument = node.args[0]
            assert isinstance(argument, ast.Constant), (
                f"{owner.name}, line {node.lineno}: tr() needs a literal"
            )
            yield str(argument.value)


# ----------------------------------------------------------------- the collector


def test_templates_are_found_however_they_are_written() -> None:
    source = """
class OwnError(EngineError): ...
class Other(Exception): ...
LATER = "From a constant {a}."
def run(flag, where):
    raise OwnError("Joined "
                   "of {two}.")
    raise DataError("One." if flag else "Another.")
    text = "From a variable."
    raise OwnError(text, advice=Text("Inner {count}.", count=1))
    raise errors.DataError(LATER)
    raise Other("not of ours")
    raise ValueError("must be a number")
    raise ValueError("not for people")
    raise OwnError(other.template, **other.values)
    return Problem("A problem.", {}, fixes=(Fix("Mend {it}", change, {}),))
    return _Result(info, "A result.", {})
    return _Result(info)
"""
    tree = ast.parse(source)
    reader = TemplateReader(Path("x.py"), templated_classes([tree]))
    reader.visit(tree)
    assert reader.found == {
        "Joined of {two}.", "One.", "Another.", "From a variable.", "Inner {count}.",
        "From a constant {a}.", "must be a number", "A problem.", "Mend {it}",
        "A result.",
    }  # fmt: skip
    assert reader.unread == []


def test_templates_put_together_at_run_time_are_reported() -> None:
    tree = ast.parse('raise DataError(f"{a} is wrong")\nraise DataError(reason())')
    reader = TemplateReader(Path("x.py"), templated_classes([tree]))
    reader.visit(tree)
    assert reader.found == set()
    assert [place.partition(": ")[0] for place in reader.unread] == ["x.py:1", "x.py:2"]


def test_all_templates_of_the_program_can_be_read() -> None:
    found, unread = update.read_templates()
    assert unread == []
    assert len(found) > 300


# ------------------------------------------------------------- use in the program


def test_without_a_translation_texts_stay_english() -> None:
    assert texts.text("Train") == "Train"
    assert texts.text("") == ""
    error = ShapeError("{where}: call it with an input.", where="x")
    assert texts.error_text(error) == "x: call it with an input." == str(error)


@pytest.mark.usefixtures("chinese")
def test_texts_in_chinese() -> None:
    assert texts.text("Train") == "训练"
    assert texts.text("") == ""
    assert texts.text("Nobody translated {this}.", {"this": 1}) == (
        "Nobody translated 1."
    )
    assert QCoreApplication.translate("MainWindow", "Problems") == "问题"


@pytest.mark.usefixtures("chinese")
def test_texts_within_texts_are_translated() -> None:
    error = EngineError(
        '{where}: there is no option "{option}".{hint} Options: {names}.',
        where="Dense",
        option="unit",
        hint=did_you_mean("unit", ["units"]),
        names="units",
    )
    assert str(error) == (
        'Dense: there is no option "unit". Did you mean "units"? Options: units.'
    )
    assert texts.error_text(error) == (
        'Dense：没有选项 "unit"。 是否想用“units”？选项有：units。'
    )


@pytest.mark.usefixtures("chinese")
def test_reasons_and_errors_of_others() -> None:
    assert texts.error_text(Text("There is no Input. Drag one from the palette.")) == (
        "没有 Input。请从层面板拖入一个。"
    )
    assert texts.error_text("There is no Input.") == "There is no Input."
    assert texts.error_text(OSError(28, "No space left on device")) == (
        "[Errno 28] No space left on device"
    )


@pytest.mark.usefixtures("chinese")
def test_a_translation_with_a_wrong_field_falls_back_to_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        QCoreApplication, "translate", staticmethod(lambda *_: "错的 {nmae}")
    )
    assert texts.text("Right {name}", {"name": "x"}) == "Right x"
