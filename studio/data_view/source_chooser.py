"""Where data can come from: a file, the sets in the box, generated ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.data import SetInfo, builtin_sets, generated_sets, source_kinds
from studio.data_view.set_button import SetButton
from studio.widgets import FlowLayout, SectionHeader


class SourceChooser(QScrollArea):
    """Everything there is to choose from; one click chooses.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    set_chosen = Signal(object)
    """Emitted with the `SetInfo` of a set in the box or a generated one."""
    file_chosen = Signal(object)
    """Emitted with the path of a file."""
    cancelled = Signal()
    """Emitted when the present data are to stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = QLabel()
        theme.set_kind(self._title, "title")
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        theme.set_kind(self._hint, "muted")
        self.open_button = QPushButton()
        """Asks for a file."""
        theme.set_icon(self.open_button, "open")
        self.open_button.clicked.connect(self.ask_for_file)
        self.path_field = QLineEdit()
        """Path of a file; Return opens it."""
        self.path_field.returnPressed.connect(self._on_path)
        self.back_button = QToolButton()
        """Keeps the present data."""
        theme.set_icon(self.back_button, "close", "muted")
        self.back_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back_button.clicked.connect(self.cancelled)
        self.back_button.hide()
        self._in_the_box = SectionHeader()
        self._generated = SectionHeader()
        self.set_buttons: dict[str, SetButton] = {}
        """Buttons by the name of their set."""

        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back_button)
        file_row = QHBoxLayout()
        file_row.setSpacing(theme.sizes().gap)
        file_row.addWidget(self.open_button)
        file_row.addWidget(self.path_field, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        margin = theme.sizes().margin + 2
        column.setContentsMargins(margin, margin - 2, margin, margin)
        column.setSpacing(theme.sizes().gap)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addLayout(file_row)
        column.addSpacing(theme.sizes().gap // 2)
        column.addWidget(self._in_the_box)
        column.addWidget(self._buttons(builtin_sets()))
        column.addSpacing(theme.sizes().gap // 2)
        column.addWidget(self._generated)
        column.addWidget(self._buttons(generated_sets()))
        column.addStretch(1)
        self.setWidget(page)
        self._retranslate()

    def set_can_go_back(self, can_go_back: bool) -> None:
        """Say whether there are data that could stay."""
        self.back_button.setVisible(can_go_back)

    def ask_for_file(self) -> None:
        """Ask for a file with a dialog."""
        suffixes = [s for source in source_kinds().values() for s in source.suffixes]
        patterns = " ".join(f"*{suffix}" for suffix in suffixes)
        data_files = self.tr("Data files ({patterns})").format(patterns=patterns)
        all_files = self.tr("All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open data"), "", f"{data_files};;{all_files}"
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _on_path(self) -> None:
        text = self.path_field.text().strip().strip("\"'")
        if text:
            self.file_chosen.emit(Path(text).expanduser())

    def _buttons(self, infos: Sequence[SetInfo]) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=theme.sizes().gap)
        for info in infos:
            button = SetButton(info)
            button.clicked.connect(
                lambda _=False, info=info: self.set_chosen.emit(info)
            )
            flow.addWidget(button)
            self.set_buttons[info.name] = button
        return box

    def _retranslate(self) -> None:
        title = self.tr("Choose the data")
        self._title.setText(title)
        hint = self.tr(
            "Open a table (CSV, TSV) or arrays (NPZ, NPY), drop a file here, or take "
            "one of the sets below."
        )
        self._hint.setText(hint)
        button = self.tr("Open File...")
        self.open_button.setText(button)
        placeholder = self.tr("or type the path of a file and press Return")
        self.path_field.setPlaceholderText(placeholder)
        path_name = self.tr("Path of a data file")
        self.path_field.setAccessibleName(path_name)
        back = self.tr("Keep the present data")
        self.back_button.setToolTip(back)
        self.back_button.setAccessibleName(back)
        box = self.tr("In the box")
        self._in_the_box.set_text(box)
        generated = self.tr("Generated")
        self._generated.set_text(generated)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
