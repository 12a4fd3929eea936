"""Icons by name, coloured by the theme.

The pictures are SVG files in ``resources/icons`` that draw with ``currentColor``.
`icon` gives a finished picture of the moment; `set_icon` keeps one up to date when the
theme changes. Icons are plain pixmaps on purpose: an icon engine written in Python dies
with a segmentation fault when Qt copies the icon (PySide6 6.8.3 to 6.12.0).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.theme.colors import family_color
from studio.theme.state import current, notifier

IconRole = Literal[
    "text",
    "muted",
    "accent",
    "on-accent",
    "link",
    "error",
    "warning",
    "success",
    "disabled",
    "tooltip",
]

ICON_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
APP_ICON = "hornbeam"

_TOKENS: dict[str, str] = {"on-accent": "accent_text", "tooltip": "tooltip_text"}

# 16 and 20 pixels at 100, 125, 150, 200 and 300 %, and the large ones of empty lists.
_EXTENTS = (16, 20, 24, 32, 40, 48, 64, 96)


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, without the icon of the program."""
    return tuple(
        sorted(p.stem for p in ICON_FOLDER.glob("*.svg") if p.stem != APP_ICON)
    )


@cache
def _source(name: str) -> str:
    path = ICON_FOLDER / f"{name}.svg"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(
            f"There is no icon {name!r} in {ICON_FOLDER}. "
            f"Use one of {', '.join(icon_names())}, or add {name}.svg."
        ) from None


def svg(name: str, color: str) -> str:
    """Return the text of an icon, drawn in one colour.

    Parameters
    ----------
    name : str
        Name of the icon.
    color : str
        ``"#rrggbb"``.

    Raises
    ------
    ValueError
        If there is no such icon.
    """
    return _source(name).replace("currentColor", color)


def render(source: str, extent: int) -> QPixmap:
    """Draw a square SVG.

    Parameters
    ----------
    source : str
        The SVG.
    extent : int
        Width and height in device pixels, >= 1.
    """
    image = QImage(extent, extent, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    renderer.render(painter, QRectF(0, 0, extent, extent))
    painter.end()
    return QPixmap.fromImage(image)


@cache
def _colored(name: str, color: str, disabled: str) -> QIcon:
    result = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled)):
        for extent in _EXTENTS:
            result.addPixmap(render(svg(name, shade), extent), mode)
    return result


def icon(name: str, role: IconRole = "text") -> QIcon:
    """Return an icon in the colours of the theme in use.

    Parameters
    ----------
    name : str
        Name of the icon, see `icon_names`.
    role : str, default="text"
        Which colour; ``"on-accent"`` stands on the accent.

    Raises
    ------
    ValueError
        If there is no such icon.
    """
    theme = current()
    return _colored(name, getattr(theme, _TOKENS.get(role, role)), theme.disabled)


def pixmap(
    name: str, role: IconRole = "text", *, extent: int = 16, ratio: float = 1.0
) -> QPixmap:
    """Return an icon as a picture for labels and painters.

    Parameters
    ----------
    name : str
        Name of the icon.
    role : str, default="text"
        Which colour.
    extent : int, default=16
        Width and height in device independent pixels.
    ratio : float, default=1.0
        Device pixel ratio of the screen.
    """
    theme = current()
    color = getattr(theme, _TOKENS.get(role, role))
    result = render(svg(name, color), max(1, round(extent * ratio)))
    result.setDevicePixelRatio(ratio)
    return result


@cache
def _swatch(color: str) -> QIcon:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<rect x="2" y="2" width="20" height="20" rx="6" fill="{color}"/></svg>'
    )
    result = QIcon()
    for extent in (10, 12, *_EXTENTS):
        result.addPixmap(render(source, extent))
    return result


def family_icon(category: str) -> QIcon:
    """Return a small square in the colour of a layer family, for lists and titles.

    Parameters
    ----------
    category : str
        Category as a layer declares it.
    """
    return _swatch(family_color(category).name())


class _Binding(QObject):
    """Gives its parent the icon anew when the theme changes; dies with the parent."""

    def __init__(self, target: QObject, name: str, role: IconRole) -> None:
        super().__init__(target)
        self.name = name
        self.role = role
        notifier.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        target = cast("_HasIcon", self.parent())
        target.setIcon(icon(self.name, self.role))


def set_icon(target: QObject, name: str, role: IconRole = "text") -> None:
    """Give an action or button an icon that follows the theme.

    Parameters
    ----------
    target : QAction or QAbstractButton
        Anything with ``setIcon``; calling again replaces the icon.
    name : str
        Name of the icon.
    role : str, default="text"
        Which colour.
    """
    for child in target.children():
        if isinstance(child, _Binding):
            child.name, child.role = name, role
            child.refresh()
            return
    _Binding(target, name, role)


@cache
def app_icon() -> QIcon:
    """Return the icon of the program, for windows and the task bar."""
    result = QIcon()
    for extent in (16, 20, 24, 32, 48, 64, 128, 256):
        result.addPixmap(render(_source(APP_ICON), extent))
    return result


def icon_size(extent: int) -> QSize:
    """Return a square size, for ``setIconSize``."""
    return QSize(extent, extent)
