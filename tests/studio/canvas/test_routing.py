"""The ways of wires."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from studio.canvas.routing import find_way

CARD = QRectF(200, 0, 128, 80)


def points(path: QPainterPath) -> list[QPointF]:
    return [path.pointAtPercent(i / 200) for i in range(201)]


def runs_through(path: QPainterPath, rect: QRectF) -> bool:
    return any(rect.contains(point) for point in points(path))


def test_free_wire_between_equal_heights_is_straight() -> None:
    path = find_way(QPointF(0, 40), QPointF(300, 40)).path
    assert [point.y() for point in points(path)] == pytest.approx([40.0] * 201)


def test_free_wire_leaves_and_arrives_along_the_flow() -> None:
    path = find_way(QPointF(0, 0), QPointF(40, 200)).path
    for percent in (0.001, 0.999):
        angle = (path.angleAtPercent(percent) + 180) % 360 - 180
        assert angle == pytest.approx(0, abs=3)
    # It turns in the room between the cards.
    assert all(-0.1 <= point.x() <= 40.1 for point in points(path))


@pytest.mark.parametrize("end", [QPointF(400, 40), QPointF(400, 60), QPointF(460, 10)])
def test_wire_goes_around_a_card(end: QPointF) -> None:
    start = QPointF(128, 40)
    assert runs_through(find_way(start, end).path, CARD)
    path = find_way(start, end, [CARD]).path
    assert not runs_through(path, CARD)
    assert path.pointAtPercent(0) == start
    assert path.pointAtPercent(1) == end


def test_wire_turns_early_or_late_where_that_is_enough() -> None:
    # The lane of its end is free: no detour.
    path = find_way(QPointF(128, 40), QPointF(500, 200), [CARD]).path
    assert not runs_through(path, CARD)
    assert path.boundingRect().top() == 40
    assert path.boundingRect().bottom() == 200


def test_wire_takes_the_gap_between_two_cards() -> None:
    below = QRectF(200, 140, 128, 80)
    path = find_way(QPointF(128, 40), QPointF(400, 40), [CARD, below]).path
    assert not runs_through(path, CARD)
    assert not runs_through(path, below)


def test_walled_in_wire_is_drawn_all_the_same() -> None:
    wall = [QRectF(200, -5000, 128, 10_000)]
    path = find_way(QPointF(128, 40), QPointF(400, 40), wall).path
    assert path.pointAtPercent(1) == QPointF(400, 40)


def test_wire_back_bends_out_on_both_sides() -> None:
    path = find_way(QPointF(300, 0), QPointF(0, 100)).path
    assert path.boundingRect().right() > 310
    assert path.boundingRect().left() < -10


def test_graph_that_flows_down_is_the_same_turned() -> None:
    right = find_way(QPointF(128, 40), QPointF(400, 60), [CARD]).path
    turned = QRectF(CARD.y(), CARD.x(), CARD.height(), CARD.width())
    down = find_way(QPointF(40, 128), QPointF(60, 400), [turned], is_vertical=True).path
    for a, b in zip(points(right), points(down), strict=True):
        assert (a.x(), a.y()) == pytest.approx((b.y(), b.x()))


def test_wires_from_other_ports_keep_lanes_of_their_own() -> None:
    first = find_way(QPointF(128, 40), QPointF(400, 40), [CARD])
    assert first.lane is not None
    second = find_way(QPointF(128, 44), QPointF(400, 44), [CARD], [first.lane])
    assert second.lane is not None
    assert not second.lane.is_near(first.lane)
    assert not runs_through(second.path, CARD)
