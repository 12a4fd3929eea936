"""Colours that can be read, icons that exist, a look that follows light and dark."""

from __future__ import annotations

import gc
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio import theme
from studio.theme.applier import choose
from studio.theme.fonts import CJK_FAMILIES, families
from studio.theme.icons import APP_ICON, ICON_FOLDER, IconRole, svg
from studio.theme.tokens import SHAPE_PAIRS, TEXT_PAIRS, contrast, luminance, mix

BOTH = pytest.mark.parametrize(
    "colors", [theme.LIGHT, theme.DARK], ids=lambda t: t.name
)

NEEDED_ICONS = [
    "play",
    "pause",
    "stop",
    "step",
    "undo",
    "redo",
    "open",
    "save",
    "export",
    "tidy",
    "evaluate",
    "predict",
    "plus",
    "minus",
    "fit",
    "search",
    "close",
    "warning",
    "error",
    "info",
    "check",
    "reset",
    "chevron-right",
    "chevron-down",
    "link",
    "unlink",
    "delete",
    "data",
    "table",
    "image",
    "code",
    "graph",
    "settings",
    "new",
    "folder",
    "copy",
    "sun",
    "moon",
    "image-export",
    "layers",
    "history",
    "lock",
]

SURFACES = ("panel", "canvas", "field", "node")


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication):
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


# ------------------------------------------------------------------ colours


def test_contrast_matches_values_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@BOTH
@pytest.mark.parametrize(("text", "surface"), TEXT_PAIRS)
def test_text_can_be_read(colors: theme.Theme, text: str, surface: str) -> None:
    assert contrast(getattr(colors, text), getattr(colors, surface)) >= 4.5


@BOTH
@pytest.mark.parametrize(("shape", "surface"), SHAPE_PAIRS)
def test_shapes_can_be_seen(colors: theme.Theme, shape: str, surface: str) -> None:
    assert contrast(getattr(colors, shape), getattr(colors, surface)) >= 3


@BOTH
@pytest.mark.parametrize("surface", SURFACES)
def test_curves_and_families_can_be_seen(colors: theme.Theme, surface: str) -> None:
    for color in (*colors.series, *colors.families.values()):
        assert contrast(color, getattr(colors, surface)) >= 3, color


@BOTH
def test_curves_differ_from_each_other(colors: theme.Theme) -> None:
    assert len(set(colors.series)) == len(colors.series) >= 6


def test_both_themes_know_the_same_families() -> None:
    assert theme.LIGHT.families.keys() == theme.DARK.families.keys()
    assert {
        "Inputs & outputs",
        "Core",
        "Recurrent",
        "Convolution",
        "Merge",
        "Regularization",
    } <= theme.LIGHT.families.keys()


@BOTH
def test_every_colour_is_written_in_full(colors: theme.Theme) -> None:
    values = [getattr(colors, f.name) for f in fields(colors)]
    texts = [v for v in values if isinstance(v, str) and v != colors.name]
    for color in (*texts, *colors.series, *colors.families.values()):
        assert re.fullmatch(r"#[0-9a-f]{6}", color)


def test_every_text_colour_is_held_to_a_contrast() -> None:
    texts = {"text", "muted", "link", "error", "warning", "success"}
    texts |= {"accent_text", "tooltip_text"}
    assert texts == {text for text, _ in TEXT_PAIRS}


def test_family_color_falls_back(qapp: QApplication) -> None:
    assert theme.family_color("Recurrent").name() == theme.LIGHT.families["Recurrent"]
    unknown = theme.family_color("Not a category")
    assert unknown.name() == theme.LIGHT.families["Other"]
    theme.apply(qapp, "dark")
    assert theme.family_color("Recurrent").name() == theme.DARK.families["Recurrent"]


def test_series_colors_start_again() -> None:
    count = len(theme.LIGHT.series)
    assert theme.series_color(count + 1) == theme.series_color(1)
    assert theme.with_alpha("#2f6fed", 0.5).alpha() == pytest.approx(128, abs=1)


def test_widgets_name_no_colour_of_their_own() -> None:
    folder = Path(theme.__file__).parents[1] / "widgets"
    for path in folder.glob("*.py"):
        found = re.findall(r"[\"']#[0-9a-fA-F]{3,8}[\"']", path.read_text("utf-8"))
        assert not found, path.name


# ------------------------------------------------------------------- apply


def test_apply_switches_palette_sheet_and_tells(
    qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(theme.notifier.changed) as told:
        assert theme.apply(qapp, "dark") is theme.DARK
    assert told.args == [theme.DARK]
    assert theme.current() is theme.DARK
    assert theme.mode() == "dark"
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window.name() == theme.DARK.window
    assert theme.DARK.accent in qapp.styleSheet()
    assert theme.LIGHT.accent not in qapp.styleSheet()
    theme.apply(qapp, "light")
    assert theme.LIGHT.accent in qapp.styleSheet()


def test_apply_again_changes_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.notifier.changed):
        theme.apply(qapp, "light")


def test_system_mode_asks_the_system() -> None:
    schemes = Qt.ColorScheme
    assert choose("system", schemes.Dark, was_dark=False) is theme.DARK
    assert choose("system", schemes.Light, was_dark=True) is theme.LIGHT
    assert choose("system", schemes.Unknown, was_dark=True) is theme.DARK
    assert choose("system", schemes.Unknown, was_dark=False) is theme.LIGHT
    assert choose("light", schemes.Dark, was_dark=True) is theme.LIGHT
    assert choose("dark", schemes.Light, was_dark=False) is theme.DARK


def test_pictures_of_the_style_sheet_exist(qapp: QApplication) -> None:
    for mode in ("light", "dark"):
        theme.apply(qapp, mode)
        paths = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
        assert len(paths) > 10
        for path in paths:
            assert QSvgRenderer(path).isValid(), path


def test_text_scale_grows_text_and_controls(qapp: QApplication, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.ensurePolished()
    height = edit.sizeHint().height()
    theme.apply(qapp, "light", text_scale=2.0)
    assert theme.font().pixelSize() == 26
    assert edit.sizeHint().height() >= 1.8 * height
    theme.apply(qapp, "light", text_scale=99)
    assert theme.sizes().base == 26  # a broken setting cannot make text gigantic


def test_controls_share_one_height(qtbot: QtBot) -> None:
    edit, button = QLineEdit(), QPushButton("Train")
    for widget in (edit, button):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.sizeHint().height() == theme.sizes().control


def test_primary_button_is_painted_in_the_accent(qtbot: QtBot) -> None:
    button = QPushButton("Train")
    theme.set_kind(button, "primary")
    qtbot.addWidget(button)
    button.resize(120, 32)
    button.show()
    shown = button.grab().toImage().pixelColor(12, 16)
    assert shown.name() == theme.LIGHT.accent
    button.setEnabled(False)
    shown = button.grab().toImage().pixelColor(12, 16)
    assert shown.name() == theme.LIGHT.chip


def test_set_kind_takes_effect_on_a_shown_widget(qtbot: QtBot) -> None:
    label = QLabel("Loss")
    qtbot.addWidget(label)
    label.show()
    before = label.font().pixelSize()
    theme.set_kind(label, "title")
    assert label.font().pixelSize() == theme.sizes().title > before


# ------------------------------------------------------------------- fonts


def test_numbers_stand_in_columns(qapp: QApplication) -> None:
    metrics = QFontMetrics(theme.font("mono"))
    widths = {metrics.horizontalAdvance(letter) for letter in "0123456789(,. )"}
    assert len(widths) == 1


def test_families_are_installed_and_end_in_chinese(qapp: QApplication) -> None:
    for mono in (False, True):
        found = families(mono=mono)
        assert found
        cjk = [name for name in found if name in CJK_FAMILIES]
        if cjk:  # else this machine has no Chinese font at all
            assert found.index(cjk[0]) > 0


# ------------------------------------------------------------------- icons


def test_needed_icons_exist() -> None:
    assert set(NEEDED_ICONS) <= set(theme.icon_names())


@pytest.mark.parametrize("name", theme.icon_names())
def test_icon_is_drawn_in_one_colour_on_the_grid(name: str) -> None:
    source = (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    paints = set(re.findall(r'(?:fill|stroke)="([^"]+)"', source))
    assert paints <= {"none", "currentColor"}
    assert "style=" not in source
    renderer = QSvgRenderer(svg(name, "#ff0000").encode())
    assert renderer.isValid()


@pytest.mark.parametrize("name", theme.icon_names())
def test_icon_shows_something_in_its_role(qapp: QApplication, name: str) -> None:
    image = theme.pixmap(name, "accent", extent=24, ratio=2).toImage()
    accent = QColor(theme.LIGHT.accent)
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert len(solid) > 12
    assert all(
        abs(c.red() - accent.red()) < 8 and abs(c.blue() - accent.blue()) < 8
        for c in solid
    )


def test_missing_icon_says_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"no icon 'nope'.*add nope\.svg"):
        theme.icon("nope")


@pytest.mark.parametrize("role", get_args(IconRole))
def test_every_role_has_a_colour(qapp: QApplication, role: IconRole) -> None:
    assert not theme.icon("play", role).isNull()


def _strongest(icon: QIcon, mode: QIcon.Mode) -> QColor:
    image = icon.pixmap(QSize(16, 16), 1.0, mode).toImage()
    colors = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return max(colors, key=lambda c: c.alpha())


def test_disabled_icon_is_muted(qapp: QApplication) -> None:
    icon = theme.icon("stop")
    assert _strongest(icon, QIcon.Mode.Normal).name() == theme.LIGHT.text
    assert _strongest(icon, QIcon.Mode.Disabled).name() == theme.LIGHT.disabled


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_icon_is_sharp_on_every_screen(qapp: QApplication, ratio: float) -> None:
    picture = theme.icon("save").pixmap(QSize(16, 16), ratio)
    assert picture.width() == round(16 * ratio)
    assert picture.devicePixelRatio() == pytest.approx(ratio)


def test_set_icon_follows_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    action = QAction(button)
    theme.set_icon(action, "stop")
    theme.set_icon(button, "play", "muted")
    theme.set_icon(button, "stop", "error")
    theme.apply(qapp, "dark")
    assert _strongest(action.icon(), QIcon.Mode.Normal).name() == theme.DARK.text
    assert _strongest(button.icon(), QIcon.Mode.Normal).name() == theme.DARK.error


def test_icons_of_the_dead_are_left_alone(qapp: QApplication) -> None:
    for _ in range(20):
        button = QPushButton()
        theme.set_icon(button, "stop")
        button.deleteLater()
    del button
    gc.collect()
    qapp.processEvents()
    theme.apply(qapp, "dark")


def test_family_icon_has_the_colour_of_the_family(qapp: QApplication) -> None:
    color = _strongest(theme.family_icon("Merge"), QIcon.Mode.Normal)
    assert color.name() == theme.LIGHT.families["Merge"]


def test_program_has_an_icon(qapp: QApplication) -> None:
    assert not theme.app_icon().pixmap(64, 64).isNull()
    assert APP_ICON not in theme.icon_names()
