"""Small widgets, driven by the keys and clicks of a person."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio import theme
from studio.widgets import (
    Card,
    Choice,
    ChoiceBox,
    ElidedLabel,
    EmptyState,
    FloatEdit,
    FlowLayout,
    FoldableSection,
    IconLabel,
    IntEdit,
    MessageBar,
    Overlay,
    ProgressLine,
    SearchField,
    SectionHeader,
    ShapeEdit,
    TabPanel,
    TabStrip,
    TagList,
    format_shape,
    tool_tip,
)
from studio.widgets.gallery import ZH, Gallery
from studio.widgets.number_edit import scientific

Key = Qt.Key


@pytest.fixture(autouse=True)
def _look(qapp: QApplication):
    theme.apply(qapp, "light")
    yield
    QToolTip.hideText()
    theme.apply(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot):
    """Return a function that shows a widget in an active window beside a button."""

    def put(widget: QWidget) -> QWidget:
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.addWidget(widget)
        other = QPushButton("Other")
        other.setObjectName("other")
        layout.addWidget(other)
        qtbot.addWidget(window)
        window.resize(400, 300)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        widget.window_kept = window  # keeps the window as long as its widget
        return window

    return put


def leave(widget: QWidget) -> None:
    other = widget.window().findChild(QPushButton, "other")
    assert other is not None
    other.setFocus()


def retype(qtbot: QtBot, edit: QWidget, text: str, key: Key | None = None) -> None:
    """Type over everything, as a person does."""
    edit.setFocus()
    target = edit.lineEdit() if isinstance(edit, (IntEdit, FloatEdit)) else edit
    assert isinstance(target, QLineEdit)
    target.selectAll()
    qtbot.keyClick(edit, Key.Key_Delete)
    # Letters of an input method arrive as keys with a text here.
    for letter in text:
        if ord(letter) < 128:
            qtbot.keyClicks(edit, letter)
        else:
            target.insert(letter)
            target.textEdited.emit(target.text())
    if key is not None:
        qtbot.keyClick(edit, key)


def turn_wheel(widget: QWidget, steps: int) -> QWheelEvent:
    center = QPointF(widget.rect().center())
    event = QWheelEvent(
        center,
        QPointF(widget.mapToGlobal(center.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


# ----------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("32", 32),
        (" 64 ", 64),
        ("1e3", 1000),
        ("10,000", 10_000),
        ("1_000", 1000),
        ("-0", 0),
        ("１２８", 128),
        ("1099511627776", 2**40),
    ],
)
def test_int_edit_takes(qtbot: QtBot, show, text: str, value: int) -> None:
    edit = IntEdit()
    edit.set_value(7)
    show(edit)
    with qtbot.waitSignal(edit.value_changed) as changed:
        retype(qtbot, edit, text, Key.Key_Return)
    assert changed.args == [value]
    assert edit.value() == value
    assert isinstance(edit.value(), int)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("abc", "whole number"),
        ("1.5", "whole number"),
        ("", "needs a number"),
        ("0", "at least 1"),
        ("-3", "Received -3"),
        ("500", "at most 100"),
        ("nan", "whole number"),
        ("1e999", "whole number"),
    ],
)
def test_int_edit_says_what_is_wrong(qtbot: QtBot, show, text: str, part: str) -> None:
    edit = IntEdit(minimum=1, maximum=100)
    edit.set_value(32)
    edit.setToolTip("Number of output features.")
    show(edit)
    with qtbot.assertNotEmitted(edit.value_changed):
        retype(qtbot, edit, text, Key.Key_Return)
        leave(edit)
    assert part in edit.problem()
    assert edit.problem().endswith("32 still holds.")
    assert edit.accessibleDescription() == edit.problem()
    assert edit.property("invalid") is True
    assert edit.value() == 32
    assert edit.text() == text  # what was typed is not lost
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Escape)
    assert edit.text() == "32"
    assert edit.problem() == ""
    assert edit.toolTip() == "Number of output features."


def test_invalid_number_has_a_red_edge(qtbot: QtBot, show) -> None:
    edit = IntEdit(minimum=1)
    edit.set_value(1)
    show(edit)
    leave(edit)

    def edge() -> str:
        return edit.grab().toImage().pixelColor(edit.width() // 2, 0).name()

    assert edge() != theme.LIGHT.error
    retype(qtbot, edit, "0", Key.Key_Return)
    leave(edit)
    assert edge() == theme.LIGHT.error


def test_number_is_taken_over_on_leaving_and_only_once(qtbot: QtBot, show) -> None:
    edit = IntEdit()
    edit.set_value(32)
    show(edit)
    values: list[object] = []
    edit.value_changed.connect(values.append)
    retype(qtbot, edit, "128")
    assert values == []
    leave(edit)
    assert values == [128]
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Return)
    leave(edit)
    assert values == [128]


def test_live_number_emits_each_key_that_makes_a_number(qtbot: QtBot, show) -> None:
    edit = IntEdit(minimum=1, live=True)
    edit.set_value(5)
    show(edit)
    values: list[object] = []
    edit.value_changed.connect(values.append)
    retype(qtbot, edit, "12")
    assert values == [1, 12]


def test_set_value_tells_nobody(qtbot: QtBot) -> None:
    for edit in (IntEdit(), FloatEdit(), ShapeEdit()):
        qtbot.addWidget(edit)
        with qtbot.assertNotEmitted(edit.value_changed):
            edit.set_value((3,) if isinstance(edit, ShapeEdit) else 3)


def test_optional_number_is_none_when_empty(qtbot: QtBot, show) -> None:
    edit = FloatEdit(optional=True)
    edit.set_value(0.5)
    show(edit)
    with qtbot.waitSignal(edit.value_changed) as changed:
        retype(qtbot, edit, "", Key.Key_Return)
    assert changed.args == [None]
    assert edit.value() is None
    assert edit.lineEdit().placeholderText() == "None"


def test_typed_form_of_a_number_stays(qtbot: QtBot, show) -> None:
    edit = FloatEdit(minimum=0)
    edit.set_value(0.01)
    show(edit)
    retype(qtbot, edit, "1e-3", Key.Key_Return)
    assert edit.value() == 0.001
    edit.set_value(0.001)  # as the document does when it heard of the change
    assert edit.text() == "1e-3"
    edit.set_value(0.002)
    assert edit.text() == "0.002"


@pytest.mark.parametrize(
    ("text", "part"),
    [("0,5", "Write a point: 0.5"), ("inf", "such as 0.5"), ("x", "such as 0.5")],
)
def test_float_edit_says_what_is_wrong(
    qtbot: QtBot, show, text: str, part: str
) -> None:
    edit = FloatEdit()
    edit.set_value(0.1)
    show(edit)
    retype(qtbot, edit, text, Key.Key_Return)
    assert part in edit.problem()
    assert edit.value() == 0.1


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.0"), (1e-7, "1e-7"), (1e22, "1e22"), (0.001, "0.001"), (1, "1.0")],
)
def test_float_is_written_as_python_does(qtbot: QtBot, value: float, text: str) -> None:
    edit = FloatEdit()
    qtbot.addWidget(edit)
    edit.set_value(value)
    assert edit.text() == text
    assert float(text) == value


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [
        ("0.0", 1, "0.1"),
        ("0.1", 2, "0.3"),  # not 0.30000000000000004
        ("0.001", 1, "0.002"),
        ("0.001", -1, "0.0009"),
        ("0.009", 1, "0.01"),
        ("1e-3", 1, "2e-3"),
        ("0.9", 5, "1.0"),
        ("0.1", -3, "0.07"),
    ],
)
def test_arrows_turn_the_first_digit(
    qtbot: QtBot, show, start: str, steps: int, end: str
) -> None:
    edit = FloatEdit(minimum=0.0, maximum=1.0)
    edit.set_value(0.5)
    show(edit)
    retype(qtbot, edit, start, Key.Key_Return)
    for _ in range(abs(steps)):
        qtbot.keyClick(edit, Key.Key_Up if steps > 0 else Key.Key_Down)
    assert edit.text() == end
    assert edit.value() == float(end)


def test_given_step_is_used(qtbot: QtBot, show) -> None:
    edit = FloatEdit(step=0.25)
    edit.set_value(0.5)
    show(edit)
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Up)
    assert edit.value() == 0.75


def test_arrows_stop_at_the_limits_and_start_from_nothing(qtbot: QtBot, show) -> None:
    edit = IntEdit(minimum=1, maximum=3, optional=True)
    show(edit)
    edit.setFocus()
    for _ in range(5):
        qtbot.keyClick(edit, Key.Key_Up)
    assert edit.value() == 3
    for _ in range(5):
        qtbot.keyClick(edit, Key.Key_Down)
    assert edit.value() == 1


def test_wheel_only_turns_the_field_with_the_focus(show) -> None:
    edit = IntEdit()
    edit.set_value(5)
    show(edit)
    leave(edit)
    assert not turn_wheel(edit, 1).isAccepted()
    assert edit.value() == 5
    edit.setFocus()
    turn_wheel(edit, 1)
    assert edit.value() == 6


def test_scientific_has_no_spare_digits() -> None:
    assert scientific(0.001) == "1e-3"
    assert scientific(0.00025) == "2.5e-4"
    assert scientific(0.0) == "0e0"
    assert scientific(30.0) == "3e1"


# ------------------------------------------------------------------ shapes


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("100, 5", (100, 5)),
        ("(None, 8)", (None, 8)),
        ("28x28x1", (28, 28, 1)),
        ("28 × 28", (28, 28)),
        ("100", (100,)),
        ("(100,)", (100,)),
        ("[3 3]", (3, 3)),
        ("()", ()),
        ("？, 4", (None, 4)),
        ("（１００，５）", (100, 5)),
    ],
)
def test_shape_edit_takes(
    qtbot: QtBot, show, text: str, shape: tuple[int | None, ...]
) -> None:
    edit = ShapeEdit()
    edit.set_value((7, 7))
    show(edit)
    with qtbot.waitSignal(edit.value_changed) as changed:
        retype(qtbot, edit, text, Key.Key_Return)
    assert changed.args == [shape]
    assert edit.text() == format_shape(shape)
    assert eval(edit.text()) == shape


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("abc", "Received abc"),
        ("3.5", "whole numbers"),
        ("0, 3", "at least 1"),
        ("-1, 3", "at least 1"),
        ("(3, 3", "closing bracket"),
        ("1,2,3,4", "at most 3"),
        ("", "needs sizes"),
        ("(1]", "closing bracket"),
    ],
)
def test_shape_edit_says_what_is_wrong(
    qtbot: QtBot, show, text: str, part: str
) -> None:
    edit = ShapeEdit(max_length=3)
    edit.set_value((None, 8))
    show(edit)
    with qtbot.assertNotEmitted(edit.value_changed):
        retype(qtbot, edit, text, Key.Key_Return)
        leave(edit)
    assert part in edit.problem()
    assert "(None, 8) still holds." in edit.problem()
    assert edit.property("invalid") is True
    assert edit.text() == text
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Escape)
    assert edit.text() == "(None, 8)"
    assert edit.property("invalid") is False


def test_shape_shows_a_mistake_while_typing(qtbot: QtBot, show) -> None:
    edit = ShapeEdit()
    edit.set_value((3,))
    show(edit)
    retype(qtbot, edit, "3, ")
    told: list[str] = []
    edit.problem_changed.connect(told.append)
    qtbot.keyClicks(edit, "a")
    assert "Received a." in edit.problem()
    assert told == [edit.problem()]
    qtbot.keyClick(edit, Key.Key_Backspace)
    assert edit.problem() == ""
    assert told[1:] == [""]


def test_shape_rules(qtbot: QtBot, show) -> None:
    kernel = ShapeEdit(none_sizes=False, min_length=2, max_length=2)
    kernel.set_value((3, 3))
    show(kernel)
    retype(qtbot, kernel, "None, 3", Key.Key_Return)
    assert "as in (3, 3)" in kernel.problem()
    retype(qtbot, kernel, "3", Key.Key_Return)
    assert "needs 2 sizes" in kernel.problem()
    target = ShapeEdit(wildcard=True, none_sizes=False)
    target.set_value((4,))
    show(target)
    retype(qtbot, target, "-1, 4", Key.Key_Return)
    assert target.value() == (-1, 4)
    retype(qtbot, target, "-1, -1", Key.Key_Return)
    assert "Only one size" in target.problem()


def test_optional_shape(qtbot: QtBot, show) -> None:
    edit = ShapeEdit(optional=True)
    edit.set_value([2, 2])
    show(edit)
    retype(qtbot, edit, "", Key.Key_Return)
    assert edit.value() is None
    assert edit.problem() == ""


# ----------------------------------------------------------------- choices


def test_choice_box_emits_values_of_a_person_only(qtbot: QtBot, show) -> None:
    box = ChoiceBox(None, [Choice(None, "None"), "relu", "tanh"])
    show(box)
    with qtbot.assertNotEmitted(box.value_changed):
        box.set_value("tanh")
    assert box.value() == "tanh"
    box.setFocus()
    with qtbot.waitSignal(box.value_changed) as changed:
        qtbot.keyClick(box, Key.Key_Up)
    assert changed.args == ["relu"]
    with qtbot.waitSignal(box.value_changed) as changed:
        qtbot.keyClick(box, Key.Key_Home)
    assert changed.args == [None]


def test_choice_box_ignores_the_wheel_without_focus(show) -> None:
    box = ChoiceBox(None, ["relu", "tanh"])
    show(box)
    leave(box)
    assert not turn_wheel(box, -1).isAccepted()
    assert box.value() == "relu"
    box.setFocus()
    turn_wheel(box, -1)
    assert box.value() == "tanh"


def test_choice_box_keeps_a_value_it_does_not_know(qtbot: QtBot) -> None:
    box = ChoiceBox(None, ["relu"])
    qtbot.addWidget(box)
    box.set_value("my_activation")
    assert box.value() == "my_activation"
    assert box.currentText() == "my_activation"
    box.set_choices(["tanh", "my_activation"])
    assert box.value() == "my_activation"
    assert box.count() == 2
    empty = ChoiceBox()
    qtbot.addWidget(empty)
    assert empty.value() is None
    assert empty.currentIndex() == -1


def test_choice_box_does_not_widen_for_a_long_name(qtbot: QtBot) -> None:
    short, long = ChoiceBox(None, ["relu"]), ChoiceBox(None, ["relu" * 30])
    for box in (short, long):
        qtbot.addWidget(box)
    assert long.sizeHint().width() == short.sizeHint().width()


# -------------------------------------------------------------------- tags


def test_tags_are_added_and_removed_by_keyboard(qtbot: QtBot, show) -> None:
    tags = TagList(suggestions=["EarlyStopping", "CSVLogger"])
    tags.set_tags(["EarlyStopping"])
    show(tags)
    seen: list[list[str]] = []
    tags.tags_changed.connect(seen.append)
    tags.add_button.menu().aboutToShow.emit()
    offered = tags.add_button.menu().actions()
    assert [action.text() for action in offered] == ["CSVLogger"]
    offered[0].trigger()
    assert tags.tags() == ["EarlyStopping", "CSVLogger"]
    assert not tags.add_button.isVisible()  # nothing is left to add
    remove = next(
        button
        for button in tags.findChildren(QToolButton)
        if button.accessibleName() == "Remove EarlyStopping"
    )
    remove.setFocus()
    qtbot.keyClick(remove, Key.Key_Delete)
    assert seen == [["EarlyStopping", "CSVLogger"], ["CSVLogger"]]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Remove CSVLogger"
    qtbot.keyClick(focused, Key.Key_Space)
    assert tags.tags() == []
    assert tags.add_button.hasFocus()


def test_tags_wrap_and_tell_clicks(qtbot: QtBot, show) -> None:
    tags = TagList(editable=False)
    tags.set_tags(["EarlyStopping", "ModelCheckpoint", "CSVLogger"])
    window = show(tags)
    window.resize(120, 300)
    assert tags.heightForWidth(130) > tags.heightForWidth(2000)
    chip = next(c for c in tags.children() if c.property("tag") == "CSVLogger")
    with qtbot.waitSignal(tags.tag_clicked) as clicked:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert clicked.args == ["CSVLogger"]


# ---------------------------------------------------------------- messages


def test_message_shows_plain_text_and_actions(qtbot: QtBot, show) -> None:
    bar = MessageBar()
    window = show(bar)
    assert not bar.isVisible()
    done: list[str] = []
    bar.show_message(
        "<b>1 < 2</b>",
        "error",
        details="Traceback ...",
        actions={"Retry": lambda: done.append("retry"), "Show it": bar.clear},
    )
    assert bar.isVisible()
    assert bar.text() == bar.accessibleName() == "<b>1 < 2</b>"
    label = next(w for w in bar.findChildren(QLabel) if w.text() == bar.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    qtbot.mouseClick(bar.buttons()[0], Qt.MouseButton.LeftButton)
    assert done == ["retry"]
    copy = next(b for b in bar.findChildren(QPushButton) if b.text() == "Copy details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "<b>1 < 2</b>\n\nTraceback ..."
    qtbot.mouseClick(bar.buttons()[1], Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert window.isVisible()


def test_message_is_dismissed_by_button_and_escape(qtbot: QtBot, show) -> None:
    bar = MessageBar()
    show(bar)
    bar.show_message("Saved.", "success")
    close = bar.findChild(QToolButton)
    assert close.accessibleName() == "Dismiss"
    with qtbot.waitSignal(bar.dismissed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    bar.show_message("Saved again.", "info", actions={"Open": bar.clear})
    bar.buttons()[0].setFocus()
    with qtbot.waitSignal(bar.dismissed):
        qtbot.keyClick(bar.buttons()[0], Key.Key_Escape)
    bar.show_message("Wait.", can_dismiss=False)
    assert not close.isVisible()


def test_next_message_takes_the_place_of_the_last(qtbot: QtBot, show) -> None:
    bar = MessageBar()
    show(bar)
    bar.show_message("One", "error", actions={"A": bar.clear, "B": bar.clear})
    bar.show_message("Two", "warning", actions={"C": bar.clear})
    assert bar.level() == "warning"
    assert [b.text() for b in bar.buttons()] == ["C"]

    def shown() -> list[str]:
        return [b.text() for b in bar.findChildren(QPushButton) if b.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["C"])


# ------------------------------------------------------------------- texts


def test_elided_label_shortens_and_tells_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("GlobalAveragePooling2D\n<i>of images</i>")
    qtbot.addWidget(label)
    label.set_hint("A layer.")
    label.resize(600, 20)
    label.show()
    assert not label.is_elided()
    assert label.toolTip() == "A layer."
    label.resize(60, 20)
    assert label.is_elided()
    assert label.toolTip() == tool_tip("GlobalAveragePooling2D <i>of images</i>")
    assert label.accessibleName() == "GlobalAveragePooling2D <i>of images</i>"
    assert label.minimumSizeHint().width() < 60
    assert not label.grab().isNull()


def test_tool_tip_wraps_and_shows_tags() -> None:
    assert tool_tip("a < b\nc") == "<qt>a &lt; b<br>c</qt>"
    assert tool_tip("") == ""


def test_search_field(qtbot: QtBot, show) -> None:
    field = SearchField("Search layers", shortcut_hint="/")
    show(field)
    queries: list[str] = []
    field.search_changed.connect(queries.append)
    field.setFocus()
    qtbot.keyClicks(field, "ls ")
    assert queries == ["l", "ls"]
    with qtbot.waitSignal(field.submitted) as submitted:
        qtbot.keyClick(field, Key.Key_Return)
    assert submitted.args == ["ls"]
    with qtbot.waitSignal(field.down_pressed):
        qtbot.keyClick(field, Key.Key_Down)
    with qtbot.assertNotEmitted(field.escaped):
        qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    assert queries[-1] == ""
    with qtbot.waitSignal(field.escaped):
        qtbot.keyClick(field, Key.Key_Escape)
    assert field.accessibleName() == "Search layers"


def test_search_field_has_a_button_to_clear(qtbot: QtBot, show) -> None:
    field = SearchField("Search")
    show(field)
    qtbot.keyClicks(field, "abc")
    clear = next(b for b in field.findChildren(QToolButton) if b.toolTip() == "Clear")
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not clear.isVisible()


def test_search_field_paints_its_key_only_while_empty(qtbot: QtBot, show) -> None:
    plain, hinted = SearchField("Find"), SearchField("Find", shortcut_hint="/")
    window = show(plain)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(hinted)
    leave(plain)
    qtbot.waitUntil(lambda: hinted.isVisible() and plain.size() == hinted.size())
    assert plain.grab().toImage() != hinted.grab().toImage()
    plain.setText("x")
    hinted.setText("x")
    qtbot.waitUntil(lambda: plain.grab().toImage() == hinted.grab().toImage())


# ------------------------------------------------------------------ panels


def test_card_hides_an_empty_header(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    body = QLabel("0.2147")
    card.body.addWidget(body)
    card.show()
    without = card.sizeHint().height()
    card.set_title("Loss")
    assert card.title() == card.accessibleName() == "Loss"
    assert card.sizeHint().height() > without
    legend = QLabel("main")
    card.add_to_header(legend)
    qtbot.waitUntil(legend.isVisible)
    assert body.isVisible()


def test_section_header(qtbot: QtBot) -> None:
    header = SectionHeader("Inputs & outputs")
    qtbot.addWidget(header)
    button = QToolButton()
    header.add_widget(button)
    header.show()
    assert header.text() == header.accessibleName() == "Inputs & outputs"
    assert button.isVisible()


def test_section_folds_by_keyboard(qtbot: QtBot, show) -> None:
    section = FoldableSection("More", is_link=True)
    content = IntEdit()
    section.body.addWidget(content)
    show(section)
    button = section.findChild(QToolButton)
    assert section.is_folded()
    assert not content.isVisible()
    button.setFocus()
    states: list[bool] = []
    section.folded_changed.connect(states.append)
    keys = [Key.Key_Space, Key.Key_Return, Key.Key_Right, Key.Key_Right, Key.Key_Left]
    shown = []
    for key in keys:
        qtbot.keyClick(button, key)
        shown.append(content.isVisible())
    assert shown == [True, False, True, True, False]
    assert states == [False, True, False, True]
    assert button.accessibleDescription() == "Collapsed"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert content.isVisible()


def test_empty_state(qtbot: QtBot) -> None:
    empty = EmptyState("data", "No data", "Drop a file here.", "Open a file")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.triggered):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    empty.set_texts("Nothing is wrong")
    assert not empty.button.isVisible()
    assert empty.accessibleName() == "Nothing is wrong"
    empty.set_icon("check")
    with pytest.raises(ValueError, match="no icon"):
        empty.set_icon("nope")


def test_tab_strip_counts(qtbot: QtBot) -> None:
    strip = TabStrip()
    qtbot.addWidget(strip)
    for text in ("Training", "Data", "Problems"):
        strip.addTab(text)
    strip.set_count(2, 4)
    assert strip.tabText(2) == "Problems (4)"
    strip.set_text(2, "问题")
    assert strip.tabText(2) == "问题 (4)"
    strip.removeTab(0)
    strip.set_count(1, 0)
    assert strip.tabText(1) == "问题"


def test_tab_panel_changes_pages(qtbot: QtBot, show) -> None:
    tabs = TabPanel()
    pages = [QLabel("first"), QLabel("second")]
    for page in pages:
        assert tabs.add_page(page, page.text()) == pages.index(page)
    show(tabs)
    assert tabs.current_page() is pages[0]
    tabs.strip.setFocus()
    with qtbot.waitSignal(tabs.current_changed) as changed:
        qtbot.keyClick(tabs.strip, Key.Key_Right)
    assert changed.args == [1]
    assert pages[1].isVisible()
    tabs.show_page(pages[0])
    assert pages[0].isVisible()
    assert tabs.count() == 2
    assert tabs.page(5) is None


def test_progress_line(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.resize(200, 6)
    line.show()

    def filled() -> float:
        image = line.grab().toImage()
        accent = theme.LIGHT.accent
        row = [image.pixelColor(x, 3).name() == accent for x in range(200)]
        return sum(row) / 200

    assert filled() == 0
    line.set_fraction(0.37)
    assert line.fraction() == pytest.approx(0.37, abs=1e-4)
    assert filled() == pytest.approx(0.37, abs=0.03)
    line.set_fraction(7)
    assert line.fraction() == 1
    line.set_busy(True)
    assert line.is_busy()
    first = line.grab().toImage()
    qtbot.waitUntil(lambda: line.grab().toImage() != first)
    line.set_fraction(0.5)
    assert not line.is_busy()
    assert filled() == pytest.approx(0.5, abs=0.03)


def test_flow_layout_wraps_and_gives_items_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window, gap=10)
    boxes = [QWidget() for _ in range(4)]
    for box in boxes:
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(215) == 50
    assert flow.heightForWidth(10) == 4 * 20 + 3 * 10
    assert flow.sizeHint().width() == 430
    assert flow.minimumSize().width() == 100
    boxes[0].hide()
    window.resize(215, 100)
    window.show()
    assert [b.pos() for b in boxes[1:]] == [
        QPoint(0, 0),
        QPoint(110, 0),
        QPoint(0, 30),
    ]
    item = flow.takeAt(1)
    assert item is not None
    assert item.widget() is boxes[1]
    assert flow.count() == 3
    assert flow.itemAt(3) is None
    assert flow.takeAt(-1) is None


@pytest.mark.parametrize("corner", list(Qt.Corner))
def test_overlay_stays_in_its_corner(qtbot: QtBot, corner: Qt.Corner) -> None:
    scene = QGraphicsScene(0, 0, 3000, 3000)
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    child = QLabel("78 %")
    view.resize(400, 300)
    view.show()
    Overlay(view, child, corner, margin=10)

    def check() -> None:
        area = QRect(view.viewport().pos(), view.viewport().size())
        room = area.adjusted(10, 10, -10, -10)
        point = {
            Qt.Corner.TopLeftCorner: "topLeft",
            Qt.Corner.TopRightCorner: "topRight",
            Qt.Corner.BottomLeftCorner: "bottomLeft",
            Qt.Corner.BottomRightCorner: "bottomRight",
        }[corner]
        assert getattr(child.geometry(), point)() == getattr(room, point)()
        assert child.isVisible()

    check()
    view.resize(500, 420)
    check()
    view.verticalScrollBar().setValue(900)
    check()
    child.setText("5,200,610 parameters · 19.8 MiB")
    qtbot.waitUntil(lambda: child.width() >= child.sizeHint().width())
    check()


# -------------------------------------------------------------- all of them


def test_widgets_follow_the_theme_and_die_quietly(
    qapp: QApplication, qtbot: QtBot
) -> None:
    label = IconLabel("info", "text")
    qtbot.addWidget(label)
    light = label.pixmap().toImage()
    theme.apply(qapp, "dark")
    assert label.pixmap().toImage() != light
    theme.apply(qapp, "light")
    assert label.pixmap().toImage() == light
    for make in (
        lambda: EmptyState("data", "No data"),
        MessageBar,
        lambda: IconLabel("info"),
        lambda: FoldableSection("More"),
        SearchField,
    ):
        widget = make()
        widget.deleteLater()
        del widget
    gc.collect()
    qapp.processEvents()
    theme.apply(qapp, "dark")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_gallery_has_names_for_everything_the_keyboard_reaches(
    qtbot: QtBot, language: str
) -> None:
    window = Gallery(language)
    qtbot.addWidget(window)
    window.show()
    for page in range(window.tabs.count()):
        window.tabs.strip.setCurrentIndex(page)
        assert not window.grab().isNull()
    nameless = [
        button
        for button in window.findChildren(QToolButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (button.accessibleName() or button.toolTip() or button.text())
    ]
    assert nameless == []


def test_gallery_changes_its_look_while_it_runs(qtbot: QtBot) -> None:
    window = Gallery()
    qtbot.addWidget(window)
    window.show()
    switch = next(
        b for b in window.findChildren(QToolButton) if b.toolTip() == "Light or dark"
    )
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert theme.current().is_dark
    corner = window.grab().toImage().pixelColor(3, window.height() // 2)
    assert corner.name() == theme.DARK.window


def test_chinese_fits_where_english_does(qtbot: QtBot) -> None:
    for text in ZH.values():
        button = QPushButton(text)
        qtbot.addWidget(button)
        button.ensurePolished()
        needed = button.fontMetrics().boundingRect(text).height()
        assert button.sizeHint().height() >= needed + 4
