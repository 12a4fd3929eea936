"""The table of actions: what the menus, the toolbar and the shortcuts are made of.

An action is declared once; the window gives each id its function. `enabled` says from
the session alone when an action can be used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from studio.session import Session
from studio.texts import text

Enabled = Callable[[Session], bool]
_Standard = QKeySequence.StandardKey


@dataclass(frozen=True)
class Action:
    """One entry of the table.

    Attributes
    ----------
    id : str
        Name for the program, such as ``"edit.undo"``.
    text : str
        English text; translated when shown.
    menu : str
        English title of its menu; ``""`` for none.
    shortcuts : tuple
        Standard keys or texts such as ``"Ctrl+L"``.
    icon : str
        Name of an icon of the theme.
    tip : str
        English sentence for the tool tip.
    enabled : callable
        Whether it can be used now.
    separator : bool
        Whether a line stands above it in the menu.
    canvas_only : bool
        Whether the keys belong to the canvas, so that a text field keeps them.
    """

    id: str
    text: str
    menu: str = ""
    shortcuts: tuple[QKeySequence.StandardKey | str, ...] = ()
    icon: str = ""
    tip: str = ""
    enabled: Enabled = lambda _session: True
    separator: bool = False
    canvas_only: bool = False

    def label(self) -> str:
        """Return the text in the language of the program."""
        return text(self.text)

    def key_sequences(self) -> list[QKeySequence]:
        """Return all shortcuts of this platform."""
        found: list[QKeySequence] = []
        for shortcut in self.shortcuts:
            if isinstance(shortcut, str):
                found.append(QKeySequence(shortcut))
            else:
                found += QKeySequence.keyBindings(shortcut)
        return list(dict.fromkeys(found))


def _has_selection(session: Session) -> bool:
    return bool(session.selection)


def _has_nodes(session: Session) -> bool:
    return bool(session.document.nodes)


def _has_one_node(session: Session) -> bool:
    return len(session.selected_nodes) == 1


def _is_trained(session: Session) -> bool:
    return session.runs.trained is not None and not session.runs.is_active


def _is_valid(session: Session) -> bool:
    return session.analysis.is_valid


def _can_train(session: Session) -> bool:
    return session.runs.state in ("idle", "paused")


def _can_pause(session: Session) -> bool:
    return session.runs.state in ("preparing", "running", "paused")


FILE = "File"
EDIT = "Edit"
VIEW = "View"
MODEL = "Model"
DATA = "Data"
TRAIN = "Train"
HELP = "Help"
MENUS = (FILE, EDIT, VIEW, MODEL, DATA, TRAIN, HELP)
"""Menus in their order."""

ACTIONS: tuple[Action, ...] = (
    Action("file.new", "New", FILE, (_Standard.New,), "new"),
    Action(
        "file.open",
        "Open…",
        FILE,
        (_Standard.Open,),
        "open",
    ),
    Action(
        "file.save",
        "Save",
        FILE,
        (_Standard.Save,),
        "save",
        separator=True,
    ),
    Action(
        "file.save_as",
        "Save As…",
        FILE,
        (_Standard.SaveAs, "Ctrl+Shift+S"),
    ),
    Action(
        "file.export",
        "Export…",
        FILE,
        ("Ctrl+E",),
        "export",
        "Keras script, Keras model, weights or diagram",
        _is_valid,
        separator=True,
    ),
    Action("file.close", "Close", FILE, (_Standard.Close,)),
    Action("file.quit", "Quit", FILE, ("Ctrl+Q",)),
    Action(
        "edit.undo",
        "Undo",
        EDIT,
        (_Standard.Undo,),
        "undo",
        enabled=lambda s: s.history.can_undo,
    ),
    Action(
        "edit.redo",
        "Redo",
        EDIT,
        (_Standard.Redo, "Ctrl+Y", "Ctrl+Shift+Z"),
        "redo",
        enabled=lambda s: s.history.can_redo,
    ),
    Action(
        "edit.cut",
        "Cut",
        EDIT,
        (_Standard.Cut,),
        enabled=_has_selection,
        separator=True,
        canvas_only=True,
    ),
    Action(
        "edit.copy",
        "Copy",
        EDIT,
        (_Standard.Copy,),
        "copy",
        enabled=_has_selection,
        canvas_only=True,
    ),
    Action(
        "edit.paste",
        "Paste",
        EDIT,
        (_Standard.Paste,),
        canvas_only=True,
    ),
    Action(
        "edit.duplicate",
        "Duplicate",
        EDIT,
        ("Ctrl+D",),
        enabled=_has_selection,
        canvas_only=True,
    ),
    Action(
        "edit.duplicate_shared",
        "Duplicate as Shared Layer",
        EDIT,
        ("Ctrl+Shift+D",),
        "link",
        "Call the same layer, with the same weights, again",
        _has_selection,
        canvas_only=True,
    ),
    Action(
        "edit.delete",
        "Delete",
        EDIT,
        (),
        "delete",
        enabled=_has_selection,
    ),
    Action(
        "edit.rename",
        "Rename",
        EDIT,
        ("F2",),
        enabled=_has_one_node,
    ),
    Action(
        "edit.select_all",
        "Select All",
        EDIT,
        (_Standard.SelectAll,),
        enabled=_has_nodes,
        separator=True,
        canvas_only=True,
    ),
    Action(
        "view.zoom_in",
        "Zoom In",
        VIEW,
        (_Standard.ZoomIn, "Ctrl+="),
        "plus",
    ),
    Action(
        "view.zoom_out",
        "Zoom Out",
        VIEW,
        (_Standard.ZoomOut,),
        "minus",
    ),
    Action(
        "view.zoom_reset",
        "Zoom to 100 %",
        VIEW,
        ("Ctrl+0",),
    ),
    Action(
        "view.fit_all",
        "Fit All",
        VIEW,
        ("Home",),
        "fit",
        canvas_only=True,
    ),
    Action(
        "view.fit_selection",
        "Fit Selection",
        VIEW,
        ("F",),
        enabled=_has_selection,
        canvas_only=True,
    ),
    Action(
        "view.full_screen",
        "Full Screen",
        VIEW,
        ("F11",),
        separator=True,
    ),
    Action(
        "model.add",
        "Add Layer…",
        MODEL,
        ("Ctrl+K",),
        "search",
        "Search the layers; Tab on the canvas does it, too",
    ),
    Action(
        "model.tidy_up",
        "Tidy Up",
        MODEL,
        ("Ctrl+L",),
        "tidy",
        "Arrange all layers from left to right",
        _has_nodes,
    ),
    Action(
        "model.problems",
        "Show Problems",
        MODEL,
        (),
        "warning",
        separator=True,
    ),
    Action("model.summary", "Show Summary", MODEL, ()),
    Action("model.code", "Show Code", MODEL, (), "code"),
    Action("data.show", "Choose Data…", DATA, (), "data"),
    Action(
        "train.start",
        "Train",
        TRAIN,
        ("F5", "Ctrl+Return"),
        "play",
        "Train the model, or train on from its weights",
        _can_train,
    ),
    Action(
        "train.pause",
        "Pause",
        TRAIN,
        ("F6",),
        "pause",
        "Halt before the next batch, or go on",
        _can_pause,
    ),
    Action(
        "train.stop",
        "Stop",
        TRAIN,
        ("Shift+F5",),
        "stop",
        "End the run and keep the model",
        lambda s: s.runs.is_active,
    ),
    Action(
        "train.step",
        "Step",
        TRAIN,
        ("F10",),
        "step",
        "Train on one batch, then halt",
        lambda s: s.runs.state in ("idle", "running", "paused"),
    ),
    Action(
        "train.restore_best",
        "Restore Best Epoch",
        TRAIN,
        (),
        "history",
        enabled=lambda s: (
            _is_trained(s)
            and s.runs.trained is not None
            and bool(s.runs.trained.best_weights)
        ),
        separator=True,
    ),
    Action(
        "train.reset",
        "Reset Weights",
        TRAIN,
        (),
        "reset",
        "Forget what was learned; begin anew at next Train",
        _is_trained,
    ),
    Action(
        "train.evaluate",
        "Evaluate",
        TRAIN,
        ("F7",),
        "evaluate",
        "Loss and metrics of the trained model",
        _is_trained,
        separator=True,
    ),
    Action(
        "train.predict",
        "Predict",
        TRAIN,
        ("F8",),
        "predict",
        "Outputs of the trained model for rows of data",
        _is_trained,
    ),
    Action("help.shortcuts", "Shortcuts", HELP, ("F1",)),
    Action("help.about", "About Hornbeam", HELP, ()),
)


def action(action_id: str) -> Action:
    """Return the entry with an id."""
    return next(a for a in ACTIONS if a.id == action_id)
