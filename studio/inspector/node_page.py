"""Page of the inspector for one selected node, or for several at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.options import Option
from engine.types import Json
from studio import texts, theme
from studio.document import edits
from studio.document.analysis import NodeInfo
from studio.document.changes import Change, Composite
from studio.document.errors import DocumentError
from studio.document.model import Node
from studio.document.nodes import INPUT, OUTPUT, node_type
from studio.inspector.formats import (
    count_text,
    counted_text,
    memory_text,
    operations_text,
    shape_text,
)
from studio.inspector.parts import Facts, Head, Line, Problems
from studio.session import Session
from studio.widgets import OptionForm
from studio.widgets.option_form import FormRow, FormRows
from studio.widgets.scrolled import Scrolled
from studio.widgets.validity import Validity

BYTES_PER_WEIGHT = 4


class NodePage(Scrolled):
    """Options, shapes, cost and problems of nodes.

    Parameters
    ----------
    session : Session
        The document.
    nodes : list of str
        Ids of the nodes, at least one. The page is for these as long as it lives.
    is_unfolded : bool
        Whether the advanced options are shown at first.
    parent : QWidget, optional
        Owner.
    """

    folded_changed = Signal(bool)
    """Emitted when a person folds or unfolds the advanced options."""

    def __init__(
        self,
        session: Session,
        nodes: list[str],
        is_unfolded: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ids = nodes
        self._types = {i: node_type(session.document.nodes[i].type) for i in nodes}
        self._head = Head()
        self._name: _NameRow | None = None
        self.form: OptionForm | None = None
        """The options; None for a type that is not known."""
        self._kept = Facts()
        self._kept.hide()
        self._shared = _SharedNote()
        self._shared.unshare_requested.connect(self._make_unique)
        self._problems = Problems(session)
        self.facts = Facts()
        """What was worked out: shapes, parameters, cost."""

        column = QVBoxLayout(self)
        margin = theme.sizes().margin
        column.setContentsMargins(margin + 2, margin, margin + 2, margin)
        column.setSpacing(theme.sizes().gap)
        column.addWidget(self._head)
        if len(nodes) == 1:
            self._name = _NameRow(session, nodes[0])
            names = FormRows()
            names.add_row(self._name)
            column.addWidget(names)
        options = self._common_options()
        if options:
            self.form = OptionForm(options)
            self.form.value_changed.connect(self._on_value)
            self.form.editing_finished.connect(session.history.stop_merging)
            self.form.folded_changed.connect(self.folded_changed)
            if self.form.more is not None and is_unfolded:
                self.form.more.set_folded(False)
            column.addWidget(self.form)
        column.addWidget(self._kept)
        column.addWidget(self._shared)
        column.addWidget(self._problems)
        column.addWidget(Line())
        column.addWidget(self.facts)
        column.addStretch(1)
        self.refresh()

    @property
    def nodes(self) -> list[Node]:
        """The nodes of the page that still exist."""
        found = self._session.document.nodes
        return [found[i] for i in self._ids if i in found]

    def fits(self, nodes: list[str]) -> bool:
        """Whether the page is the right one for the selected nodes."""
        document = self._session.document
        return nodes == self._ids and all(
            i in document.nodes and document.nodes[i].type == self._types[i].name
            for i in nodes
        )

    def refresh(self) -> None:
        """Show what the document and its analysis say now."""
        nodes = self.nodes
        if not nodes:
            return
        self._show_head(nodes)
        if self._name is not None:
            self._name.refresh()
        if self.form is not None:
            self._show_options(nodes)
        elif len(nodes) == 1:
            kept = nodes[0].options.items()
            self._kept.show_facts([(name, repr(value)) for name, value in kept])
            self._kept.setVisible(bool(kept))
        twins = self._session.document.twins_of(nodes[0].id)
        self._shared.show_count(len(twins) if len(nodes) == 1 else 1)
        infos = self._session.analysis.nodes
        known = [infos[node.id] for node in nodes if node.id in infos]
        problems = self._session.analysis.problems
        ids = {node.id for node in nodes}
        self._problems.show_problems([p for p in problems if p.node in ids])
        if len(nodes) == 1:
            self.facts.show_facts(self._facts(nodes[0], known))
        else:
            self.facts.show_facts(self._sums(known))

    def commit(self) -> None:
        """Take over what is being typed, before the page goes away."""
        if self._name is not None:
            self._name.commit()

    def focus_name(self) -> None:
        """Put the keyboard into the field of the name."""
        if self._name is not None:
            self._name.edit.setFocus()
            self._name.edit.selectAll()

    # ------------------------------------------------------------- showing

    def _show_head(self, nodes: list[Node]) -> None:
        types = list(self._types.values())
        if len(nodes) == 1:
            kind = types[0]
            self._head.show_texts(kind.name, texts.text(kind.doc), kind.family)
            return
        title = self.tr("{count} layers").format(count=len(nodes))
        doc = counted_text(node.type for node in nodes)
        families = {kind.family for kind in types}
        self._head.show_texts(title, doc, families.pop() if len(families) == 1 else "")

    def _show_options(self, nodes: list[Node]) -> None:
        assert self.form is not None
        first = nodes[0]
        values: dict[str, Json] = {}
        mixed = set()
        for name in self.form.rows:
            found = [node.options.get(name, _UNSET) for node in nodes]
            if any(value != found[0] for value in found):
                mixed.add(name)
            elif found[0] is not _UNSET:
                values[name] = found[0]
        self.form.set_where(f'{first.type} "{first.name}"')
        self.form.set_values(values, mixed)

    def _facts(self, node: Node, infos: list[NodeInfo]) -> list[tuple[str, str]]:
        info = infos[0] if infos else NodeInfo()
        kind = self._types[node.id]
        facts: list[tuple[str, str]] = []
        if kind.max_inputs != 0:
            facts.append((self.tr("Input"), self._input_text(node, info)))
        if kind.outputs != 0:
            shapes = [shape_text(s, info.dtype) for s in info.output_shapes]
            facts.append((self.tr("Output"), "\n".join(shapes) or "?"))
        if node.type in (INPUT, OUTPUT):
            columns = (node.binding or {}).get("columns") or ()
            bound = ", ".join(map(str, columns)) or self.tr("not bound")
            facts.append((self.tr("Data"), bound))
            return facts
        parameters = self._parameters_of_layer(node)
        text = count_text(parameters)
        if parameters:
            text += f" · {memory_text(parameters * BYTES_PER_WEIGHT)}"
        facts.append((self.tr("Parameters"), text))
        cost = self.tr("{operations} / sample")
        operations = operations_text(info.multiply_adds)
        facts.append((self.tr("Cost"), cost.format(operations=operations)))
        return facts

    def _input_text(self, node: Node, info: NodeInfo) -> str:
        infos = self._session.analysis.nodes
        links = self._session.document.links_into(node.id)
        lines = [
            shape_text(shape, infos.get(link.source, NodeInfo()).dtype)
            for link, shape in zip(links, info.input_shapes, strict=False)
        ]
        return "\n".join(lines) or self.tr("nothing wired")

    def _parameters_of_layer(self, node: Node) -> int:
        """Return the weights of the layer, which its first call has in the analysis."""
        infos = self._session.analysis.nodes
        twins = self._session.document.twins_of(node.id)
        return sum(infos.get(twin.id, NodeInfo()).parameters for twin in twins)

    def _sums(self, infos: list[NodeInfo]) -> list[tuple[str, str]]:
        parameters = sum(info.parameters for info in infos)
        memory = memory_text(parameters * BYTES_PER_WEIGHT)
        operations = operations_text(sum(info.multiply_adds for info in infos))
        cost = self.tr("{operations} / sample")
        facts = [(self.tr("Parameters"), f"{count_text(parameters)} · {memory}")]
        facts += [(self.tr("Cost"), cost.format(operations=operations))]
        return facts

    # ------------------------------------------------------------- editing

    def _common_options(self) -> dict[str, Option]:
        """Return the options that all nodes have, alike in kind and range."""
        first, *others = self._types.values()
        return {
            name: option
            for name, option in first.options.items()
            if all(_is_alike(option, kind.options.get(name)) for kind in others)
        }

    def _on_value(self, name: str, value: Json) -> None:
        document = self._session.document
        changes: list[Change] = []
        layers = set()
        for node in self.nodes:
            if node.layer_id not in layers:
                layers.add(node.layer_id)
                changes.append(edits.set_option(document, node.id, name, value))
        label = self.tr("Set {option}").format(option=name)
        self._session.do(
            label,
            changes[0] if len(changes) == 1 else Composite(tuple(changes)),
            merge_key=f"option {name} {' '.join(self._ids)}",
        )

    def _make_unique(self) -> None:
        node = self.nodes[0]
        self._session.do(
            self.tr("Make {name} unique").format(name=node.name),
            edits.make_unique(self._session.document, node.id),
        )


class _NameRow(FormRow):
    """The name of a node: taken over on Return and when the field loses the focus."""

    def __init__(
        self, session: Session, node: str, parent: QWidget | None = None
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(self.tr("name"), self.edit, parent)
        self._session = session
        self._id = node
        self._validity = Validity(self.edit)
        self.set_tip(
            self.tr(
                "Name of the layer, unique in its model. The Keras code, the weights "
                "and the diagram use it."
            )
        )
        self.edit.setAccessibleName(self.tr("name"))
        self.edit.setMaxLength(200)
        self.edit.textEdited.connect(self._check)
        self.edit.editingFinished.connect(self.commit)
        self.edit.installEventFilter(self)

    def refresh(self) -> None:
        """Show the name in the document unless another one is being typed."""
        node = self._session.document.nodes.get(self._id)
        if node is not None and not self.edit.isModified():
            if self.edit.text() != node.name:
                self.edit.setText(node.name)
            self._show_error("")

    def commit(self) -> None:
        """Rename the node to what stands in the field."""
        node = self._session.document.nodes.get(self._id)
        if node is None or not self.edit.isModified():
            return
        change = self._change()
        if change is None:
            return
        self.edit.setModified(False)
        if " ".join(self.edit.text().split()) != node.name:
            label = self.tr("Rename {name}").format(name=node.name)
            self._session.do(label, change)
        self.refresh()

    def _check(self) -> None:
        self._change()

    def _change(self) -> Change | None:
        try:
            change = edits.rename(self._session.document, self._id, self.edit.text())
        except DocumentError as error:
            self._show_error(texts.text_of(error))
            return None
        self._show_error("")
        return change

    def _show_error(self, text: str) -> None:
        self._validity.set(text)
        self.set_error(text)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Bring the name in the document back on Escape."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.edit.isModified()
        ):
            self.edit.setModified(False)
            self.refresh()
            self.edit.selectAll()
            return True
        return super().eventFilter(watched, event)


class _SharedNote(QWidget):
    """Says that a layer is called in several places, and offers to part them."""

    unshare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setWordWrap(True)
        theme.set_kind(self._text, "hint")
        self.button = QPushButton(self.tr("Make unique"))
        self.button.setProperty("compact", True)
        self.button.setToolTip(self.tr("Give this node weights and a name of its own"))
        self.button.clicked.connect(self.unshare_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes().gap)
        row.addWidget(self._text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show by how many nodes the layer is shared; 1 hides the note."""
        text = self.tr("Shared by {count} nodes: one set of weights and options.")
        self._text.setText(text.format(count=count))
        self.setVisible(count > 1)


class _Unset:
    """Marks an option that has its default."""


_UNSET = _Unset()


def _is_alike(a: Option, b: Option | None) -> bool:
    return b is not None and (
        (a.kind.name, a.choices, a.min, a.max, a.optional)
        == (b.kind.name, b.choices, b.min, b.max, b.optional)
    )
