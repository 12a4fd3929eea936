"""Forms made from declared options, filled in with keys and clicks."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import engine.callbacks
import engine.layers
import engine.losses
import engine.optimizers  # noqa: F401 - these fill the registries
from engine import registry
from engine.initializers import Initializer
from engine.options import (
    Configurable,
    DType,
    Ints,
    Kind,
    Option,
    ShapeOption,
    option,
    register_kind,
)
from engine.regularizers import Regularizer
from studio import theme
from studio.document.nodes import InputNode, MetricNames, OutputNode
from studio.document.settings import TrainingSettings
from studio.widgets import OptionForm
from studio.widgets.option_editors import ChoiceEditor
from studio.widgets.option_form import OptionRow, default_of, label_of

Key = Qt.Key


class Pair(Configurable):
    """A value of a kind that no form has heard of."""


Odd = Annotated[Any, "odd"]
register_kind(
    Odd,
    Kind("odd", lambda value: value if isinstance(value, list) else _refuse(value)),
)


def _refuse(value: object) -> object:
    raise ValueError("must be a list")


def _even(value: int) -> str | None:
    return "must be even" if value % 2 else None


class Sample(Configurable):
    """One option of every kind."""

    units: int = option(doc="Number of features.", min=1, max=1000, suggest=32)
    rate: float = option(default=0.5, doc="Share.", min=0.0, max=1.0)
    limit: int | None = option(default=None, doc="Most of them.", unit="s")
    even: int = option(default=2, doc="Not odd.", check=_even)
    use_bias: bool = option(default=True, doc="Add a bias.")
    shape: ShapeOption | None = option(default=None, doc="A shape.")
    sizes: Ints = option(default=(3, 3), doc="Some sizes.")
    dtype: DType = option(default="float32", doc="Type of numbers.")
    word: str = option(default="", doc="A word.")
    names: MetricNames = option(default=(), doc="Metrics.")
    odd: Odd = option(default=[], doc="Nobody knows.")
    kernel_initializer: Initializer = option(default="glorot_uniform", doc="First.")
    kernel_regularizer: Regularizer | None = option(
        default=None, doc="Penalty.", advanced=True
    )


@pytest.fixture(autouse=True)
def _room(qapp: QApplication) -> None:
    """Delete what earlier tests left behind: restyling it takes long."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> OptionForm:
    theme.apply(qapp, "light")
    made = OptionForm(Sample.options, {"units": 8}, where='Sample "a"')
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    qtbot.waitExposed(made)
    made.changes = []  # type: ignore[attr-defined]
    made.value_changed.connect(lambda *change: made.changes.append(change))  # type: ignore[attr-defined]
    return made


def changes(form: OptionForm) -> list[tuple[str, Any]]:
    return form.changes  # type: ignore[attr-defined,no-any-return]


def field(form: OptionForm, name: str) -> QWidget:
    return form.rows[name].editor.field  # type: ignore[attr-defined,no-any-return]


def retype(qtbot: QtBot, form: OptionForm, name: str, text: str) -> None:
    """Replace what stands in a field, key by key."""
    target = field(form, name)
    form.focus_option(name)
    qtbot.keyClick(target, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        qtbot.keyClicks(target, text)
    else:
        qtbot.keyClick(target, Key.Key_Delete)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("units", "64", 64),
        ("rate", "0.25", 0.25),
        ("rate", "1e-3", 0.001),
        ("limit", "7", 7),
        ("shape", "(28, None, 1)", [28, None, 1]),
        ("sizes", "5, -1", [5, -1]),
        ("word", "hello", "hello"),
        ("odd", "[1, 'a']", [1, "a"]),
    ],
)
def test_typing_gives_the_value(
    qtbot: QtBot, form: OptionForm, name: str, text: str, value: Any
) -> None:
    retype(qtbot, form, name, text)
    assert changes(form)[-1] == (name, value)
    assert {n for n, _ in changes(form)} == {name}
    assert form.problems() == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("units", "0"),
        ("units", "1001"),
        ("units", "ten"),
        ("rate", "1.5"),
        ("odd", "7"),
        ("even", "3"),
    ],
)
def test_a_wrong_value_is_red_says_the_options_own_error_and_stays_out(
    qtbot: QtBot, form: OptionForm, name: str, text: str
) -> None:
    retype(qtbot, form, name, "")
    changes(form).clear()
    qtbot.keyClicks(field(form, name), text[-1:] if name == "even" else text)
    given = [value for _, value in changes(form)]
    assert all(Sample.options[name].convert(v, "") is not None for v in given)
    try:
        read: object = int(text)
    except ValueError:
        read = float(text) if "." in text else text
    with pytest.raises(ValueError) as caught:
        Sample.options[name].convert(read, 'Sample "a"')
    assert form.problems()[name] == str(caught.value)
    assert field(form, name).property("invalid") is True
    assert read not in given


def test_escape_brings_the_last_good_value_back(qtbot: QtBot, form: OptionForm) -> None:
    retype(qtbot, form, "units", "0")
    assert form.problems()
    qtbot.keyClick(field(form, "units"), Key.Key_Escape)
    assert form.problems() == {}
    assert field(form, "units").value() == 8  # type: ignore[attr-defined]


def test_a_tick_is_a_value(qtbot: QtBot, form: OptionForm) -> None:
    qtbot.mouseClick(field(form, "use_bias"), Qt.MouseButton.LeftButton)
    assert changes(form) == [("use_bias", False)]


def test_choosing_by_keyboard(qtbot: QtBot, form: OptionForm) -> None:
    form.focus_option("dtype")
    qtbot.keyClicks(field(form, "dtype"), "int3")
    assert changes(form)[-1] == ("dtype", "int32")


def test_an_optional_choice_has_a_none_entry(qtbot: QtBot, form: OptionForm) -> None:
    assert form.more is not None
    form.more.set_folded(False)
    box = field(form, "kernel_regularizer")
    assert box.itemText(0) == "none"  # type: ignore[attr-defined]
    form.focus_option("kernel_regularizer")
    qtbot.keyClick(box, Key.Key_Down)
    assert changes(form)[-1] == ("kernel_regularizer", "l1")
    qtbot.keyClick(box, Key.Key_Up)
    assert changes(form)[-1] == ("kernel_regularizer", None)


def test_names_are_offered_and_taken_away(qtbot: QtBot, form: OptionForm) -> None:
    tags = field(form, "names")
    tags.add("accuracy")  # type: ignore[attr-defined]
    assert changes(form)[-1] == ("names", ["accuracy"])
    form.set_values({"units": 8, "names": ["accuracy"]})
    remove = next(b for b in tags.findChildren(QToolButton) if b.property("tag"))
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert changes(form)[-1] == ("names", [])


def test_an_initializer_shows_its_own_options(qtbot: QtBot, form: OptionForm) -> None:
    row = form.rows["kernel_initializer"]
    assert row.nested is None or row.nested.isHidden()
    form.set_values({"units": 8, "kernel_initializer": "random_normal"})
    assert row.nested is not None
    assert not row.nested.isHidden()
    assert "random_normal" in row.nested.text()
    row.nested.set_folded(False)
    inner = row.nested.findChild(OptionForm)
    assert inner is not None
    assert list(inner.rows) == ["mean", "stddev", "seed"]
    retype(qtbot, inner, "stddev", "0.2")
    name, value = changes(form)[-1]
    assert name == "kernel_initializer"
    assert value["class_name"] == "RandomNormal"
    assert value["config"]["stddev"] == 0.2
    form.set_values({"units": 8, "kernel_initializer": value})
    assert field(form, "kernel_initializer").value() == "random_normal"  # type: ignore[attr-defined]
    assert inner.rows["stddev"].editor.field.value() == 0.2  # type: ignore[attr-defined]
    retype(qtbot, inner, "stddev", "-1")
    assert "must be at least 0" in inner.problems()["stddev"]
    form.set_values({"units": 8})
    assert row.nested.isHidden()


def test_reset_gives_the_default_back(qtbot: QtBot, form: OptionForm) -> None:
    row = form.rows["rate"]
    assert row.reset.isHidden()
    form.set_values({"units": 9, "rate": 0.1})
    assert form.rows["units"].reset.isHidden()
    assert row.reset.isVisible()
    assert "0.5" in row.reset.toolTip()
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert changes(form) == [("rate", 0.5)]
    form.set_values({"units": 8})
    assert row.reset.isHidden()


def test_tool_tips_tell_doc_range_and_default(form: OptionForm) -> None:
    tip = form.rows["rate"].editor.toolTip()
    assert "Share." in tip
    assert "0 to 1" in tip
    assert "0.5" in tip
    assert "Required" in form.rows["units"].editor.toolTip()
    assert "none" in form.rows["limit"].editor.toolTip()


def test_advanced_options_are_folded_and_counted(
    qtbot: QtBot, form: OptionForm
) -> None:
    assert form.more is not None
    assert form.more.is_folded()
    assert form.more.text() == "Regularisers, more…"
    form.set_values({"units": 8, "kernel_regularizer": "l2"})
    assert form.more.text() == "Regularisers, more… (1)"
    form.focus_option("kernel_regularizer")
    assert not form.more.is_folded()
    qtbot.waitUntil(lambda: field(form, "kernel_regularizer").hasFocus())


def test_values_that_differ_are_shown_as_such_and_made_one(
    qtbot: QtBot, form: OptionForm
) -> None:
    mixed = ["units", "use_bias", "dtype", "sizes", "word", "names"]
    form.set_values({}, mixed)
    assert field(form, "units").text() == ""  # type: ignore[attr-defined]
    state = field(form, "use_bias").checkState()  # type: ignore[attr-defined]
    assert state == Qt.CheckState.PartiallyChecked
    assert field(form, "dtype").currentIndex() == -1  # type: ignore[attr-defined]
    assert changes(form) == []
    form.focus_option("units")
    form.focus_option("rate")  # leaving an empty field says nothing
    assert changes(form) == []
    assert form.problems() == {}
    retype(qtbot, form, "units", "9")
    qtbot.mouseClick(field(form, "use_bias"), Qt.MouseButton.LeftButton)
    assert changes(form) == [("units", 9), ("use_bias", True)]


def test_what_is_being_typed_is_left_alone(qtbot: QtBot, form: OptionForm) -> None:
    retype(qtbot, form, "shape", "28, 28")
    assert changes(form)[-1] == ("shape", [28, 28])
    form.set_values({"units": 8, "shape": [28, 28]})
    assert field(form, "shape").text() == "28, 28"  # type: ignore[attr-defined]
    retype(qtbot, form, "rate", "1e-1")
    form.set_values({"units": 8, "rate": 0.1})
    assert field(form, "rate").text() == "1e-1"  # type: ignore[attr-defined]


def test_values_from_outside_emit_nothing(form: OptionForm) -> None:
    form.set_values(
        {
            "units": 3,
            "rate": 0.1,
            "limit": 5,
            "use_bias": False,
            "shape": [2],
            "sizes": [1],
            "dtype": "float64",
            "word": "w",
            "names": ["accuracy"],
            "odd": [1],
            "kernel_initializer": "zeros",
            "kernel_regularizer": "l1",
        }
    )
    assert changes(form) == []
    assert field(form, "odd").text() == "[1]"  # type: ignore[attr-defined]


def test_leaving_a_field_ends_the_step(qtbot: QtBot, form: OptionForm) -> None:
    retype(qtbot, form, "units", "5")
    with qtbot.waitSignal(form.editing_finished, timeout=1000):
        form.focus_option("rate")


def test_labels_are_equally_wide_and_readable(form: OptionForm) -> None:
    widths = {row.label.parentWidget().width() for row in form.rows.values()}
    assert len(widths) == 1
    assert form.rows["kernel_initializer"].label.full_text() == "kernel init."


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("units", "units"),
        ("return_sequences", "return sequences"),
        ("recurrent_activation", "recurrent act."),
        ("bias_initializer", "bias init."),
        ("activation", "activation"),
        ("initializer", "initializer"),
    ],
)
def test_labels(name: str, label: str) -> None:
    assert label_of(name) == label


def test_another_language_changes_texts_in_place(
    qtbot: QtBot, form: OptionForm, qapp: QApplication
) -> None:
    retype(qtbot, form, "units", "77")
    QApplication.sendEvent(form, QEvent(QEvent.Type.LanguageChange))
    assert field(form, "units").text() == "77"  # type: ignore[attr-defined]


def declared() -> list[type[Configurable]]:
    """Everything in the registries that has options, and what the program declares."""
    found: list[type[Configurable]] = [InputNode, OutputNode, TrainingSettings]
    for table in (
        registry.LAYERS,
        registry.OPTIMIZERS,
        registry.LOSSES,
        registry.CALLBACKS,
        registry.INITIALIZERS,
        registry.REGULARIZERS,
    ):
        found += [
            cls
            for _, cls in table.items()
            if isinstance(cls, type) and issubclass(cls, Configurable)
        ]
    return found


@pytest.mark.parametrize("cls", declared(), ids=lambda cls: cls.__name__)
def test_everything_declared_has_a_form(qtbot: QtBot, cls: type[Configurable]) -> None:
    form = OptionForm(cls.options)
    qtbot.addWidget(form)
    form.value_changed.connect(lambda *_: pytest.fail("a form speaks unasked"))
    form.resize(300, 600)
    form.show()
    if form.more is not None:
        form.more.set_folded(False)
    assert set(form.rows) == set(cls.options)
    assert form.problems() == {}
    for name, row in form.rows.items():
        assert row.label.full_text(), name
        assert shown_default(row) in (default_of(cls.options[name]), "", None)


def shown_default(row: OptionRow) -> Any:
    """Return what a chooser shows; other editors are tested above."""
    editor = row.editor
    if isinstance(editor, ChoiceEditor) and not row.option.is_required:
        return editor.field.value()
    return None


def test_required_options_have_no_default() -> None:
    assert default_of(Sample.options["units"]) is None
    assert default_of(Sample.options["sizes"]) == [3, 3]
    made: Option = Sample.options["kernel_initializer"]
    assert default_of(made) == "glorot_uniform"
