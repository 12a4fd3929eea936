"""One Input or Output node: which columns it reads, and how they become numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.data import Binding
from studio.document.mime import COLUMNS_MIME, read_columns
from studio.document.model import Node
from studio.document.nodes import OUTPUT
from studio.widgets import Choice, ChoiceBox, ElidedLabel, TagList

MOST_TAGS = 8
"""So many columns show as tags; more are summed up."""
MOST_OFFERED = 200
"""So many columns are in the menu of a node; all can be dragged."""

_DOT = 10
_WIDE = 400


class _FamilyDot(QWidget):
    """Small square in the colour that the node has on the canvas."""

    def __init__(self, category: str) -> None:
        super().__init__()
        self._category = category
        self.setFixedSize(_DOT, _DOT)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.family_color(self._category))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.end()


class RoleRow(QFrame):
    """Name, columns as tags, scale and encoding; columns can be dropped on it.

    Parameters
    ----------
    node : Node
        The node at first; `set_node` shows later states of it.
    parent : QWidget, optional
        Owner.
    """

    columns_wanted = Signal(str, list)
    """Emitted with the node's id and the columns it is to read."""
    binding_wanted = Signal(str, object)
    """Emitted with the node's id and a `Binding` with another scale or encoding."""
    chosen = Signal(str)
    """Emitted with the node's id when it is clicked."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node = node
        self._is_target = False
        self._names: list[str] = []
        self.setAcceptDrops(True)
        theme.set_kind(self, "card")
        category = "Outputs" if node.type == OUTPUT else "Inputs & outputs"
        self._name = ElidedLabel()
        theme.set_kind(self._name, "strong")
        self._shape = QLabel()
        self._shape.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_kind(self._shape, "chip")
        self.tags = TagList()
        """Columns that the node reads."""
        self.tags.tags_changed.connect(self._on_tags)
        self._many_text = ElidedLabel()
        self.clear_button = QPushButton()
        """Unbinds a node that reads many columns."""
        theme.set_kind(self.clear_button, "link")
        self.clear_button.clicked.connect(lambda: self._on_tags([]))
        self._many = QWidget()
        many = QHBoxLayout(self._many)
        many.setContentsMargins(0, 0, 0, 0)
        many.addWidget(self._many_text)
        many.addWidget(self.clear_button)
        many.addStretch(1)
        self._many.hide()
        self.scale = ChoiceBox()
        """How numbers are scaled."""
        self.scale.setMinimumContentsLength(12)
        self.scale.value_changed.connect(self._on_choice)
        self.encoding = ChoiceBox()
        """How classes become numbers."""
        self.encoding.setMinimumContentsLength(12)
        self.encoding.value_changed.connect(self._on_choice)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)

        head = QHBoxLayout()
        head.setSpacing(theme.sizes().gap)
        head.addWidget(_FamilyDot(category))
        head.addWidget(self._name, 1)
        head.addWidget(self._shape)
        choices = QHBoxLayout()
        choices.setSpacing(theme.sizes().gap)
        choices.addWidget(self.scale, 1)
        choices.addWidget(self.encoding, 1)
        self._choices = QWidget()
        self._choices.setLayout(choices)
        choices.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(6)
        self._middle.addWidget(self.tags, 1)
        self._middle.addWidget(self._many, 1)
        self._middle.addWidget(self._choices)
        column.addLayout(self._middle)
        column.addWidget(self._problem)
        self._retranslate()

    def set_node(self, node: Node, shape: str) -> None:
        """Show the present state of the node.

        Parameters
        ----------
        node : Node
            The node.
        shape : str
            Shape of one sample as text, empty when it is not known.
        """
        self.node = node
        self._name.setText(node.name)
        self.setAccessibleName(node.name)
        self._shape.setText(shape)
        self._shape.setVisible(bool(shape))
        binding = self.binding()
        columns = list(binding.columns) if binding else []
        has_many = len(columns) > MOST_TAGS
        self.tags.setVisible(not has_many)
        self._many.setVisible(has_many)
        self.tags.set_tags([] if has_many else columns)
        if has_many:
            text = self.tr("{count} columns, {first} to {last}")
            self._many_text.setText(
                text.format(
                    count=f"{len(columns):,}", first=columns[0], last=columns[-1]
                )
            )
        self._choices.setVisible(binding is not None)
        if binding is not None:
            self.scale.set_value(binding.scale)
            self.encoding.set_value(binding.encoding)

    def set_problem(self, text: str, *, is_error: bool) -> None:
        """Show what is wrong with the node's data; an empty text shows nothing."""
        theme.set_kind(self._problem, "error" if is_error else "hint")
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def problem(self) -> str:
        """Return what is shown as wrong."""
        return self._problem.text()

    def set_columns(self, names: Sequence[str], numeric: bool, classes: bool) -> None:
        """Say what can be bound, and which settings make sense for what is bound.

        Parameters
        ----------
        names : sequence of str
            All columns of the data.
        numeric, classes : bool
            Whether numbers, or classes, are among the bound columns.
        """
        if list(names) != self._names:
            self._names = list(names)
            self.tags.set_suggestions(names[:MOST_OFFERED])
        self.scale.setVisible(numeric)
        self.encoding.setVisible(classes)
        has_binding = self.binding() is not None
        self._choices.setVisible(has_binding and (numeric or classes))

    def binding(self) -> Binding | None:
        """Return the node's binding, None without one."""
        stored = self.node.binding
        if not stored or not stored.get("columns"):
            return None
        try:
            return Binding.from_json(stored)
        except ValueError:  # written by a later version
            return Binding(tuple(str(c) for c in stored["columns"]))

    def _on_tags(self, columns: list[str]) -> None:
        self.columns_wanted.emit(self.node.id, columns)

    def _on_choice(self) -> None:
        binding = self.binding()
        if binding is not None:
            wanted = Binding(
                binding.columns,
                self.scale.value(),  # type: ignore[arg-type]
                self.encoding.value(),  # type: ignore[arg-type]
            )
            self.binding_wanted.emit(self.node.id, wanted)

    def _retranslate(self) -> None:
        unscaled = self.tr("not scaled")
        standard = self.tr("mean 0, deviation 1")
        unit = self.tr("scaled to 0..1")
        self.scale.set_choices(
            [
                Choice("none", unscaled),
                Choice("standardize", standard),
                Choice("minmax", unit),
            ]
        )
        scale_tip = self.tr("How numbers are scaled, learned on the training rows")
        self.scale.setToolTip(scale_tip)
        self.scale.setAccessibleName(scale_tip)
        automatic = self.tr("auto-encoded")
        index = self.tr("class number")
        one_hot = self.tr("one-hot")
        self.encoding.set_choices(
            [
                Choice("auto", automatic),
                Choice("index", index),
                Choice("one_hot", one_hot),
            ]
        )
        encoding_tip = self.tr("How classes become numbers")
        self.encoding.setToolTip(encoding_tip)
        self.encoding.setAccessibleName(encoding_tip)
        clear = self.tr("Clear")
        self.clear_button.setText(clear)
        tip = self.tr("Drag columns here, or press Add")
        self.tags.setToolTip(tip)

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Select the node."""
        super().mousePressEvent(event)
        self.chosen.emit(self.node.id)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Light up for columns."""
        if event.mimeData().hasFormat(COLUMNS_MIME):
            event.acceptProposedAction()
            self._set_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        """Go out again."""
        super().dragLeaveEvent(event)
        self._set_target(False)

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Read the columns that were dropped; Shift adds them to those there are."""
        self._set_target(False)
        raw = event.mimeData().data(COLUMNS_MIME).data()
        columns = read_columns(bytes(raw))
        if not columns:
            return
        event.acceptProposedAction()
        binding = self.binding()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and binding:
            kept = [c for c in binding.columns if c not in columns]
            columns = [*kept, *columns]
        self.columns_wanted.emit(self.node.id, columns)

    def _set_target(self, is_target: bool) -> None:
        self._is_target = is_target
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint a strong edge while columns hover."""
        super().paintEvent(event)
        if self._is_target:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 7, 7)
            painter.end()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Put the settings beside the columns where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE
        self._middle.setDirection(
            QBoxLayout.Direction.LeftToRight
            if is_wide
            else QBoxLayout.Direction.TopToBottom
        )

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
