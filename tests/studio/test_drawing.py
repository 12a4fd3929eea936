"""Diagrams without Graphviz: nothing overlaps, arrows keep clear, files are sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from engine import Model
from engine.diagram import Box, Diagram, Frame, Look, diagram_of
from engine.errors import FileError, UnsupportedError
from studio.drawing import draw_diagram, picture
from studio.drawing.figure import Figure, compose
from studio.drawing.files import figure_of
from studio.drawing.geometry import Point, Rect, Size
from tests.studio.drawing_models import MODELS, branches, nested, residual

ROOT = Path(__file__).parents[2]
RANKDIRS = ("TB", "BT", "LR", "RL")


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Fonts are measured, so Qt must be there."""


def drawn(model: Model, rankdir: str = "TB") -> Diagram:
    """The diagram of a model with everything shown."""
    return diagram_of(
        model,
        show_shapes=True,
        show_dtype=True,
        show_layer_activations=True,
        show_trainable=True,
        expand_nested=True,
        rankdir=rankdir,
    )


def meets(a: Rect, b: Rect) -> bool:
    """Whether two rectangles have an inner point in common."""
    return (
        a.left < b.right - 0.01
        and b.left < a.right - 0.01
        and a.top < b.bottom - 0.01
        and b.top < a.bottom - 0.01
    )


def contains(a: Rect, b: Rect) -> bool:
    """Whether the second rectangle lies in the first."""
    return (
        a.left <= b.left
        and b.right <= a.right
        and a.top <= b.top
        and b.bottom <= a.bottom
    )


def strokes(corners: tuple[Point, ...]) -> Iterator[Rect]:
    """The pieces of an arrow as thin rectangles."""
    for a, b in pairwise(corners):
        assert a.x == b.x or a.y == b.y, "arrows turn at right angles"
        left, top = min(a.x, b.x), min(a.y, b.y)
        yield Rect(left - 0.5, top - 0.5, abs(a.x - b.x) + 1, abs(a.y - b.y) + 1)


def boxes_in(frame: Frame) -> set[str]:
    """Ids of the boxes in a frame."""
    return {box.id for box in Diagram((frame,)).boxes()}


def frames_in(diagram: Diagram) -> list[Frame]:
    """All frames, outer before inner ones."""
    found: list[Frame] = []
    stack = list(diagram.items)
    while stack:
        item = stack.pop(0)
        if isinstance(item, Frame):
            found.append(item)
            stack = [*item.items, *stack]
    return found


def check(diagram: Diagram, figure: Figure) -> None:
    """Nothing overlaps, and each arrow leads from box to box and touches no other."""
    page = Rect(0.0, 0.0, *figure.size)
    rects = {box.id: rect for box, rect in figure.boxes}
    assert set(rects) == {box.id for box in diagram.boxes()}
    for one, a in rects.items():
        assert contains(page, a)
        for other, b in rects.items():
            assert one == other or not meets(a, b), (one, other)
    for frame, (title, area) in zip(frames_in(diagram), figure.frames, strict=True):
        assert frame.title == title
        for box_id, rect in rects.items():
            if box_id in boxes_in(frame):
                assert contains(area, rect)
            else:
                assert not meets(area, rect), (title, box_id)
    known = {e for e in diagram.edges if e[0] in rects and e[1] in rects}
    assert set(figure.arrows) == known
    for (source, target), corners in figure.arrows.items():
        assert on_border(rects[source], corners[0])
        assert on_border(rects[target], corners[-1])
        for stroke in strokes(corners):
            assert contains(page, stroke)
            for box_id, rect in rects.items():
                if box_id not in (source, target):
                    assert not meets(stroke, rect), (source, target, box_id)


def on_border(rect: Rect, point: Point) -> bool:
    """Whether a point lies on the border of a rectangle."""
    near = 0.01
    beside = min(abs(point.x - rect.left), abs(point.x - rect.right)) < near
    above = min(abs(point.y - rect.top), abs(point.y - rect.bottom)) < near
    return (beside or rect.left < point.x < rect.right) and (
        above or rect.top < point.y < rect.bottom
    ) and (beside or above)  # fmt: skip


# -------------------------------------------------------------------- layout


@pytest.mark.parametrize("rankdir", RANKDIRS)
@pytest.mark.parametrize("make", MODELS)
def test_nothing_overlaps(make: Callable[[], Model], rankdir: str) -> None:
    diagram = drawn(make(), rankdir)
    check(diagram, figure_of(diagram))


@pytest.mark.parametrize("make", MODELS)
def test_arrows_from_different_boxes_share_no_line(make: Callable[[], Model]) -> None:
    """Two arrows on one line would read as one that branches."""
    figure = figure_of(drawn(make()))
    pieces = [
        (edge, stroke)
        for edge, corners in figure.arrows.items()
        for stroke in strokes(corners)
    ]
    for (edge, a), (other, b) in combinations(pieces, 2):
        if edge[0] != other[0] and meets(a, b):
            wide = min(a.right, b.right) - max(a.left, b.left)
            high = min(a.bottom, b.bottom) - max(a.top, b.top)
            assert max(wide, high) < 5, (edge, other)


@pytest.mark.parametrize("rankdir", RANKDIRS)
def test_the_graph_flows_where_rankdir_says(rankdir: str) -> None:
    figure = figure_of(drawn(residual(2), rankdir))
    rects = {box.id: rect for box, rect in figure.boxes}
    for source, target in figure.arrows:
        a, b = rects[source], rects[target]
        if rankdir == "TB":
            assert a.bottom < b.top
        elif rankdir == "BT":
            assert b.bottom < a.top
        elif rankdir == "LR":
            assert a.right < b.left
        else:
            assert b.right < a.left


def test_a_chain_is_straight_and_branches_are_balanced() -> None:
    boxes = tuple(Box(name, "Dense", name) for name in "abcde")
    edges = (("a", "b"), ("b", "c"), ("c", "d"), ("c", "e"))
    sizes = {box.id: Size(160.0 if box.id in "de" else 200.0, 40.0) for box in boxes}
    figure = compose(Diagram(boxes, edges), sizes, {})
    middles = {b.id: r.left + r.width / 2 for b, r in figure.boxes}
    assert middles["a"] == middles["b"] == middles["c"]
    assert middles["c"] == pytest.approx((middles["d"] + middles["e"]) / 2, abs=2)
    assert all(len(corners) == 2 for corners in figure.arrows.values())


@st.composite
def diagrams(draw: st.DrawFn) -> tuple[Diagram, dict[str, Size]]:
    """Random boxes in frames of frames, with arrows forward, and some back."""
    count = draw(st.integers(1, 9))
    boxes = [Box(str(i), "Dense", f"layer {i}") for i in range(count)]
    items: list[Box | Frame] = list(boxes)
    for depth in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(items) - 1))
        stop = draw(st.integers(start + 1, len(items)))
        items[start:stop] = [Frame(f"frame {depth}", tuple(items[start:stop]))]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    drawn = draw(st.lists(pairs, max_size=14))
    forward = draw(st.booleans())
    edges = tuple(
        dict.fromkeys(
            (str(min(a, b)), str(max(a, b))) if forward else (str(a), str(b))
            for a, b in drawn
            if a != b or not forward
        )
    )
    sizes = {
        box.id: Size(draw(st.integers(60, 300)), draw(st.sampled_from((41, 79, 118))))
        for box in boxes
    }
    look = Look(rankdir=draw(st.sampled_from(RANKDIRS)))
    return Diagram(tuple(items), edges, look), sizes


@given(diagrams())
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_in_any_diagram(made: tuple[Diagram, dict[str, Size]]) -> None:
    diagram, sizes = made
    titles = {frame.title: 50.0 for frame in frames_in(diagram)}
    check(diagram, compose(diagram, sizes, titles))


def test_boxes_that_come_twice_and_arrows_from_nowhere() -> None:
    box, other = Box("a", "Dense", "a"), Box("b", "Dense", "b")
    items = (box, Frame("f", (box, other)), Frame("empty", ()))
    edges = (("a", "b"), ("a", "b"), ("a", "gone"), ("gone", "b"))
    figure = figure_of(Diagram(items, edges))
    assert [b.id for b, _ in figure.boxes] == ["a", "b"]
    assert list(figure.arrows) == [("a", "b")]
    assert [title for title, _ in figure.frames] == ["f"]


def test_an_empty_diagram_is_a_small_picture() -> None:
    for format in ("png", "svg", "pdf"):
        assert picture(Diagram(()), format)


# --------------------------------------------------------------------- files


def test_png_has_the_resolution_and_the_colors(tmp_path: Path) -> None:
    diagram = drawn(branches())
    path = tmp_path / "图.PNG"
    draw_diagram(diagram, path)
    image = QImage(str(path))
    figure = figure_of(diagram)
    scale = 200 / 72
    assert image.width() == pytest.approx(figure.size.width * scale, abs=1)
    assert image.height() == pytest.approx(figure.size.height * scale, abs=1)
    assert image.dotsPerMeterX() == pytest.approx(200 / 0.0254, abs=1)

    def color(x: float, y: float) -> str:
        return image.pixelColor(round(x * scale), round(y * scale)).name()

    assert color(1, 1) == "#ffffff"
    for box, rect in figure.boxes:
        assert color(rect.left + 4, rect.top + 10) == "#000000"  # the title
        below = color(rect.right - 5, rect.bottom - 5)
        expected = {None: "#ffffff", True: "#228b22", False: "#b22222"}
        assert below == expected[box.trainable], box.name
    # White letters stand on the title, black ones on the cells.
    rect = {box.name: rect for box, rect in figure.boxes}["join"]
    row = [color(rect.left + i / 4, rect.top + 20) for i in range(int(4 * rect.width))]
    assert row.count("#ffffff") > 20
    # The tip of an arrow is black.
    for corners in figure.arrows.values():
        a, b = corners[-2], corners[-1]
        towards = 1 if b.y > a.y else -1
        assert color(b.x, b.y - towards * 5) == "#000000"


def test_svg_has_the_texts_as_texts(tmp_path: Path) -> None:
    diagram = drawn(nested())
    path = tmp_path / "model.svg"
    draw_diagram(diagram, path)
    root = ET.parse(path).getroot()
    space = {"s": "http://www.w3.org/2000/svg"}
    texts = ["".join(text.itertext()) for text in root.findall(".//s:text", space)]
    assert "内部 <chain>" in texts
    assert "one (Dense)" in texts
    assert "Input shape: [(None, 3), (None, 3)]" in texts
    strong = [t.text for t in root.findall(".//s:tspan[@font-weight='bold']", space)]
    assert "one" in strong
    assert "(None, 4)" in strong
    titles = [t.text for t in root.findall(".//s:g/s:title", space)]
    assert titles == [box.name for box, _ in figure_of(diagram).boxes]
    renderer = QSvgRenderer(QByteArray(path.read_bytes()))
    assert renderer.isValid()
    width, height = figure_of(diagram).size
    assert renderer.viewBoxF().size().toTuple() == (width, height)


def test_odd_texts_do_no_harm() -> None:
    name = "</text>&\x00\x1b\ud800 {|}\u202e名\n"
    box = Box("0", "Dense", name, activation=name, output_shape={name: (None, 2)})
    look = Look(show_shapes=True, show_layer_activations=True)
    diagram = Diagram((Frame(name, (box,)),), look=look)
    root = ET.fromstring(picture(diagram, "svg").decode())
    texts = "".join(root.itertext())
    assert "</text>&" in texts
    assert "\x1b" not in texts
    assert "名" in texts
    for format in ("png", "pdf"):
        assert picture(diagram, format)


def test_pdf_is_one_page_of_the_size_of_the_figure() -> None:
    diagram = drawn(nested())
    data = picture(diagram, "pdf")
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+(\S+)\s+(\S+)\s*\]", data)
    assert box is not None
    size = figure_of(diagram).size
    assert (float(box[1]), float(box[2])) == pytest.approx(tuple(size), abs=1)
    assert b"/FontFile" in data, "letters are in the file"


def test_pictures_show_ink_where_the_figure_has_it() -> None:
    """The SVG and the PNG show the same picture."""
    diagram = drawn(residual(1))
    renderer = QSvgRenderer(QByteArray(picture(diagram, "svg")))
    png = QImage.fromData(picture(diagram, "png"))
    from PySide6.QtGui import QPainter

    svg = QImage(png.size(), QImage.Format.Format_RGB32)
    svg.fill(0xFFFFFFFF)
    painter = QPainter(svg)
    renderer.render(painter)
    painter.end()

    def gray(image: QImage) -> np.ndarray:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        data = np.frombuffer(image.constBits(), np.uint8)
        return data.reshape(image.height(), -1)[:, : image.width()].astype(float)

    # Letters differ where QtSvg finds another font; all else does not.
    assert abs(gray(svg) - gray(png)).mean() < 12


def test_very_long_diagrams_stay_within_what_can_be_painted() -> None:
    diagram = diagram_of(residual(60), show_shapes=True)
    check(diagram, figure_of(diagram))
    image = QImage.fromData(picture(diagram, "png"))
    assert 20_000 < image.height() <= 30_000
    box = re.search(
        rb"/MediaBox\s*\[\s*0\s+0\s+(\S+)\s+([0-9.]+)", picture(diagram, "pdf")
    )
    assert box is not None
    assert float(box[2]) == pytest.approx(14_400, abs=1)


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    diagram = diagram_of(residual(1))
    with pytest.raises(UnsupportedError, match=r"gif.*\.png, \.svg, \.pdf"):
        draw_diagram(diagram, tmp_path / "model.gif")
    with pytest.raises(FileError, match="folder does not exist"):
        draw_diagram(diagram, tmp_path / "no" / "model.png")
    path = tmp_path / "model.png"
    path.write_bytes(b"old")
    with pytest.raises(UnsupportedError):
        draw_diagram(diagram, path.with_suffix(".bmp"))
    assert path.read_bytes() == b"old"


CODE = """
import sys
from pathlib import Path
from engine.diagram import Box, Diagram
from engine.errors import UnsupportedError
from studio.drawing import draw_diagram
try:
    draw_diagram(Diagram((Box("0", "Dense", "a"),)), Path(sys.argv[1]))
except UnsupportedError as error:
    sys.exit(str(error))
"""


def alone(path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Draw in a process without any application or display."""
    kept = ("PATH", "HOME", "XDG_RUNTIME_DIR")
    environment = {k: os.environ[k] for k in kept if k in os.environ} | variables
    return subprocess.run(
        [sys.executable, "-c", CODE, str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_drawing_needs_neither_display_nor_application(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"model{suffix}"
    done = alone(path)
    assert done.returncode == 0, done.stderr
    assert path.stat().st_size > 500


@pytest.mark.skipif(sys.platform != "linux", reason="fonts come from fontconfig")
def test_a_machine_without_fonts_is_told_so(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    done = alone(tmp_path / "model.png", FONTCONFIG_FILE=str(empty))
    assert "no fonts on this machine" in done.stderr
    assert not (tmp_path / "model.png").exists()
