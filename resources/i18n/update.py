"""Collects all texts for translation, and compiles the translations.

Run ``python -m resources.i18n.update`` after texts changed. It writes ``texts.py`` (texts
of the parts without Qt, as lupdate can read them), updates ``hornbeam_zh_CN.ts`` with
``pyside6-lupdate`` and makes ``hornbeam_zh_CN.qm`` with ``pyside6-lrelease``. A test
checks that the files are fresh and complete.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
TS = FOLDER / "hornbeam_zh_CN.ts"
CONSTRUCTORS = ("Error", "Problem", "Fix")
"""Endings of the names of classes whose first argument is a template."""


def literal(node: ast.expr) -> str | None:
    """Return the value of a string literal, or None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def templates(tree: ast.AST) -> Iterator[str]:
    """Yield templates handed to errors, problems and fixes."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "id", getattr(function, "attr", ""))
        is_template = name.endswith(CONSTRUCTORS) or name in ("_Result",)
        for argument in node.args[:2] if is_template else ():
            found = literal(argument)
            if found and " " in found:
                yield found
                break


def declared() -> Iterator[str]:
    """Yield texts of declarations: docs of layers and options, titles, summaries."""
    import engine.callbacks
    import engine.layers
    import engine.losses
    import engine.metrics
    import engine.optimizers  # noqa: F401 - fills the registries
    from engine import registry
    from studio.data import builtin_sets, generated_sets
    from studio.actions import ACTIONS, MENUS
    from studio.document import nodes, settings
    from studio.formats import exports

    classes = [settings.TrainingSettings, nodes.InputNode, nodes.OutputNode]
    for table in (
        registry.LAYERS,
        registry.LOSSES,
        registry.METRICS,
        registry.OPTIMIZERS,
        registry.CALLBACKS,
        registry.INITIALIZERS,
        registry.REGULARIZERS,
    ):
        classes += [entry for _, entry in table.items() if isinstance(entry, type)]
    for cls in classes:
        yield nodes.first_paragraph(cls)
        for option in cls.options.values():
            yield option.doc
    for kind in nodes.node_types():
        yield kind.category
    for info in (*builtin_sets(), *generated_sets()):
        yield info.title
        yield info.description
        for setting in info.options:
            yield setting.setting.doc
    yield from MENUS
    for action in ACTIONS:
        yield action.text
        yield action.tip
    for export in exports.KINDS:
        yield export.title
    for path in sorted((ROOT / "resources" / "examples").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        yield data["title"]
        yield data["summary"]


def collect() -> list[str]:
    """Return all texts of the parts without Qt, sorted, each once."""
    found = {text for text in declared() if text}
    for folder in ("engine", "studio/document", "studio/data", "studio/run",
                   "studio/formats"):  # fmt: skip
        for path in sorted((ROOT / folder).rglob("*.py")):
            found.update(templates(ast.parse(path.read_text(encoding="utf-8"))))
    found.add("The canvas is empty. Drag an Input from the palette to begin.")
    return sorted(found)


def texts_module(texts: list[str]) -> str:
    """Return the source of ``texts.py``."""
    lines = [
        '"""Texts of the parts without Qt; made by update.py, never edited."""',
        "",
        "from PySide6.QtCore import QT_TRANSLATE_NOOP",
        "",
        "TEXTS = (",
        *(f'    QT_TRANSLATE_NOOP("Texts", {json.dumps(t)}),' for t in texts),
        ")",
        "",
    ]
    return "\n".join(lines)


def sources() -> list[str]:
    """Return the files that lupdate reads."""
    paths = sorted((ROOT / "studio").rglob("*.py"))
    return [str(p.relative_to(ROOT)) for p in [*paths, FOLDER / "texts.py"]]


def main() -> None:
    """Write all files."""
    (FOLDER / "texts.py").write_text(texts_module(collect()), encoding="utf-8")
    tool = Path(sys.executable).parent
    subprocess.run(
        [tool / "pyside6-lupdate", "-silent", "-no-obsolete", "-locations", "none",
         *sources(), "-ts", str(TS.relative_to(ROOT))],
        cwd=ROOT, check=True,
    )  # fmt: skip
    subprocess.run(
        [tool / "pyside6-lrelease", "-silent", str(TS), "-qm",
         str(TS.with_suffix(".qm"))],
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
