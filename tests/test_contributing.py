"""The walk-through of CONTRIBUTING.md works, and the layer turns up everywhere."""

from __future__ import annotations

import importlib.util
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from engine.registry import LAYERS
from engine.testing import check_layer

ROOT = Path(__file__).parent.parent


@pytest.fixture
def scale(tmp_path: Path) -> Iterator[Any]:
    """The layer of the walk-through, from a temporary module."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", text, re.S)[0]
    path = tmp_path / "scale.py"
    path.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("scale_walkthrough", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scale_walkthrough"] = module
    spec.loader.exec_module(module)
    yield module.Scale
    LAYERS.remove("Scale")
    del sys.modules["scale_walkthrough"]


def test_layer_keeps_the_contract(scale: Any) -> None:
    for example in scale.examples:
        check_layer(scale, example)


def test_layer_is_in_palette_inspector_script_file_and_diagram(
    scale: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    import engine
    from engine.diagram import model_to_dot
    from studio.document import edits
    from studio.document.changes import AddLink, AddNode
    from studio.document.model import Document, Link, new_id
    from studio.formats import keras_script
    from studio.inspector import InspectorPanel
    from studio.palette import PalettePanel
    from studio.session import Session
    from studio.widgets.option_form import OptionForm

    x = engine.Input((3,), name="x")
    model = engine.Model(x, scale(name="factors")(x))
    model.set_weights([np.array([1.0, 2.0, 3.0])])
    path = tmp_path / "model.keras"
    model.save(path)
    again = engine.models.load_model(path)
    assert again.get_layer("factors").get_weights()[0].tolist() == [1, 2, 3]
    assert "Scale" in model_to_dot(model).to_string()

    session = Session()
    document = Document()
    ends = [
        edits.make_node(document, "Input", options={"shape": [3]}, name="x"),
        edits.make_node(document, "Scale", name="factors"),
        edits.make_node(document, "Output", name="y"),
    ]
    for node in ends:
        document.apply(AddNode(node))
    for a, b in itertools.pairwise(ends):
        document.apply(AddLink(Link(new_id(), a.id, b.id)))
    assert "Scale(" in keras_script.write(document)
    session.replace_document(document, None)
    assert session.analysis.nodes[ends[1].id].parameters == 3

    palette = PalettePanel(session)
    qtbot.addWidget(palette)
    model = palette.findChildren(QListView)[0].model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "Scale" in shown
    inspector = InspectorPanel(session)
    qtbot.addWidget(inspector)
    session.select([ends[1].id])
    forms = inspector.findChildren(OptionForm)
    assert "initializer" in {name for form in forms for name in form.rows}
