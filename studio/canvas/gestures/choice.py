"""Which gesture a press of a mouse button begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from studio.canvas.editing import LooseEnd
from studio.canvas.gestures.cut_wires import CutGesture
from studio.canvas.gestures.draw_wire import WireGesture
from studio.canvas.gestures.gesture import Gesture, Pointer
from studio.canvas.gestures.move_cards import MoveGesture
from studio.canvas.gestures.pan import PanGesture
from studio.canvas.gestures.select_box import BoxGesture
from studio.canvas.gestures.select_wire import WireClick
from studio.canvas.hits import Hit

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


def gesture_for(
    view: CanvasView, button: Qt.MouseButton, at: Pointer, *, pans: bool
) -> Gesture | None:
    """Return the gesture, or None if the press is all there is to it.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    button : Qt.MouseButton
        The button.
    at : Pointer
        Where it went down.
    pans : bool
        Whether the left button moves the view, as it does while Space is held.
    """
    if button == Qt.MouseButton.MiddleButton:
        return PanGesture(view, at)
    if button == Qt.MouseButton.RightButton:
        if at.has(_CTRL):
            return CutGesture(view, at)
        return PanGesture(view, at, opens_menu=True)
    if button != Qt.MouseButton.LeftButton:
        return None
    if pans:
        return PanGesture(view, at)
    hit = view.hit(at)
    if hit.is_port:
        return _at_port(view, hit, at)
    if hit.kind == "badge":
        view.open_fixes(hit, at)
        return None
    if hit.kind == "wire":
        if hit.end is not None and not (at.has(_SHIFT) or at.has(_CTRL)):
            return WireGesture(view, at, _loosened(view, hit))
        return WireClick(view, at, hit.link)
    if hit.node:
        return MoveGesture(view, at, hit.node)
    return BoxGesture(view, at)


def _at_port(view: CanvasView, hit: Hit, at: Pointer) -> Gesture | None:
    is_output = hit.kind == "output"
    links = view.editing.links_at(hit.node, hit.port, is_output=is_output)
    if at.has(_ALT):
        view.editing.cut(links)
        return None
    if not is_output and links:
        link = view.session.document.links[links[0]]
        wire = LooseEnd(link.source, link.source_port, True, link)
        return WireGesture(view, at, wire)
    return WireGesture(view, at, LooseEnd(hit.node, hit.port, is_output))


def _loosened(view: CanvasView, hit: Hit) -> LooseEnd:
    link = view.session.document.links[hit.link]
    if hit.end == "target":
        return LooseEnd(link.source, link.source_port, True, link)
    return LooseEnd(link.target, link.target_port, False, link)
