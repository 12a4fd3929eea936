"""How the rows are parted into training, validation and test."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio import theme
from studio.data import DataError, Split
from studio.document import edits
from studio.document.changes import Change, SetSetting
from studio.document.settings import setting
from studio.session import Session
from studio.texts import error_text
from studio.widgets import Choice, ChoiceBox, FlowLayout, IntEdit
from studio.widgets.percent_edit import PercentEdit

_FIELD_WIDTH = 84


class SplitForm(QWidget):
    """Shares, order and seed in one line that wraps, and the numbers of rows below.

    Parameters
    ----------
    session : Session
        Whose document to edit.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.validation = PercentEdit(maximum=0.99)
        """Share of the rows for validation."""
        self.test = PercentEdit(maximum=0.99)
        """Share of the rows for the test."""
        self.seed = IntEdit(minimum=0, maximum=2**32 - 1)
        """Equal seeds choose equal rows."""
        self.method = ChoiceBox()
        """Which rows are chosen."""
        self.shuffle = QCheckBox()
        """Whether training rows come in random order."""
        self._labels = {name: QLabel() for name in ("validation", "test", "seed")}
        self._counts = QLabel()
        self._counts.setWordWrap(True)
        theme.set_kind(self._counts, "hint")

        line = QWidget()
        flow = FlowLayout(line, gap=theme.sizes().gap)
        for name, field in (
            ("validation", self.validation),
            ("test", self.test),
            ("seed", self.seed),
        ):
            field.setFixedWidth(_FIELD_WIDTH)
            theme.set_kind(self._labels[name], "muted")
            flow.addWidget(self._pair(self._labels[name], field))
            field.value_changed.connect(
                lambda value, name=name: self._on_value(name, value)
            )
            # Not the method itself: another document has another history.
            field.editingFinished.connect(lambda: session.history.stop_merging())
        self.method.value_changed.connect(lambda v: self._on_value("method", v))
        self.method.setMinimumContentsLength(12)
        flow.addWidget(self.method)
        self.shuffle.clicked.connect(lambda on: self._on_value("shuffle", on))
        flow.addWidget(self.shuffle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(line)
        column.addWidget(self._counts)

        session.changed.connect(self._on_changed)
        session.document_replaced.connect(self.refresh)
        session.dataset_changed.connect(self.refresh)
        self._retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the split of the document."""
        stored = dict(setting(self._session.document, "split"))
        try:
            split = Split.from_json(stored)
        except DataError as error:
            self._say(error_text(error), is_error=True)
            return
        self.validation.set_value(split.validation)
        self.test.set_value(split.test)
        self.seed.set_value(split.seed)
        self.method.set_value(split.method)
        self.shuffle.setChecked(split.shuffle)
        self._show_counts(split)

    def counts_text(self) -> str:
        """Return what is said about the numbers of rows."""
        return self._counts.text()

    def _show_counts(self, split: Split) -> None:
        dataset = self._session.dataset
        if dataset is None:
            self._say("", is_error=False)
            return
        try:
            rows = split.rows(dataset.n_rows)
        except DataError as error:
            self._say(error_text(error), is_error=True)
            return
        text = self.tr("{train} rows train, {validation} validate, {test} test.")
        self._say(
            text.format(
                train=f"{len(rows.train):,}",
                validation=f"{len(rows.validation):,}",
                test=f"{len(rows.test):,}",
            ),
            is_error=False,
        )

    def _say(self, text: str, *, is_error: bool) -> None:
        theme.set_kind(self._counts, "error" if is_error else "hint")
        self._counts.setText(text)
        self._counts.setVisible(bool(text))

    def _on_value(self, name: str, value: Any) -> None:
        document = self._session.document
        new = {**setting(document, "split"), name: value}
        try:
            Split.from_json(new)
        except DataError as error:
            self._say(error_text(error), is_error=True)
            return
        if value == getattr(Split(), name):
            del new[name]
        if new == setting(document, "split"):
            return
        change = edits.set_setting(document, "split", new)
        self._session.do(self.tr("Change split"), change, f"setting:split.{name}")

    def _on_changed(self, change: Change) -> None:
        if any(isinstance(c, SetSetting) and c.key == "split" for c in change.leaves()):
            self.refresh()

    def _pair(self, label: QLabel, field: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(field)
        label.setBuddy(field)
        return pair

    def _retranslate(self) -> None:
        validation = self.tr("Validation")
        test = self.tr("Test")
        seed = self.tr("Seed")
        for name, text in (("validation", validation), ("test", test), ("seed", seed)):
            self._labels[name].setText(text)
        self.validation.setAccessibleName(validation)
        self.test.setAccessibleName(test)
        self.seed.setAccessibleName(seed)
        shuffle = self.tr("Shuffle")
        self.shuffle.setText(shuffle)
        drawn = self.tr("drawn at random")
        last = self.tr("the last rows")
        self.method.set_choices([Choice("random", drawn), Choice("last", last)])
        tip = self.tr("Which rows are kept for validation and test")
        self.method.setToolTip(tip)
        self.method.setAccessibleName(tip)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()
