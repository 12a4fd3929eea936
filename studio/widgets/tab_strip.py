"""Underlined text tabs, alone and with the pages that they lead to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)


class TabStrip(QTabBar):
    """Row of text tabs; the chosen one is underlined in the accent colour.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: list[str] = []
        self._counts: list[int] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_text(self, index: int, text: str) -> None:
        """Set the text of a tab, without its count."""
        self._texts[index] = text
        self._show(index)

    def set_count(self, index: int, count: int) -> None:
        """Show a number behind the text of a tab, such as how many problems wait.

        Parameters
        ----------
        index : int
            Which tab.
        count : int
            The number; 0 shows none.
        """
        self._counts[index] = count
        self._show(index)

    def _show(self, index: int) -> None:
        count = self._counts[index]
        text = self._texts[index]
        self.setTabText(index, f"{text} ({count})" if count else text)
        self.setAccessibleTabName(index, self.tabText(index))

    # Qt overrides

    def tabInserted(self, index: int, /) -> None:
        """Remember the text of a new tab."""
        super().tabInserted(index)
        self._texts.insert(index, self.tabText(index))
        self._counts.insert(index, 0)

    def tabRemoved(self, index: int, /) -> None:
        """Forget the text of a tab."""
        super().tabRemoved(index)
        if index < len(self._texts):
            del self._texts[index], self._counts[index]

    def minimumTabSizeHint(self, index: int, /) -> QSize:
        """Return the full size: tabs scroll, they do not shrink."""
        return self.tabSizeHint(index)


class TabPanel(QWidget):
    """Tabs with one page each.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    current_changed = Signal(int)
    """Emitted with the number of the page that now shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = TabStrip()
        """The tabs."""
        self._pages = QStackedWidget()
        self.corner = QHBoxLayout()
        """Line at the right of the tabs, for buttons."""
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.strip, 1)
        top.addLayout(self.corner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        self.strip.currentChanged.connect(self._on_current_changed)

    def add_page(self, page: QWidget, text: str) -> int:
        """Add a page behind the others, and return its number."""
        self._pages.addWidget(page)
        return self.strip.addTab(text)

    def count(self) -> int:
        """Return the number of pages."""
        return self._pages.count()

    def page(self, index: int) -> QWidget | None:
        """Return a page, or None behind the last one."""
        return self._pages.widget(index)

    def current_page(self) -> QWidget | None:
        """Return the page that shows, or None while there is none."""
        return self._pages.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show a page."""
        self.strip.setCurrentIndex(self._pages.indexOf(page))

    def _on_current_changed(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.current_changed.emit(index)
