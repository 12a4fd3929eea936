"""What each key does on the canvas, as a table.

Keys that the table of actions has, too, are here all the same: the canvas works without
a window around it, and a shortcut of the window takes its key before the canvas sees
it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from studio.canvas import walking
from studio.canvas.geometry import GRID

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView

NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
MODIFIERS = CTRL | SHIFT | ALT | Qt.KeyboardModifier.MetaModifier

_Key = Qt.Key
Command = Callable[[], None]


class KeyTable:
    """Finds the command of a key.

    Parameters
    ----------
    canvas : CanvasView
        What the commands act on.
    """

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas
        commands: dict[tuple[Qt.Key, Qt.KeyboardModifier], Command] = {
            (_Key.Key_Delete, NO_KEYS): canvas.delete_selection,
            (_Key.Key_Backspace, NO_KEYS): canvas.delete_selection,
            (_Key.Key_X, NO_KEYS): canvas.delete_selection,
            (_Key.Key_Delete, CTRL): canvas.delete_and_join,
            (_Key.Key_Backspace, CTRL): canvas.delete_and_join,
            (_Key.Key_C, CTRL): canvas.copy,
            (_Key.Key_X, CTRL): canvas.cut,
            (_Key.Key_V, CTRL): canvas.paste,
            (_Key.Key_V, CTRL | SHIFT): lambda: canvas.paste(keeps_inputs=True),
            (_Key.Key_D, CTRL): canvas.duplicate,
            (_Key.Key_D, CTRL | SHIFT): canvas.duplicate_shared,
            (_Key.Key_A, CTRL): canvas.select_all,
            (_Key.Key_I, CTRL): canvas.select_inverse,
            (_Key.Key_L, NO_KEYS): lambda: self._select_related(is_upstream=True),
            (_Key.Key_L, SHIFT): lambda: self._select_related(is_upstream=False),
            (_Key.Key_L, CTRL): canvas.tidy_up,
            (_Key.Key_F2, NO_KEYS): canvas.rename_selected,
            (_Key.Key_Home, NO_KEYS): canvas.fit_all,
            (_Key.Key_F, NO_KEYS): canvas.fit_selection,
            (_Key.Key_0, CTRL): canvas.zoom_reset,
            (_Key.Key_Plus, CTRL): canvas.zoom_in,
            (_Key.Key_Equal, CTRL): canvas.zoom_in,
            (_Key.Key_Minus, CTRL): canvas.zoom_out,
            (_Key.Key_Tab, NO_KEYS): canvas.open_search,
            (_Key.Key_Left, NO_KEYS): lambda: self._walk("back"),
            (_Key.Key_Right, NO_KEYS): lambda: self._walk("on"),
            (_Key.Key_Up, NO_KEYS): lambda: self._walk("up"),
            (_Key.Key_Down, NO_KEYS): lambda: self._walk("down"),
            (_Key.Key_Left, ALT): lambda: self._nudge(-GRID, 0.0),
            (_Key.Key_Right, ALT): lambda: self._nudge(GRID, 0.0),
            (_Key.Key_Up, ALT): lambda: self._nudge(0.0, -GRID),
            (_Key.Key_Down, ALT): lambda: self._nudge(0.0, GRID),
        }
        self._commands = {(int(k), m.value): c for (k, m), c in commands.items()}

    def command(self, event: QKeyEvent) -> Command | None:
        """Return what a key does; None if it means nothing here."""
        modifiers = event.modifiers() & MODIFIERS
        if event.key() == _Key.Key_Plus:
            modifiers &= ~SHIFT  # where the plus sign is a shifted key
        return self._commands.get((event.key(), modifiers.value))

    def _nudge(self, dx: float, dy: float) -> None:
        canvas = self._canvas
        canvas.editing.nudge(canvas.session.selected_nodes, dx, dy)

    def _walk(self, step: walking.Step) -> None:
        """Select the next node in a direction."""
        canvas = self._canvas
        found = walking.next_node(
            canvas.session.document,
            canvas.session.selected_nodes,
            step,
            is_vertical=canvas.board.is_vertical,
        )
        if found:
            canvas.session.select([found])
            canvas.camera.show(canvas.board.content_rect([found]))

    def _select_related(self, *, is_upstream: bool) -> None:
        session = self._canvas.session
        session.select(
            walking.related(
                session.document, session.selected_nodes, is_upstream=is_upstream
            )
        )
