"""What the right mouse button offers, for cards, wires and the empty canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from studio import theme
from studio.canvas.hits import Hit
from studio.document.problems import Problem
from studio.texts import text_of

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView

_MOST_LETTERS = 90


class ContextMenus(QObject):
    """Makes the menus.

    Parameters
    ----------
    canvas : CanvasView
        Whose menus.
    """

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def menu_for(self, hit: Hit, at: QPoint) -> QMenu:
        """Return the menu for what is under the mouse.

        Parameters
        ----------
        hit : Hit
            What is there.
        at : QPoint
            Where, in the viewport.
        """
        # Keys are shown as text only: shortcuts of a menu would compete with those of
        # the window.
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if hit.kind == "wire":
            self._fill_for_wire(menu, hit, at)
        elif hit.node:
            self._fill_for_node(menu, hit)
        else:
            self._fill_for_canvas(menu, at)
        return menu

    def fixes_menu(self, problems: tuple[Problem, ...]) -> QMenu:
        """Return a menu of the problems of a card or wire with their fixes."""
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_problems(menu, problems)
        return menu

    def _add_problems(self, menu: QMenu, problems: tuple[Problem, ...]) -> None:
        editing = self._canvas.editing
        for problem in problems:
            text = whole = text_of(problem)
            if len(text) > _MOST_LETTERS:
                text = text[: _MOST_LETTERS - 1] + "…"
            title = menu.addAction(text.replace("&", "&&"))
            is_error = problem.severity == "error"
            title.setIcon(
                theme.icon("error", "error")
                if is_error
                else theme.icon("warning", "warning")
            )
            title.setToolTip(whole)
            title.setEnabled(False)
            for fix in problem.fixes:
                action = menu.addAction(text_of(fix).replace("&", "&&"))
                action.triggered.connect(lambda _=False, f=fix: editing.fix(f))
        if problems:
            menu.addSeparator()

    def _fill_for_node(self, menu: QMenu, hit: Hit) -> None:
        canvas = self._canvas
        self._add_problems(menu, canvas.session.analysis.problems_of(hit.node))
        menu.addAction(self.tr("Rename") + "\tF2", lambda: canvas.rename(hit.node))
        if canvas.board.cards[hit.node].is_twin:
            menu.addAction(
                self.tr("Make unique"), lambda: canvas.editing.make_unique(hit.node)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Cut") + "\tCtrl+X", canvas.cut)
        menu.addAction(self.tr("Copy") + "\tCtrl+C", canvas.copy)
        menu.addAction(self.tr("Duplicate") + "\tCtrl+D", canvas.duplicate)
        menu.addAction(
            self.tr("Duplicate as shared layer") + "\tCtrl+Shift+D",
            canvas.duplicate_shared,
        )
        menu.addSeparator()
        menu.addAction(self.tr("Delete") + "\tDel", canvas.delete_selection)
        menu.addAction(
            self.tr("Delete and join neighbours") + "\tCtrl+Del",
            canvas.delete_and_join,
        )

    def _fill_for_wire(self, menu: QMenu, hit: Hit, at: QPoint) -> None:
        canvas = self._canvas
        self._add_problems(menu, canvas.session.analysis.problems_of_link(hit.link))
        menu.addAction(
            self.tr("Insert layer…"),
            lambda: canvas.open_search(at=at, link_id=hit.link),
        )
        menu.addAction(self.tr("Cut wire") + "\tDel", canvas.delete_selection)

    def _fill_for_canvas(self, menu: QMenu, at: QPoint) -> None:
        canvas = self._canvas
        menu.addAction(
            self.tr("Add layer…") + "\tTab", lambda: canvas.open_search(at=at)
        )
        menu.addAction(
            self.tr("Paste") + "\tCtrl+V",
            lambda: canvas.paste(at=canvas.mapToScene(at)),
        )
        menu.addSeparator()
        actions = [
            menu.addAction(self.tr("Select all") + "\tCtrl+A", canvas.select_all),
            menu.addAction(
                self.tr("Tidy up") + "\tCtrl+L",
                lambda: canvas.tidy_up(direction="right"),
            ),
            menu.addAction(
                self.tr("Tidy up, top to bottom"),
                lambda: canvas.tidy_up(direction="down"),
            ),
            menu.addAction(self.tr("Show everything") + "\tHome", canvas.fit_all),
        ]
        for action in actions:
            action.setEnabled(bool(canvas.session.document.nodes))
