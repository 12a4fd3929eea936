"""The graph as a picture in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from canvas_hand import Hand
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from engine.errors import FileError
from studio import theme
from studio.canvas import save_picture


@pytest.fixture
def drawn(hand: Hand) -> Hand:
    a = hand.node("Input", 1000, 1000, shape=[5])
    b = hand.node("Dense", 1200, 1000)
    hand.wire(a, b)
    hand.session.select([a])
    return hand


def colors_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_png_shows_the_cards_and_nothing_of_the_program(
    drawn: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "图.png"
    drawn.view.render_to_image(path)
    image = QImage(str(path))
    # 1000..1328 by 1000..1080 with a margin of 24, twice as large.
    assert (image.width(), image.height()) == (752, 256)
    colors = colors_of(image)
    assert theme.LIGHT.families["Inputs & outputs"] in colors
    assert theme.LIGHT.families["Core"] in colors
    assert image.pixelColor(0, 0) == QColor("#ffffff")
    # The selection is not part of the picture, but still there.
    assert theme.LIGHT.error not in colors
    assert drawn.session.selection


def test_svg_and_pdf(drawn: Hand, tmp_path: Path) -> None:
    svg, pdf = tmp_path / "graph.svg", tmp_path / "graph.pdf"
    save_picture(drawn.view.board, svg, title="my graph")
    save_picture(drawn.view.board, pdf)
    renderer = QSvgRenderer(str(svg))
    assert renderer.isValid()
    assert "my graph" in svg.read_text(encoding="utf-8")
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert theme.LIGHT.families["Core"] in colors_of(image)
    assert pdf.read_bytes().startswith(b"%PDF")


def test_painter_of_ones_own(drawn: Hand) -> None:
    image = QImage(400, 200, QImage.Format.Format_ARGB32)
    image.fill(QColor("#123456"))
    painter = QPainter(image)
    drawn.view.render_to_image(painter)
    painter.end()
    assert theme.LIGHT.families["Core"] in colors_of(image)


def test_an_unknown_format_and_a_folder_that_is_not_there(
    drawn: Hand, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"gif.*\.png"):
        drawn.view.render_to_image(tmp_path / "graph.gif")
    for name in ("graph.png", "graph.svg", "graph.pdf"):
        with pytest.raises(FileError, match="folder does not exist"):
            drawn.view.render_to_image(tmp_path / "missing" / name)
