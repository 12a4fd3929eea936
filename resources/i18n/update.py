"""Collects all texts for translation, and compiles the translations.

Run ``python -m resources.i18n.update`` after texts changed. It writes ``texts.py``
(texts of the parts without Qt, as lupdate can read them), updates
``hornbeam_zh_CN.ts`` with ``pyside6-lupdate`` and makes ``hornbeam_zh_CN.qm`` with
``pyside6-lrelease``. A test checks that the files are fresh and complete.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from resources.i18n.templates import TemplateReader, templated_classes

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
NAME = "hornbeam_zh_CN"
PARTS = ("engine", "studio/document", "studio/data", "studio/run", "studio/formats",
         "studio/examples.py")  # fmt: skip
"""Sources without Qt whose texts reach the window."""


def declared() -> Iterator[str]:
    """Yield texts of declarations: docs of layers and options, titles, summaries."""
    import engine.callbacks
    import engine.layers
    import engine.losses
    import engine.metrics
    import engine.optimizers  # noqa: F401 - fills the registries
    from engine import registry
    from engine.options import Configurable
    from studio.actions import ACTIONS, MENUS
    from studio.data import builtin_sets, generated_sets, open_source
    from studio.document import nodes, settings
    from studio.formats import exports

    declarations: list[type[Configurable]] = [
        settings.TrainingSettings,
        nodes.InputNode,
        nodes.OutputNode,
    ]
    for table in (
        registry.LAYERS,
        registry.LOSSES,
        registry.METRICS,
        registry.OPTIMIZERS,
        registry.CALLBACKS,
        registry.INITIALIZERS,
        registry.REGULARIZERS,
    ):
        entries = (entry for _, entry in table.items())
        declarations += [entry for entry in entries if isinstance(entry, type)]
    for cls in declarations:
        yield nodes.first_paragraph(cls)
        for option in cls.options.values():
            yield option.doc
            yield option.unit or ""
    yield nodes.node_type("a layer of another version").doc
    yield from nodes.CATEGORIES
    for kind in nodes.node_types():
        yield kind.category
    for info in (*builtin_sets(), *generated_sets()):
        yield info.title
        yield info.description
        for setting in info.options:
            yield setting.setting.doc
        for field in open_source(info.spec()).fields.values():
            yield field.doc
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


def read_templates() -> tuple[set[str], list[str]]:
    """Return the templates in the sources, and the places where one cannot be read."""
    paths = [
        path
        for part in PARTS
        for path in sorted((ROOT / part).rglob("*.py")) or [ROOT / part]
    ]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    classes = templated_classes(trees.values())
    found: set[str] = set()
    unread: list[str] = []
    for path, tree in trees.items():
        reader = TemplateReader(path.relative_to(ROOT), classes)
        reader.visit(tree)
        found |= reader.found
        unread += reader.unread
    return found, unread


def collect() -> list[str]:
    """Return all texts of the parts without Qt, sorted, each once.

    Texts without a letter, such as a template that only joins others, are left out.
    """
    found, _ = read_templates()
    found.update(declared())
    return sorted(text for text in found if any(c.isalpha() for c in _plain(text)))


def _plain(template: str) -> str:
    """Return a template without its fields."""
    text, depth = "", 0
    for character in template:
        depth += (character == "{") - (character == "}")
        text += character if depth == 0 else ""
    return text


def texts_module(texts: list[str]) -> str:
    """Return the source of ``texts.py``."""
    quoted = (json.dumps(text, ensure_ascii=False) for text in texts)
    lines = [
        '"""Texts of the parts without Qt; made by update.py, never edited."""',
        "",
        "from PySide6.QtCore import QT_TRANSLATE_NOOP",
        "",
        "TEXTS = (",
        *(f'    QT_TRANSLATE_NOOP("Texts", {text}),' for text in quoted),
        ")",
        "",
    ]
    return "\n".join(lines)


def update(folder: Path = FOLDER) -> None:
    """Write all files.

    Parameters
    ----------
    folder : Path
        Where; the translations that are known so far are taken along.
    """
    texts, translations = folder / "texts.py", folder / f"{NAME}.ts"
    texts.write_text(texts_module(collect()), encoding="utf-8")
    if folder != FOLDER:
        shutil.copy(FOLDER / translations.name, translations)
    sources = [
        str(p.relative_to(ROOT)) for p in sorted((ROOT / "studio").rglob("*.py"))
    ]
    _run(
        "pyside6-lupdate", "-silent", "-no-obsolete", "-no-ui-lines",
        "-locations", "none", "-source-language", "en", "-target-language", "zh_CN",
        *sources, str(texts), "-ts", str(translations),
    )  # fmt: skip
    _run("pyside6-lrelease", "-silent", str(translations),
         "-qm", str(translations.with_suffix(".qm")))  # fmt: skip


def _run(tool: str, *arguments: str) -> None:
    """Run one of the tools that come with PySide6."""
    subprocess.run(
        [Path(sys.executable).parent / tool, *arguments], cwd=ROOT, check=True
    )


def main() -> None:
    """Read the arguments, and write all files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--to", type=Path, default=FOLDER, help="another folder")
    update(parser.parse_args().to.resolve())
    _, unread = read_templates()
    for place in unread:
        sys.stderr.write(f"No template can be read here: {place}\n")
    if unread:
        sys.exit(1)


if __name__ == "__main__":
    main()
