"""A window with every widget and every styled control, to look at while working.

Run ``python -m studio.widgets.gallery [--mode dark] [--language zh] [--shots FOLDER]``.
This is a tool for developers; its sample texts are not translated with the program.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFormLayout,
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.widgets import (
    Card,
    Choice,
    ChoiceBox,
    ElidedLabel,
    EmptyState,
    FloatEdit,
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
    TagList,
)

ZH = {
    "Open": "打开",
    "Save": "保存",
    "Tidy up": "整理布局",
    "Export": "导出",
    "Train": "训练",
    "Step": "单步",
    "Evaluate": "评估",
    "Predict": "预测",
    "Search layers": "搜索网络层",
    "Inputs & outputs": "输入与输出",
    "Core": "核心层",
    "Recurrent": "循环层",
    "Convolution": "卷积层",
    "Merge": "合并层",
    "Regularization": "正则化",
    "name": "名称",
    "units": "单元数",
    "activation": "激活函数",
    "return sequences": "返回完整序列",
    "dropout": "丢弃率",
    "learning rate": "学习率",
    "shape": "形状",
    "callbacks": "回调",
    "Regularisers, constraints, more…": "正则化、约束及更多选项…",
    "Training": "训练",
    "Controls": "控件",
    "Lists": "列表",
    "Messages": "消息",
    "Problems": "问题",
    "Nothing is wrong": "没有发现问题",
    "Problems of the model show here as you draw.": "绘制模型时，问题会显示在这里。",
    "Open an example": "打开示例",
    "Loss": "损失",
    "Accuracy": "准确率",
    "Epoch 19 of 50 · batch 1,204 of 1,563 · 2,310 samples/s · 1 min 12 s left": (
        "第 19 轮，共 50 轮 · 第 1,204 批，共 1,563 批 · 每秒 2,310 个样本"
    ),
    "Reads a sequence, keeps a memory (Hochreiter & Schmidhuber, 1997).": (
        "长短期记忆：逐步读取序列并保持记忆（Hochreiter 与 Schmidhuber，1997）。"
    ),
    "Model is valid · 12 nodes, 2 inputs, 2 outputs": (
        "模型有效 · 12 个节点，2 个输入，2 个输出"
    ),
    "Parameters": "参数量",
    "Input": "输入",
    "Output": "输出",
    "Undo": "撤销",
    "Retry": "重试",
    "Show it": "定位",
}


class Gallery(QMainWindow):
    """The window of samples.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the sample texts.
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._words = ZH if language == "zh" else {}
        self.setWindowTitle("Hornbeam widgets")
        self.setWindowIcon(theme.app_icon())
        self.tabs = TabPanel()
        self._add_menus()
        self._add_tool_bar()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._palette())
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self._canvas())
        middle.addWidget(self._bottom())
        middle.setSizes([430, 420])
        split.addWidget(middle)
        split.addWidget(self._inspector())
        split.setSizes([200, 1000, 320])
        split.setStretchFactor(1, 1)
        self.setCentralWidget(split)
        self.statusBar().addWidget(IconLabel("dot", "success", extent=20))
        self.statusBar().addWidget(
            QLabel(self.say("Model is valid · 12 nodes, 2 inputs, 2 outputs"))
        )
        self.statusBar().addPermanentWidget(
            QLabel("NumPy engine · float32 · 2 threads")
        )
        switch = QToolButton()
        theme.set_icon(switch, "moon", "muted")
        switch.setToolTip("Light or dark")
        switch.clicked.connect(self._switch)
        self.statusBar().addPermanentWidget(switch)

    def say(self, text: str) -> str:
        """Return a sample text in the language of the gallery."""
        return self._words.get(text, text)

    def _switch(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light" if theme.current().is_dark else "dark")

    def _add_menus(self) -> None:
        for name in ("File", "Edit", "View", "Model", "Data", "Train", "Help"):
            menu = self.menuBar().addMenu(name)
            for text, icon in (("Open", "open"), ("Save", "save"), ("Undo", "undo")):
                action = menu.addAction(self.say(text))
                theme.set_icon(action, icon)
            menu.addSeparator()
            checked = menu.addAction("Checked")
            checked.setCheckable(True)
            checked.setChecked(True)
            menu.addAction("Disabled").setEnabled(False)

    def _add_tool_bar(self) -> None:
        bar = self.addToolBar("Main")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(theme.sizes().icon, theme.sizes().icon))
        for text, icon in (
            ("Open", "open"),
            ("Save", "save"),
            ("", "undo"),
            ("", "redo"),
            ("Tidy up", "tidy"),
            ("Export", "export"),
        ):
            action = self._add_tool(bar, text, icon)
            action.setEnabled(icon != "redo")
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        train = bar.addAction(self.say("Train"))
        theme.set_icon(train, "play", "on-accent")
        theme.set_kind(bar.widgetForAction(train), "primary")
        for text, icon in (
            ("", "pause"),
            ("", "stop"),
            ("Step", "step"),
            ("Evaluate", "evaluate"),
            ("Predict", "predict"),
        ):
            self._add_tool(bar, text, icon)

    def _add_tool(self, bar: QToolBar, text: str, icon: str) -> QAction:
        action = bar.addAction(self.say(text or icon))
        theme.set_icon(action, icon)
        button = bar.widgetForAction(action)
        if not text and isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return action

    def _palette(self) -> QWidget:
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(SearchField(self.say("Search layers"), shortcut_hint="/"))
        layout.addSpacing(4)
        names = {
            "Inputs & outputs": ["Input", "Output"],
            "Core": ["Dense", "Activation", "Embedding", "Flatten", "Reshape"],
            "Recurrent": ["LSTM", "GRU", "Bidirectional"],
            "Convolution": ["Conv2D", "GlobalAveragePooling2D"],
            "Merge": ["Concatenate", "Add"],
            "Regularization": ["Dropout", "BatchNormalization"],
        }
        for family, layers in names.items():
            layout.addWidget(SectionHeader(self.say(family)))
            rows = QListWidget()
            theme.set_kind(rows, "plain")
            rows.setAccessibleName(family)
            rows.setIconSize(QSize(10, 10))
            rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            for name in layers:
                QListWidgetItem(theme.family_icon(family), name, rows)
            layout.addWidget(rows)
            rows.setFixedHeight(rows.sizeHintForRow(0) * len(layers) + 2)
        layout.addStretch(1)
        return panel

    def _canvas(self) -> QWidget:
        colors = theme.current()
        scene = QGraphicsScene(QRectF(0, 0, 3000, 2000), self)
        for x in range(0, 3000, 25):
            for y in range(0, 2000, 25):
                scene.addRect(x, y, 1, 1, Qt.PenStyle.NoPen, QColor(colors.grid_dot))
        view = QGraphicsView(scene)
        view.setAccessibleName("Canvas")
        bar = QFrame()
        theme.set_kind(bar, "floating")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 1, 12, 1)
        row.setSpacing(2)
        for icon in ("minus", "plus", "fit"):
            button = QToolButton()
            theme.set_icon(button, icon, "muted")
            button.setAccessibleName(icon)
            row.addWidget(button)
        label = QLabel("78 %   5,200,610 parameters · 19.8 MiB")
        theme.set_kind(label, "muted")
        row.addWidget(label)
        Overlay(view, bar, Qt.Corner.BottomLeftCorner)
        map_card = Card("Minimap")
        map_card.body.addWidget(QLabel("(100, 512)"))
        Overlay(view, map_card, Qt.Corner.BottomRightCorner)
        return view

    def _bottom(self) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(12, 0, 12, 8)
        layout.addWidget(self.tabs)
        for text, page in (
            ("Training", self._training()),
            ("Controls", self._controls()),
            ("Lists", self._lists()),
            ("Messages", self._messages()),
            ("Problems", self._nothing()),
        ):
            self.tabs.add_page(page, self.say(text))
        self.tabs.strip.set_count(4, 2)
        return frame

    def _training(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 12, 0, 0)
        line = ProgressLine()
        line.set_fraction(0.37)
        layout.addWidget(line)
        text = ElidedLabel(
            self.say(
                "Epoch 19 of 50 · batch 1,204 of 1,563 · 2,310 samples/s · "
                "1 min 12 s left"
            )
        )
        theme.set_kind(text, "hint")
        layout.addWidget(text)
        row = QHBoxLayout()
        for title in ("Loss", "Accuracy"):
            card = Card(self.say(title))
            legend = QLabel("—  main    – –  main val")
            theme.set_kind(legend, "hint")
            card.add_to_header(legend)
            card.body.addWidget(_Curves(), 1)
            row.addWidget(card)
        layout.addLayout(row, 1)
        busy = ProgressLine()
        busy.set_busy(True)
        layout.addWidget(busy)
        return page

    def _controls(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        buttons = QVBoxLayout()
        looks: tuple[tuple[str, theme.Kind | None], ...] = (
            ("Train", "primary"),
            ("Open", None),
            ("Undo", "quiet"),
            ("Show it", "link"),
            ("Retry", "danger"),
        )
        for text, kind in looks:
            pair = QHBoxLayout()
            for enabled in (True, False):
                button = QPushButton(self.say(text))
                if kind:
                    theme.set_kind(button, kind)
                button.setEnabled(enabled)
                pair.addWidget(button)
            buttons.addLayout(pair)
        buttons.addStretch(1)
        row.addLayout(buttons)
        box = QGroupBox(self.say("Core"))
        inner = QVBoxLayout(box)
        for text, checked in (("Checked", True), ("Not checked", False)):
            for enabled in (True, False):
                check = QCheckBox(text)
                check.setChecked(checked)
                check.setEnabled(enabled)
                inner.addWidget(check)
        partial = QCheckBox("Partly")
        partial.setTristate(True)
        partial.setCheckState(Qt.CheckState.PartiallyChecked)
        inner.addWidget(partial)
        for text in ("First", "Second"):
            radio = QRadioButton(text)
            radio.setChecked(text == "First")
            inner.addWidget(radio)
        inner.addStretch(1)
        row.addWidget(box)
        others = QVBoxLayout()
        spin = IntEdit()
        spin.set_value(32)
        others.addWidget(spin)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setValue(40)
        others.addWidget(slider)
        others.addWidget(ChoiceBox(None, ["tanh", "relu", "sigmoid"]))
        off = ChoiceBox(None, ["glorot_uniform"])
        off.setEnabled(False)
        others.addWidget(off)
        code = QPlainTextEdit("model = keras.Model(inputs, outputs)\nmodel.summary()")
        theme.set_kind(code, "mono")
        others.addWidget(code)
        row.addLayout(others, 1)
        return page

    def _lists(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 12, 0, 0)
        tree = QTreeWidget()
        tree.setHeaderLabels(["Run", "loss", "val loss"])
        for i in range(3):
            item = QTreeWidgetItem(tree, [f"Run {i + 1}", "0.2147", "0.2630"])
            for name in ("main_output accuracy", "aux_output accuracy"):
                QTreeWidgetItem(item, [name, "0.9312", "0.9104"])
            item.setExpanded(i == 0)
        tree.setCurrentIndex(tree.model().index(0, 0))
        tree.resizeColumnToContents(0)
        row.addWidget(tree)
        table = QTableWidget(12, 4)
        table.setHorizontalHeaderLabels(["sepal length", "width", "petal", "species"])
        for r in range(12):
            for c in range(4):
                cell = QTableWidgetItem(f"{(r * 7 + c * 3) % 50 / 10:.1f}")
                cell.setFont(theme.font("mono"))
                table.setItem(r, c, cell)
        table.setCurrentCell(1, 1)
        row.addWidget(table)
        return page

    def _messages(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 12, 0, 0)
        texts = {
            "info": "The example opened with its data bound. Press Train.",
            "success": "Exported to model.py.",
            "warning": "Inputs run from 0 to 255. Scale them to 0..1 first.",
            "error": 'Concatenate "merge": shapes (None, 32) and (None, 8, 5) differ. '
            "All sizes but the one along axis -1 must agree. <b>Not HTML.</b>",
        }
        if self._words:
            texts["error"] = (
                "Concatenate “merge”：形状 (None, 32) 与 (None, 8, 5) 不一致。"
                "除 axis -1 之外的所有尺寸必须相同。请插入 Flatten 层。"
            )
        for level in ("info", "success", "warning", "error"):
            bar = MessageBar()
            bar.show_message(
                texts[level],
                level,
                details="Traceback" if level == "error" else "",
                actions={self.say("Show it"): bar.clear, self.say("Undo"): bar.clear}
                if level in ("warning", "error")
                else None,
            )
            layout.addWidget(bar)
        layout.addStretch(1)
        return page

    def _nothing(self) -> QWidget:
        return EmptyState(
            "success",
            self.say("Nothing is wrong"),
            self.say("Problems of the model show here as you draw."),
            self.say("Open an example"),
        )

    def _inspector(self) -> QWidget:
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        swatch = QLabel()
        swatch.setPixmap(theme.family_icon("Recurrent").pixmap(12, 12))
        head.addWidget(swatch)
        title = QLabel("LSTM")
        theme.set_kind(title, "title")
        head.addWidget(title, 1)
        layout.addLayout(head)
        doc = QLabel(
            self.say(
                "Reads a sequence, keeps a memory (Hochreiter & Schmidhuber, 1997)."
            )
        )
        doc.setWordWrap(True)
        theme.set_kind(doc, "hint")
        layout.addWidget(doc)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(12)
        units = IntEdit(minimum=1)
        units.set_value(32)
        rate = FloatEdit(minimum=0, maximum=1)
        rate.set_value(0.0)
        learning = FloatEdit(minimum=0)
        learning.set_value(1e-3)
        learning.lineEdit().setText("1e-3")
        wrong = IntEdit(minimum=1)
        wrong.set_value(64)
        wrong.lineEdit().setText("-3")
        wrong.commit()
        shape = ShapeEdit()
        shape.set_value((None, 100, 512))
        bad_shape = ShapeEdit()
        bad_shape.setText("(100, abc)")
        bad_shape.commit()
        none = IntEdit(optional=True)
        tags = TagList(suggestions=["EarlyStopping", "ModelCheckpoint", "CSVLogger"])
        tags.set_tags(["EarlyStopping", "ModelCheckpoint"])
        activation = ChoiceBox(
            None, [Choice(None, "None"), "relu", "tanh", "sigmoid", "hard_sigmoid"]
        )
        activation.set_value("tanh")
        editors: tuple[tuple[str, QWidget], ...] = (
            ("units", units),
            ("units", wrong),
            ("units", none),
            ("activation", activation),
            ("return sequences", QCheckBox()),
            ("dropout", rate),
            ("learning rate", learning),
            ("shape", shape),
            ("shape", bad_shape),
            ("callbacks", tags),
        )
        for text, editor in editors:
            label = QLabel(self.say(text))
            label.setBuddy(editor)
            theme.set_kind(label, "muted")
            editor.setAccessibleName(self.say(text))
            form.addRow(label, editor)
        layout.addLayout(form)
        more = FoldableSection(
            self.say("Regularisers, constraints, more…"), is_link=True
        )
        more.body.addWidget(IntEdit())
        layout.addWidget(more)
        shapes = FoldableSection(self.say("shape"), folded=False)
        facts = QFormLayout()
        for text, value in (
            ("Input", "(None, 100, 512) float32"),
            ("Output", "(None, 32) float32"),
            ("Parameters", "69,760"),
        ):
            label = QLabel(self.say(text))
            theme.set_kind(label, "muted")
            fact = ElidedLabel(value)
            theme.set_kind(fact, "mono")
            facts.addRow(label, fact)
        shapes.body.addLayout(facts)
        layout.addWidget(shapes)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(panel)
        return area


class _Curves(QWidget):
    """A picture of curves in the colours of plots."""

    def paintEvent(self, event: object, /) -> None:
        """Paint falling curves."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.size()
        for i in range(8):
            painter.setPen(theme.series_color(i))
            line = QPolygonF()
            for x in range(0, size.width(), 6):
                y = size.height() * (1 - 0.9 / (1 + x * (i + 2) / 900))
                line.append(QRectF(x, y * (1 - i / 16), 0, 0).topLeft())
            painter.drawPolyline(line)
        painter.end()


def main() -> int:
    """Show the gallery, or save pictures of all its pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=["system", "light", "dark"], default="system")
    parser.add_argument("--language", choices=["en", "zh"], default="en")
    parser.add_argument("--text-scale", type=float, default=1.0)
    parser.add_argument("--size", default="1680x1050")
    parser.add_argument("--shots", type=Path, help="folder for a picture of each page")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme.apply(app, options.mode, text_scale=options.text_scale)
    window = Gallery(options.language)
    width, height = (int(part) for part in options.size.split("x"))
    window.resize(width, height)
    window.show()
    if options.shots is None:
        return app.exec()
    options.shots.mkdir(parents=True, exist_ok=True)
    for i in range(window.tabs.count()):
        window.tabs.strip.setCurrentIndex(i)
        app.processEvents()
        name = f"{theme.current().name}-{options.language}-{i}.png"
        window.grab().save(str(options.shots / name))
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
