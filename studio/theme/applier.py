"""Puts the theme on the program and keeps it in step with the system."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from studio.theme.fonts import families, font
from studio.theme.icons import svg
from studio.theme.palette import palette
from studio.theme.state import notifier
from studio.theme.style_sheet import CONTROLS, style_sheet
from studio.theme.tokens import DARK, LIGHT, SIZES, Theme

Mode = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@cache
def _pictures(theme_name: str) -> Path:
    """Write the pictures inside controls for one theme; style sheets only read files.

    The folder is new for each run and removed at its end, so that an update of the
    program never meets old pictures and two users never share one.
    """
    theme = {t.name: t for t in (LIGHT, DARK)}[theme_name]
    folder = Path(tempfile.mkdtemp(prefix="hornbeam-theme-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, (icon_name, token) in CONTROLS.items():
        text = svg(icon_name, getattr(theme, token))
        if not name.startswith("box_"):
            # At 12 pixels the usual stroke would be thinner than one pixel.
            text = text.replace('stroke-width="1.75"', 'stroke-width="2.25"')
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
    return folder


def choose(mode: Mode, scheme: Qt.ColorScheme, *, was_dark: bool) -> Theme:
    """Return the theme for what was asked for and what the system says.

    Parameters
    ----------
    mode : {"system", "light", "dark"}
        What was asked for.
    scheme : Qt.ColorScheme
        What the system says.
    was_dark : bool
        Whether the palette of the desktop was dark; counts where the system says
        nothing.
    """
    if mode == "system":
        is_unknown = scheme == Qt.ColorScheme.Unknown
        is_dark = was_dark if is_unknown else scheme == Qt.ColorScheme.Dark
    else:
        is_dark = mode == "dark"
    return DARK if is_dark else LIGHT


class _Applier(QObject):
    """Remembers what was asked for and answers changes of the system."""

    def __init__(self) -> None:
        super().__init__()
        self.app: QApplication | None = None
        self.mode: Mode = "system"
        self.text_scale = 1.0
        self.was_dark_before = False
        self.applied: tuple[str, float] | None = None

    def start(self, app: QApplication) -> None:
        """Take over the look of `app`, once."""
        if self.app is app:
            return
        self.app = app
        self.applied = None
        # What the desktop chose, for systems that do not tell Qt their scheme.
        before = app.palette()
        self.was_dark_before = (
            before.color(QPalette.ColorRole.Window).lightness()
            < before.color(QPalette.ColorRole.WindowText).lightness()
        )
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Apply what holds now; does nothing when that is in place already."""
        if self.app is None:
            return
        scheme = self.app.styleHints().colorScheme()
        theme = choose(self.mode, scheme, was_dark=self.was_dark_before)
        if self.applied == (theme.name, self.text_scale):
            return
        self.applied = (theme.name, self.text_scale)
        notifier.theme = theme
        notifier.sizes = SIZES.scaled(self.text_scale)
        self.app.setPalette(palette(theme))
        self.app.setFont(font("base"))
        self.app.setStyleSheet(
            style_sheet(
                theme,
                notifier.sizes,
                _pictures(theme.name),
                families(mono=True),
            )
        )
        notifier.changed.emit(theme)


_applier = _Applier()


def apply(
    app: QApplication, mode: Mode = "system", *, text_scale: float = 1.0
) -> Theme:
    """Give the program its look; call it again at any time to change it.

    Parameters
    ----------
    app : QApplication
        The program.
    mode : {"system", "light", "dark"}, default="system"
        ``"system"`` follows the desktop, also when that changes later.
    text_scale : float, default=1.0
        Size of text and controls, on top of the scale of the screen; 0.75 to 2.

    Returns
    -------
    Theme
        The theme in use.
    """
    _applier.start(app)
    _applier.mode = mode
    _applier.text_scale = min(max(text_scale, 0.75), 2.0)
    # Window frames, native dialogs and the answers of colorScheme() follow this.
    app.styleHints().setColorScheme(_SCHEMES[mode])
    _applier.refresh()
    return notifier.theme


def mode() -> Mode:
    """Return the mode that was asked for last."""
    return _applier.mode
