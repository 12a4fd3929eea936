"""Which columns feed which Input and Output, one card a node."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio import theme
from studio.data import Binding, DataError, Field
from studio.data.binding_edits import bind_columns, set_binding
from studio.data_view.role_row import RoleRow
from studio.document import edits
from studio.document.changes import Change
from studio.document.model import Node
from studio.document.nodes import INPUT, OUTPUT
from studio.session import Session
from studio.texts import error_text, text_of
from studio.widgets import format_shape


class RolesPanel(QWidget):
    """Cards for all Inputs and Outputs of the document.

    Parameters
    ----------
    session : Session
        Whose document and data to edit.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: dict[str, RoleRow] = {}
        """Cards by id of the node, Inputs first."""
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        theme.set_kind(self._hint, "hint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.sizes().gap)
        self._column.addWidget(self._hint)
        session.analysed.connect(self.refresh)
        self._retranslate()
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show the nodes of the document as they are."""
        document = self._session.document
        nodes = [*document.nodes_of_type(INPUT), *document.nodes_of_type(OUTPUT)]
        if [node.id for node in nodes] != list(self.rows):
            self._rebuild(nodes)
        for node in nodes:
            self._show_node(self.rows[node.id], node)
        self._hint.setVisible(not nodes)

    def bind(self, node_id: str, columns: list[str]) -> bool:
        """Bind columns to a node with all they bring, as one step.

        Parameters
        ----------
        node_id : str
            Id of an Input or Output.
        columns : list of str
            Names of columns; none unbinds.

        Returns
        -------
        bool
            False if they cannot be bound; the user has been told why.
        """
        session = self._session
        node = session.document.nodes.get(node_id)
        if node is None or node.type not in (INPUT, OUTPUT):
            return False
        if session.dataset is None and columns:
            message = self.tr("There is no data yet. Choose a data source first.")
            session.report(message, "warning")
            return False
        try:
            if columns and session.dataset is not None:
                change: Change = bind_columns(
                    session.document, node_id, session.dataset, columns
                )
            else:
                change = edits.bind(session.document, node_id, None)
        except DataError as error:
            session.report(error_text(error), "warning")
            self.refresh()
            return False
        label = self.tr("Bind data to {name}").format(name=node.name)
        return session.do(label, change)

    def _set_binding(self, node_id: str, binding: Binding) -> None:
        session = self._session
        if session.dataset is None:
            return
        try:
            change = set_binding(session.document, node_id, session.dataset, binding)
        except DataError as error:
            session.report(error_text(error), "warning")
            self.refresh()
            return
        name = session.document.nodes[node_id].name
        session.do(self.tr("Change data of {name}").format(name=name), change)

    def _rebuild(self, nodes: list[Node]) -> None:
        for node_id in set(self.rows) - {node.id for node in nodes}:
            row = self.rows.pop(node_id)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        old = self.rows
        self.rows = {}
        for place, node in enumerate(nodes, 1):
            row = old.get(node.id) or self._new_row(node)
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            self.rows[node.id] = row

    def _new_row(self, node: Node) -> RoleRow:
        row = RoleRow(node)
        row.columns_wanted.connect(self.bind)
        row.binding_wanted.connect(self._set_binding)
        row.chosen.connect(lambda node_id: self._session.select([node_id]))
        return row

    def _show_node(self, row: RoleRow, node: Node) -> None:
        session = self._session
        info = session.analysis.nodes.get(node.id)
        shapes = () if info is None else (*info.output_shapes, *info.input_shapes)
        shape = format_shape(shapes[0][1:]) if shapes and shapes[0] else ""
        row.set_node(node, shape)
        fields = {} if session.dataset is None else session.dataset.fields
        binding = row.binding()
        bound = [fields[c] for c in binding.columns if c in fields] if binding else []
        row.set_columns(
            list(fields),
            any(field.kind not in ("category", "text", "tokens") for field in bound),
            any(_can_be_classes(field) for field in bound),
        )
        problems = session.analysis.problems_of(node.id)
        about_data = [p for p in problems if binding is not None or not p.link]
        if about_data:
            worst = about_data[0]
            row.set_problem(text_of(worst), is_error=worst.severity == "error")
        else:
            row.set_problem("", is_error=False)

    def _retranslate(self) -> None:
        hint = self.tr(
            "The model has no Input and no Output yet. Drag them onto the canvas; "
            "here you choose what they read."
        )
        self._hint.setText(hint)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _can_be_classes(field: Field) -> bool:
    """Whether there is a choice of encodings for a column."""
    if field.kind in ("category", "text"):
        return True
    return field.kind == "numeric" and field.integral and not field.shape
