"""Colours and sizes by meaning, for light and dark; the only place that names a colour.

No Qt here: a colour is a ``"#rrggbb"`` text, which Qt, style sheets and plots all read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FALLBACK_FAMILY = "Other"
"""Family whose colour stands in for a category that has none of its own."""


@dataclass(frozen=True)
class Theme:
    """One set of colours.

    Each name says what the colour is for. `TEXT_PAIRS` and `SHAPE_PAIRS` say which
    colours meet, and a test holds them to the contrasts of WCAG 2.1.
    """

    name: str
    is_dark: bool

    # Surfaces, from the back to the front.
    window: str
    panel: str
    canvas: str
    status: str
    field: str
    chip: str
    hover: str
    pressed: str
    selection: str
    tooltip: str
    node: str

    # Lines.
    border: str
    border_strong: str
    node_border: str
    grid_dot: str
    plot_grid: str
    wire: str
    scroll: str
    shadow: str

    # Text.
    text: str
    muted: str
    disabled: str
    link: str
    tooltip_text: str

    # The one accent.
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    focus: str

    # Messages: the text or icon, and a calm background for it.
    error: str
    error_background: str
    warning: str
    warning_background: str
    success: str
    success_background: str
    info_background: str

    # Plots: one colour a curve, in the order in which curves appear.
    series: tuple[str, ...]

    # Layer families, by category.
    families: Mapping[str, str] = dataclasses.field(hash=False)


LIGHT = Theme(
    name="light",
    is_dark=False,
    window="#ffffff",
    panel="#ffffff",
    canvas="#f5f6f8",
    status="#fafbfc",
    field="#fafbfc",
    chip="#eef1f5",
    hover="#f1f3f6",
    pressed="#e6e9ee",
    selection="#e3ecfd",
    tooltip="#1b2430",
    node="#ffffff",
    border="#e2e5ea",
    border_strong="#808b9b",
    node_border="#e2e5ea",
    grid_dot="#d5d9e0",
    plot_grid="#eef0f3",
    wire="#8a94a6",
    scroll="#c9d0d9",
    shadow="#1b2430",
    text="#1b2430",
    muted="#5a6675",
    disabled="#a3adb9",
    link="#2459c9",
    tooltip_text="#f5f6f8",
    accent="#2f6fed",
    accent_hover="#2560d8",
    accent_pressed="#1e52bd",
    accent_text="#ffffff",
    focus="#2f6fed",
    error="#b42318",
    error_background="#fdf0ef",
    warning="#8a5200",
    warning_background="#fdf6e8",
    success="#0e7050",
    success_background="#ecf8f2",
    info_background="#eef4fe",
    series=(
        "#2f6fed",
        "#e8590c",
        "#0e9384",
        "#c11574",
        "#7a5af8",
        "#2b8a3e",
        "#9a6700",
        "#475467",
    ),
    families=MappingProxyType(
        {
            "Inputs & outputs": "#0e9384",
            "Outputs": "#2b8a3e",
            "Core": "#2f6fed",
            "Recurrent": "#7a5af8",
            "Convolution": "#e8590c",
            "Merge": "#c11574",
            "Regularization": "#667085",
            "Pooling": "#c4661f",
            "Attention": "#8f5b00",
            "Normalization": "#0b7fab",
            "Activation": "#a08200",
            "Reshaping": "#4e6e8e",
            "Preprocessing": "#5d7052",
            FALLBACK_FAMILY: "#8b6f47",
        }
    ),
)

DARK = Theme(
    name="dark",
    is_dark=True,
    window="#1b1f26",
    panel="#1b1f26",
    canvas="#14171c",
    status="#20252d",
    field="#20252d",
    chip="#2b313b",
    hover="#262c35",
    pressed="#303742",
    selection="#263552",
    tooltip="#303742",
    node="#232932",
    border="#2c323c",
    border_strong="#75808f",
    node_border="#2f3641",
    grid_dot="#2a303a",
    plot_grid="#272d36",
    wire="#798394",
    scroll="#454d5a",
    shadow="#000000",
    text="#e7eaee",
    muted="#a3adba",
    disabled="#5e6878",
    link="#8ab0ff",
    tooltip_text="#e7eaee",
    accent="#6c9bff",
    accent_hover="#85acff",
    accent_pressed="#5988ec",
    accent_text="#0b1424",
    focus="#6c9bff",
    error="#ff8f85",
    error_background="#35212a",
    warning="#f2b155",
    warning_background="#352b1d",
    success="#4cc38a",
    success_background="#1b322a",
    info_background="#1f2c45",
    series=(
        "#6c9bff",
        "#ff8a4c",
        "#2fc0ae",
        "#f068b4",
        "#a592ff",
        "#5cc272",
        "#e0b040",
        "#a3afc2",
    ),
    families=MappingProxyType(
        {
            "Inputs & outputs": "#20a595",
            "Outputs": "#45a858",
            "Core": "#4f86f7",
            "Recurrent": "#8f75fa",
            "Convolution": "#f0722e",
            "Merge": "#e0479e",
            "Regularization": "#8590a6",
            "Pooling": "#e8935a",
            "Attention": "#c99a3f",
            "Normalization": "#3fa9d6",
            "Activation": "#c9ae2e",
            "Reshaping": "#86a3c0",
            "Preprocessing": "#93a886",
            FALLBACK_FAMILY: "#b08e5c",
        }
    ),
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        (text, surface)
        for text in ("text", "muted")
        for surface in (
            "window",
            "panel",
            "canvas",
            "status",
            "field",
            "chip",
            "hover",
            "selection",
            "node",
            "error_background",
            "warning_background",
            "success_background",
            "info_background",
        )
    ),
    ("text", "pressed"),
    *(
        (text, surface)
        for text in ("link", "error", "warning", "success")
        for surface in ("window", "panel", "canvas", "status", "field", "chip", "node")
    ),
    ("link", "selection"),
    ("link", "info_background"),
    ("error", "error_background"),
    ("warning", "warning_background"),
    ("success", "success_background"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("accent_text", "accent_pressed"),
    ("tooltip_text", "tooltip"),
)
"""Text and the surface it stands on: contrast of at least 4.5."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("border_strong", "panel"),
    ("border_strong", "field"),
    ("focus", "panel"),
    ("focus", "canvas"),
    ("focus", "field"),
    ("accent", "panel"),
    ("accent", "canvas"),
)
"""Shapes that carry a meaning and the surface around: contrast of at least 3."""


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.1.

    Parameters
    ----------
    color : str
        ``"#rrggbb"``.

    Returns
    -------
    float
        0 for black, 1 for white.
    """

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.1, 1 to 21.

    Parameters
    ----------
    first, second : str
        ``"#rrggbb"``, in any order.
    """
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Return a colour between two.

    Parameters
    ----------
    first, second : str
        ``"#rrggbb"``.
    share : float
        How much of `second`, 0 to 1.
    """
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@dataclass(frozen=True)
class Sizes:
    """Lengths and letter heights in device independent pixels.

    Nothing in the program fixes a width; these are heights, gaps and radii.
    """

    base: int = 13
    small: int = 12
    mono: int = 12
    title: int = 15
    icon: int = 16
    control: int = 28
    radius: int = 6
    gap: int = 8
    margin: int = 12
    node_title: int = 12
    node_text: int = 11

    def scaled(self, factor: float) -> Sizes:
        """Return the same sizes, times `factor`, each at least 1."""
        return Sizes(
            **{
                name: max(1, round(getattr(self, name) * factor))
                for name in self.__dataclass_fields__
            }
        )


SIZES = Sizes()
