"""The one style sheet of the program, made from the tokens.

Looks that a class does not tell are asked for with the property ``kind``, see
`studio.theme.kinds`. Rules stand in the order: text, buttons, fields, choices, tabs,
lists and tables, menus, frames of the window, small parts.

Two properties of Qt's style sheets shape the rules: a border that grows must take its
pixel from the padding, or the text jumps; and a bold selected tab is cut off, because
Qt measures it in regular letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from string import Template

from studio.theme.tokens import Sizes, Theme, mix

_SHEET = Template("""
/* ---- text ---- */
QWidget { color: $text; }
QWidget:disabled { color: $disabled; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="hint"] { color: $muted; font-size: ${small}px; }
QLabel[kind="section"] {
    color: $muted; font-size: ${small}px; font-weight: 600;
}
QLabel[kind="mono"], QLineEdit[kind="mono"], QAbstractScrollArea[kind="mono"] {
    font-family: $mono_families; font-size: ${mono}px;
}
QLabel[kind="error"] { color: $error; }
QLabel[kind="warning"] { color: $warning; }
QLabel[kind="success"] { color: $success; }
QLabel[kind="chip"] {
    background: $chip; color: $muted; border-radius: ${radius_small}px;
    padding: 1px 5px; font-family: $mono_families; font-size: ${small}px;
}
QLabel[kind]:disabled { color: $disabled; }
QToolTip {
    background: $tooltip; color: $tooltip_text; border: 1px solid $tooltip;
    padding: 4px 6px;
}

/* ---- buttons ---- */
QPushButton, QToolBar QToolButton, QToolButton[kind="bordered"] {
    background: $panel; color: $text; border: 1px solid $border;
    border-radius: ${radius}px; padding: 3px 13px; min-height: ${inner}px;
}
QPushButton[compact="true"], QToolButton[kind="bordered"], QToolBar QToolButton {
    padding: 3px 8px;
}
/* Qt leaves two spaces behind the text of a button with an icon. */
QToolButton[kind="bordered"][toolButtonStyle="2"],
QToolBar QToolButton[toolButtonStyle="2"] {
    padding: 3px 5px 3px 11px;
}
QPushButton:hover, QToolBar QToolButton:hover, QToolButton[kind="bordered"]:hover {
    background: $hover;
}
QPushButton:pressed, QToolBar QToolButton:pressed,
QToolButton[kind="bordered"]:pressed,
QPushButton:checked, QToolBar QToolButton:checked,
QToolButton[kind="bordered"]:checked {
    background: $pressed;
}
QPushButton:focus, QToolBar QToolButton:focus, QToolButton[kind="bordered"]:focus {
    border: 2px solid $focus; padding: 2px 12px;
}
QPushButton[compact="true"]:focus, QToolButton[kind="bordered"]:focus,
QToolBar QToolButton:focus {
    padding: 2px 7px;
}
QToolButton[kind="bordered"][toolButtonStyle="2"]:focus,
QToolBar QToolButton[toolButtonStyle="2"]:focus {
    padding: 2px 4px 2px 10px;
}
QPushButton:disabled, QToolBar QToolButton:disabled,
QToolButton[kind="bordered"]:disabled {
    color: $disabled; background: $panel; border-color: $border;
}

QPushButton[kind="primary"], QToolBar QToolButton[kind="primary"],
QToolButton[kind="primary"], QDialog QPushButton:default {
    background: $accent; color: $accent_text; border: 1px solid $accent;
    border-radius: ${radius}px; padding: 3px 15px; min-height: ${inner}px;
}
/* Not the default button of a dialog: Qt measures it in regular letters. */
QPushButton[kind="primary"], QToolButton[kind="primary"] { font-weight: 600; }
QToolBar QToolButton[kind="primary"][toolButtonStyle="2"],
QToolButton[kind="primary"][toolButtonStyle="2"] {
    padding: 3px 13px 3px 17px;
}
QPushButton[kind="primary"]:hover, QToolBar QToolButton[kind="primary"]:hover,
QToolButton[kind="primary"]:hover, QDialog QPushButton:default:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:pressed, QToolBar QToolButton[kind="primary"]:pressed,
QToolButton[kind="primary"]:pressed, QDialog QPushButton:default:pressed {
    background: $accent_pressed; border-color: $accent_pressed;
}
QPushButton[kind="primary"]:focus, QToolBar QToolButton[kind="primary"]:focus,
QToolButton[kind="primary"]:focus, QDialog QPushButton:default:focus {
    border: 2px solid $text; padding: 2px 14px;
}
QToolBar QToolButton[kind="primary"][toolButtonStyle="2"]:focus,
QToolButton[kind="primary"][toolButtonStyle="2"]:focus {
    padding: 2px 12px 2px 16px;
}
QPushButton[kind="primary"]:disabled, QToolBar QToolButton[kind="primary"]:disabled,
QToolButton[kind="primary"]:disabled, QDialog QPushButton:default:disabled {
    background: $chip; color: $disabled; border-color: $chip;
}

QPushButton[kind="danger"] { color: $error; }
QPushButton[kind="danger"]:hover { background: $error_background; }
QPushButton[kind="danger"]:disabled { color: $disabled; }

QPushButton[kind="link"], QToolButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: $link;
    padding: 3px 5px 3px 1px; min-height: 0; text-align: left;
}
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover {
    text-decoration: underline;
}
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus {
    border: 2px solid $focus; padding: 2px 4px 2px 0;
    border-radius: ${radius_small}px;
}
QPushButton[kind="link"]:disabled, QToolButton[kind="link"]:disabled {
    color: $disabled;
}

QToolButton, QPushButton[kind="quiet"], QToolBar[kind="quiet"] QToolButton {
    background: transparent; border: 1px solid transparent;
    border-radius: ${radius_small}px; padding: 3px 5px; min-height: 0;
}
QToolButton:hover, QPushButton[kind="quiet"]:hover,
QToolBar[kind="quiet"] QToolButton:hover {
    background: $hover;
}
QToolButton:pressed, QToolButton:checked, QPushButton[kind="quiet"]:pressed,
QPushButton[kind="quiet"]:checked, QToolBar[kind="quiet"] QToolButton:pressed,
QToolBar[kind="quiet"] QToolButton:checked {
    background: $pressed;
}
QToolButton:focus, QPushButton[kind="quiet"]:focus,
QToolBar[kind="quiet"] QToolButton:focus {
    border: 2px solid $focus; padding: 2px 4px;
}
QToolButton:disabled, QPushButton[kind="quiet"]:disabled,
QToolBar[kind="quiet"] QToolButton:disabled {
    color: $disabled; background: transparent; border-color: transparent;
}
QToolButton[compact="true"] { padding: 0; border: 2px solid transparent; }
QToolButton[compact="true"]:focus { padding: 0; }
QToolButton[kind="section"] {
    color: $muted; font-size: ${small}px; font-weight: 600;
    padding: 3px 4px 3px 1px; text-align: left;
}
QToolButton[kind="section"]:hover { color: $text; background: transparent; }
QToolButton[kind="section"]:checked { background: transparent; }
QToolButton[kind="section"]:focus { padding: 2px 3px 2px 0; }
QToolButton[kind="link"]:checked, QToolButton[kind="link"]:hover {
    background: transparent;
}
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton::menu-indicator {
    image: url("$chevron_down"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}

/* ---- fields ---- */
QLineEdit, QAbstractSpinBox, QComboBox, QTextEdit, QPlainTextEdit {
    background: $field; color: $text; border: 1px solid $border;
    border-radius: ${radius_field}px;
    selection-background-color: $accent; selection-color: $accent_text;
    placeholder-text-color: $muted;
}
QLineEdit { padding: 3px 6px; min-height: ${inner}px; }
QAbstractSpinBox { padding: 3px 0; min-height: ${inner_spin}px; }
QComboBox { padding: 3px 5px 3px 8px; min-height: ${inner}px; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover,
QTextEdit:hover, QPlainTextEdit:hover {
    border-color: $border_strong;
}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus,
QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $focus;
}
QLineEdit:focus { padding: 2px 5px; }
QAbstractSpinBox:focus { padding: 2px 0; }
QComboBox:focus { padding: 2px 4px 2px 7px; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"],
QComboBox[invalid="true"], QTextEdit[invalid="true"], QPlainTextEdit[invalid="true"] {
    border-color: $error;
}
QLineEdit:read-only { background: $chip; color: $muted; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled,
QTextEdit:disabled, QPlainTextEdit:disabled {
    background: $panel; color: $disabled; border-color: $border;
}
QLineEdit[kind="search"] { background: $chip; border-color: $chip; }
QLineEdit[kind="search"]:hover { border-color: $border_strong; }
QLineEdit[kind="search"]:focus { border-color: $focus; }
QLineEdit[kind="title"] {
    background: transparent; border-color: transparent;
    font-size: ${title}px; font-weight: 600;
}
QLineEdit[kind="title"]:hover { border-color: $border; }
QLineEdit[kind="title"]:focus { border-color: $focus; background: $field; }
QLineEdit QToolButton, QLineEdit QToolButton:focus {
    border: none; padding: 0; background: transparent;
}
/* The editor inside a spin box or combo box has no edge of its own. Qt 6.12 takes no
   padding at its left; NumberEdit sets a text margin. */
QAbstractSpinBox QLineEdit, QComboBox QLineEdit,
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    background: transparent; border: none; padding: 0; min-height: 0;
}
QTextEdit, QPlainTextEdit { padding: 4px; }
QTextEdit:focus, QPlainTextEdit:focus { padding: 3px; }

QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: ${arrow_box}px; border: none;
    background: transparent; margin-right: 3px;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QAbstractSpinBox::down-button {
    subcontrol-position: bottom right; margin-bottom: 3px;
}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {
    background: $pressed; border-radius: 2px;
}
QAbstractSpinBox::up-arrow {
    image: url("$chevron_up"); width: ${arrow}px; height: ${arrow}px;
}
QAbstractSpinBox::down-arrow {
    image: url("$chevron_down"); width: ${arrow}px; height: ${arrow}px;
}
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled {
    image: url("$chevron_up_disabled");
}
QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::down-arrow:disabled {
    image: url("$chevron_down_disabled");
}

QComboBox { combobox-popup: 0; }
QComboBox::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right;
    width: ${arrow_box}px; border: none; background: transparent;
}
QComboBox::down-arrow {
    image: url("$chevron_down"); width: ${arrow}px; height: ${arrow}px;
}
QComboBox::down-arrow:disabled { image: url("$chevron_down_disabled"); }
QComboBox QAbstractItemView, QComboBox QAbstractItemView[frameShape="0"] {
    background: $panel; border: 1px solid $popup_edge; border-radius: 0;
    padding: 4px; outline: none;
}
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 1px 6px; }

/* ---- choices ---- */
QCheckBox, QRadioButton { spacing: 8px; padding: 3px 1px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator,
QAbstractItemView::indicator {
    width: ${tick_box}px; height: ${tick_box}px; background: $field;
    border: 1px solid $border_strong; border-radius: 4px;
}
QRadioButton::indicator { border-radius: ${radio_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
    border: 2px solid $focus; width: ${tick_box_focus}px; height: ${tick_box_focus}px;
}
QCheckBox::indicator:checked, QGroupBox::indicator:checked,
QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$minus");
}
QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url("$dot");
}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {
    border-color: $text;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    background: $chip; border-color: $border;
}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
    background: $disabled; border-color: $disabled;
}

QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $chip; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $disabled; }
QSlider::groove:vertical { width: 4px; border-radius: 2px; background: $chip; }
QSlider::add-page:vertical { border-radius: 2px; background: $accent; }
QSlider::handle {
    background: $panel; border: 1px solid $border_strong; border-radius: 7px;
}
QSlider::handle:horizontal { width: 12px; margin: -5px 0; }
QSlider::handle:vertical { height: 12px; margin: 0 -5px; }
QSlider::handle:hover { border-color: $focus; }
QSlider::handle:focus { border: 2px solid $focus; }

/* ---- tabs ---- */
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabWidget::tab-bar { left: 0; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $muted; border: 1px solid transparent;
    padding: 6px 15px; margin: 0 2px 0 0;
}
QTabBar::tab:top, QTabBar::tab:bottom { min-height: ${inner}px; }
QTabBar::tab:top { border-bottom: 2px solid transparent; }
QTabBar::tab:bottom { border-top: 2px solid transparent; }
QTabBar::tab:hover { color: $text; border-bottom-color: $border; }
QTabBar::tab:selected { color: $text; }
QTabBar::tab:top:selected { border-bottom-color: $accent; }
QTabBar::tab:bottom:selected { border-top-color: $accent; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::tab:selected:focus {
    background: $hover; border-left-color: $focus; border-right-color: $focus;
    border-top-color: $focus; border-top-left-radius: ${radius_small}px;
    border-top-right-radius: ${radius_small}px;
}
QTabBar::close-button { image: url("$close"); subcontrol-position: right; }
QTabBar::close-button:hover { background: $pressed; border-radius: 3px; }
QTabBar QToolButton { background: $panel; border: none; padding: 2px; }
QTabBar QToolButton::right-arrow { image: url("$chevron_right"); }
QTabBar QToolButton::left-arrow { image: url("$chevron_left"); }

/* ---- lists, trees, tables ---- */
QAbstractItemView {
    background: $panel; alternate-background-color: $hover; color: $text;
    border: 1px solid $border; border-radius: ${radius}px; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QAbstractItemView:focus { border-color: $focus; }
QAbstractItemView[kind="plain"], QAbstractItemView[frameShape="0"] {
    border: none; border-radius: 0;
}
QListView::item, QTreeView::item {
    padding: 3px 6px; min-height: ${row_inner}px;
    border: 1px solid transparent; border-radius: ${radius_small}px;
}
QTreeView::item { border-radius: 0; padding: 3px 4px; }
QTableView::item { padding: 2px 8px; border: 1px solid transparent; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $selection; color: $text;
}
QListView::item:selected:focus, QTreeView::item:selected:focus,
QTableView::item:focus {
    border: 1px solid $focus;
}
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $selection; }
QTreeView::branch:has-children:closed { image: url("$chevron_right_small"); }
QTreeView::branch:has-children:open { image: url("$chevron_down_small"); }
QTableView { gridline-color: $border; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $status; color: $muted; border: none;
    border-bottom: 1px solid $border; border-right: 1px solid $border;
    padding: 4px 8px; min-height: ${row_inner}px;
}
QHeaderView::section:checked { color: $text; font-weight: normal; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::section:vertical { padding: 2px 8px; min-height: 0; }
QHeaderView::down-arrow { image: url("$chevron_down"); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url("$chevron_up"); width: 10px; height: 10px; }
QTableCornerButton::section {
    background: $status; border: none; border-bottom: 1px solid $border;
    border-right: 1px solid $border;
}

/* ---- menus ---- */
QMenuBar { background: $window; border: none; padding: 2px 6px; }
QMenuBar::item {
    background: transparent; padding: 5px 9px; border-radius: ${radius_small}px;
}
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenuBar::item:disabled { color: $disabled; }
QMenu { background: $panel; border: 1px solid $popup_edge; padding: 5px; }
QMenu::item {
    padding: 5px 26px 5px 10px; border-radius: ${radius_small}px;
    border: 1px solid transparent;
}
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::right-arrow {
    image: url("$chevron_right"); width: 12px; height: 12px; margin-right: 6px;
}
QMenu::indicator {
    width: 14px; height: 14px; margin-left: 8px;
}
QMenu::indicator:checked { image: url("$check_text"); }
QMenu::indicator:exclusive:checked { image: url("$dot_text"); }

/* ---- frames of the window ---- */
QMainWindow, QDialog { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox {
    messagebox-information-icon: url("$box_info");
    messagebox-question-icon: url("$box_help");
    messagebox-warning-icon: url("$box_warning");
    messagebox-critical-icon: url("$box_error");
}
QToolBar {
    background: $window; border: none; padding: 5px 12px; spacing: 6px;
}
QToolBar[kind="quiet"] { padding: 0; spacing: 2px; background: transparent; }
QToolBar::separator { background: transparent; width: 10px; }
QToolBar::handle { image: none; width: 0; }
QStatusBar {
    background: $status; border-top: 1px solid $border; color: $muted;
}
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${small}px; }
QStatusBar QToolButton { color: $muted; font-size: ${small}px; padding: 1px 5px; }
QDockWidget {
    titlebar-close-icon: url("$close"); titlebar-normal-icon: url("$window_float");
    color: $muted;
}
QDockWidget::title {
    background: $panel; padding: 7px 12px; text-align: left;
    border-bottom: 1px solid $border;
}
QDockWidget::close-button, QDockWidget::float-button {
    border: none; border-radius: 3px; padding: 0; background: transparent;
}
QDockWidget::close-button:hover, QDockWidget::float-button:hover {
    background: $pressed;
}
QMainWindow::separator { background: $window; }
QMainWindow::separator:vertical, QSplitter::handle:horizontal {
    width: 5px;
    background: qlineargradient(x1: 0, y1: 0, x2: 1, y2: 0, stop: 0 $panel,
        stop: 0.399 $panel, stop: 0.4 $border, stop: 0.6 $border,
        stop: 0.601 $panel, stop: 1 $panel);
}
QMainWindow::separator:horizontal, QSplitter::handle:vertical {
    height: 5px;
    background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0 $panel,
        stop: 0.399 $panel, stop: 0.4 $border, stop: 0.6 $border,
        stop: 0.601 $panel, stop: 1 $panel);
}
QMainWindow::separator:hover, QSplitter::handle:hover,
QSplitter::handle:pressed {
    background: $accent;
}
QScrollArea { border: none; background: transparent; }
QGraphicsView { border: none; border-radius: 0; background: $canvas; }
QFrame[kind="card"] {
    background: $panel; border: 1px solid $border; border-radius: ${radius_card}px;
}
QFrame[kind="inset"] {
    background: $field; border: 1px solid $border; border-radius: ${radius_card}px;
}
QFrame[kind="floating"] {
    background: $panel; border: 1px solid $border; border-radius: ${pill}px;
    min-height: ${inner}px;
}
QFrame[kind="tag"] {
    background: $chip; border: 1px solid $chip; border-radius: ${radius_small}px;
}
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; }
QFrame[kind="message-info"], QFrame[kind="message-warning"],
QFrame[kind="message-error"], QFrame[kind="message-success"] {
    border: 1px solid $border; border-radius: ${radius}px;
}
QFrame[kind="message-info"] {
    background: $info_background; border-color: $info_edge;
}
QFrame[kind="message-warning"] {
    background: $warning_background; border-color: $warning_edge;
}
QFrame[kind="message-error"] {
    background: $error_background; border-color: $error_edge;
}
QFrame[kind="message-success"] {
    background: $success_background; border-color: $success_edge;
}
QGroupBox {
    border: none; border-top: 1px solid $border; margin-top: ${group}px;
    padding: 2px 0 0 0; font-size: ${base}px;
}
QGroupBox::title {
    subcontrol-origin: margin; subcontrol-position: top left; left: 0;
    color: $muted; padding: 0 0 4px 0;
}

/* ---- small parts ---- */
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $border_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QProgressBar {
    background: $chip; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSizeGrip { image: none; width: 0; height: 0; }
""")

CONTROLS: dict[str, tuple[str, str]] = {
    "check": ("check", "accent_text"),
    "check_text": ("check", "text"),
    "minus": ("minus", "accent_text"),
    "dot": ("dot", "accent_text"),
    "dot_text": ("dot", "text"),
    "close": ("close", "muted"),
    "box_info": ("info", "link"),
    "box_help": ("help", "link"),
    "box_warning": ("warning", "warning"),
    "box_error": ("error", "error"),
    "window_float": ("window", "muted"),
    "chevron_up": ("chevron-up", "muted"),
    "chevron_down": ("chevron-down", "muted"),
    "chevron_left": ("chevron-left", "muted"),
    "chevron_right": ("chevron-right", "muted"),
    "chevron_up_disabled": ("chevron-up", "disabled"),
    "chevron_down_disabled": ("chevron-down", "disabled"),
    "chevron_down_small": ("chevron-down-small", "muted"),
    "chevron_right_small": ("chevron-right-small", "muted"),
}
"""Pictures inside controls: the icon and the colour token of each name in the sheet."""


def style_sheet(
    theme: Theme, sizes: Sizes, pictures: Path, mono_families: Sequence[str]
) -> str:
    """Return the style sheet.

    Parameters
    ----------
    theme : Theme
        Colours.
    sizes : Sizes
        Lengths.
    pictures : Path
        Folder with one SVG a name in `CONTROLS`.
    mono_families : sequence of str
        Families of letters of equal width, best first.
    """
    values: dict[str, object] = {
        f.name: getattr(theme, f.name)
        for f in fields(theme)
        if isinstance(getattr(theme, f.name), str)
    }
    values |= {f.name: getattr(sizes, f.name) for f in fields(sizes)}
    values |= {name: (pictures / f"{name}.svg").as_posix() for name in CONTROLS}
    factor = sizes.base / 13
    derived: dict[str, object] = {
        # Height of a control without its padding (3 + 3) and border (1 + 1).
        "inner": sizes.control - 8,
        # The editor inside a spin box counts the padding once more.
        "inner_spin": sizes.control - 11,
        "row": sizes.control - 6,
        "row_inner": sizes.control - 10,
        "radius_small": max(3, sizes.radius - 2),
        "radius_field": sizes.radius,
        "radius_card": sizes.radius + 2,
        # Qt draws corners square when they are rounder than half the height.
        "mono_families": ", ".join(f'"{name}"' for name in mono_families),
        "pill": min(sizes.control // 2, 14),
        "tick_box": round(16 * factor),
        "radio_radius": (round(16 * factor) + 2) // 2,
        "tick_box_focus": round(16 * factor) - 2,
        "arrow": round(12 * factor),
        "arrow_box": round(20 * factor),
        "group": round(20 * factor),
        "popup_edge": mix(theme.border, theme.border_strong, 0.35),
        "info_edge": mix(theme.info_background, theme.link, 0.3),
        "warning_edge": mix(theme.warning_background, theme.warning, 0.3),
        "error_edge": mix(theme.error_background, theme.error, 0.3),
        "success_edge": mix(theme.success_background, theme.success, 0.3),
    }
    assert not values.keys() & derived.keys()
    return _SHEET.substitute(values | derived)
