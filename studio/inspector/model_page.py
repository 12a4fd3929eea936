"""Page of the inspector while nothing is selected: the model as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio import theme
from studio.document.analysis import NodeInfo
from studio.document.nodes import INPUT, OUTPUT
from studio.document.settings import setting
from studio.inspector.formats import (
    count_text,
    memory_text,
    operations_text,
    shape_text,
)
from studio.inspector.parts import Facts, Head, Line
from studio.session import Session
from studio.widgets import SectionHeader
from studio.widgets.scrolled import Scrolled

BYTES_PER_WEIGHT = 4


class ModelPage(Scrolled):
    """Inputs, outputs, parameters, memory and cost of the model."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._head = Head()
        self.facts = Facts()
        """Sizes of the model."""
        self._inputs_title = SectionHeader(self.tr("Inputs"))
        self.inputs = Facts()
        """Shape of each input, by name."""
        self._outputs_title = SectionHeader(self.tr("Outputs"))
        self.outputs = Facts()
        """Shape of each output, by name."""
        column = QVBoxLayout(self)
        margin = theme.sizes().margin
        column.setContentsMargins(margin + 2, margin, margin + 2, margin)
        column.setSpacing(theme.sizes().gap)
        column.addWidget(self._head)
        column.addWidget(Line())
        column.addWidget(self.facts)
        column.addSpacing(theme.sizes().gap // 2)
        column.addWidget(self._inputs_title)
        column.addWidget(self.inputs)
        column.addWidget(self._outputs_title)
        column.addWidget(self.outputs)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the document and its analysis say now."""
        document, analysis = self._session.document, self._session.analysis
        title = str(setting(document, "title")) or self.tr("Model")
        self._head.show_texts(
            title,
            self.tr("Select a layer on the canvas to see and change its options."),
        )
        layers = {
            node.layer_id for node in document if node.type not in (INPUT, OUTPUT)
        }
        operations = sum(info.multiply_adds for info in analysis.nodes.values())
        cost = self.tr("{operations} / sample")
        # One tr() a statement: the tool that collects texts loses track otherwise.
        facts = [(self.tr("Layers"), count_text(len(layers)))]
        facts += [(self.tr("Parameters"), count_text(analysis.parameters))]
        memory = memory_text(analysis.parameters * BYTES_PER_WEIGHT)
        facts += [(self.tr("Memory"), memory)]
        cost = cost.format(operations=operations_text(operations))
        facts += [(self.tr("Cost"), cost)]
        self.facts.show_facts(facts)
        inputs, outputs = [], []
        for node in document.nodes_of_type(INPUT):
            info = analysis.nodes.get(node.id, NodeInfo())
            shape = info.output_shapes[0] if info.output_shapes else None
            inputs.append((node.name, shape_text(shape, info.dtype)))
        for node in document.nodes_of_type(OUTPUT):
            info = analysis.nodes.get(node.id, NodeInfo())
            shape = info.input_shapes[0] if info.input_shapes else None
            outputs.append((node.name, shape_text(shape, info.dtype)))
        self.inputs.show_facts(inputs)
        self.outputs.show_facts(outputs)
        self._inputs_title.setVisible(bool(inputs))
        self._outputs_title.setVisible(bool(outputs))
