"""The card of a node, painted as a whole: ports and badge are no items of their own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.canvas.captions import Caption
from studio.canvas.geometry import (
    CORNER,
    EDGE,
    PADDING,
    PORT_RADIUS,
    CardShape,
    make_card_shape,
)
from studio.canvas.look import FAR_TITLE, FAR_TITLE_LEAST, Look, look
from studio.document.problems import Severity

FAR = 0.62
"""Below this zoom only title and shape are written, in larger letters."""
FLAT = 0.35
"""Below this zoom cards have no shadow."""
VERY_FAR = 0.22
"""Below this zoom a card is a plain block."""
_MARGIN = 14.0
_BADGE_RADIUS = 8.5
_TITLE_TOP = 11.0
_LINE_TOP = 29.0
_CHIP_BOTTOM = 11.0
_CHIP_HEIGHT = 18.0
_CHIP_PADDING = 6.0
_RIGHT = 12.0
_TWIN_SIGN = 16.0


class CardItem(QGraphicsItem):
    """A node on the canvas.

    Parameters
    ----------
    node_id : str
        Id of the node.
    """

    def __init__(self, node_id: str) -> None:
        super().__init__()
        self.node_id = node_id
        self.caption = Caption("")
        self.family = ""
        self.card = make_card_shape(0.0, 1, 1, takes_more=False)
        self.text_width = 0.0
        self.problem: Severity | None = None
        self.problem_text = ""
        self.is_chosen = False
        self.is_twin = False
        self.is_twin_chosen = False
        self.is_hovered = False
        self.is_dimmed = False
        self.is_drop_target = False
        self.dim_reason = ""
        self.lit_inputs = False
        self.lit_outputs = False
        self.shows_spare = False
        self.target_port: tuple[bool, int] | None = None
        self._bounds = _bounds(self.card)
        self._texts: list[tuple[QPointF, QStaticText, str]] = []
        self._far_title = QStaticText()
        self._far_font = QFont()
        self._far_chip = QStaticText()
        self._chip = QRectF()
        self._edge = QPainterPath()
        self.setZValue(1.0)

    # ------------------------------------------------------------- content

    def set_content(self, caption: Caption, family: str, card: CardShape) -> None:
        """Show other texts, ports or colours."""
        if card != self.card:
            self.prepareGeometryChange()
            self._bounds = _bounds(card)
        self.caption = caption
        self.family = family
        self.card = card
        self.lay_out()

    def lay_out(self) -> None:
        """Measure and place the texts; needed anew when fonts change."""
        style = look()
        card, caption = self.card, self.caption
        self._texts.clear()
        room = card.width - PADDING - _RIGHT - (_TWIN_SIGN if self.is_twin else 0.0)
        number = f" {caption.number}" if caption.number else ""
        number_width = style.number_metrics.horizontalAdvance(number)
        title = style.title_metrics.elidedText(
            caption.title, Qt.TextElideMode.ElideRight, room - number_width
        )
        self._write(title, PADDING, _TITLE_TOP, "title")
        if number:
            x = PADDING + style.title_metrics.horizontalAdvance(title)
            self._write(number, x, _TITLE_TOP, "number")
        room = card.width - PADDING - _RIGHT
        line = style.text_metrics.elidedText(
            caption.line, Qt.TextElideMode.ElideRight, room
        )
        self._write(line, PADDING, _LINE_TOP, "text")
        self._lay_out_chip(style, room)
        self._lay_out_far(style)
        self._edge = _edge_path(card)
        self.update()

    def _lay_out_chip(self, style: Look, room: float) -> None:
        caption = self.caption
        self._chip = QRectF()
        if not caption.chip:
            return
        chip = style.chip_metrics.elidedText(
            caption.chip, Qt.TextElideMode.ElideRight, room - 2 * _CHIP_PADDING
        )
        width = style.chip_metrics.horizontalAdvance(chip) + 2 * _CHIP_PADDING
        top = self.card.height - _CHIP_BOTTOM - _CHIP_HEIGHT
        self._chip = QRectF(PADDING, top, width, _CHIP_HEIGHT)
        inside = (_CHIP_HEIGHT - style.chip_metrics.height()) / 2
        self._write(chip, PADDING + _CHIP_PADDING, top + inside, "chip")
        if caption.note:
            x = self._chip.right() + 6.0
            note = style.text_metrics.elidedText(
                caption.note, Qt.TextElideMode.ElideRight, PADDING + room - x
            )
            inside = (_CHIP_HEIGHT - style.text_metrics.height()) / 2
            self._write(note, x, top + inside, "text")

    def _lay_out_far(self, style: Look) -> None:
        """Fit the title in by smaller letters first, and by an ellipsis last."""
        elide, room = Qt.TextElideMode.ElideRight, self.card.width - PADDING - 8.0
        text = f"{self.caption.title} {self.caption.number}".strip()
        wanted = style.far_metrics.horizontalAdvance(text)
        height = min(FAR_TITLE, max(FAR_TITLE_LEAST, int(FAR_TITLE * room / wanted)))
        self._far_font = QFont(style.far_font)
        self._far_font.setPixelSize(height)
        title = QFontMetricsF(self._far_font).elidedText(text, elide, room)
        self._far_title = _static(title, self._far_font)
        chip = style.far_chip_metrics.elidedText(self.caption.chip, elide, room)
        self._far_chip = _static(chip, style.far_chip_font)

    def _write(self, text: str, x: float, y: float, role: str) -> None:
        if text:
            static = _static(text, _role_font(role, look()))
            self._texts.append((QPointF(x, y), static, role))

    # ------------------------------------------------------------- answers

    def input_point(self, port: int) -> QPointF:
        """Return the centre of an input port in the scene."""
        return self.pos() + self.card.input_at(port)

    def output_point(self, port: int) -> QPointF:
        """Return the centre of an output port in the scene."""
        return self.pos() + self.card.output_at(port)

    def scene_rect(self) -> QRectF:
        """Return the card in the scene, without ports and shadow."""
        return self.card.rect.translated(self.pos())

    def shape_if(self, *, is_vertical: bool) -> CardShape:
        """Return the shape that the card has in a graph that flows right or down."""
        return make_card_shape(
            self.text_width,
            len(self.card.inputs),
            len(self.card.outputs),
            takes_more=self.card.spare is not None,
            is_vertical=is_vertical,
        )

    def title_rect(self) -> QRectF:
        """Return where the title is, in the scene."""
        height = look().title_metrics.height()
        width = self.card.width - PADDING - _RIGHT
        return QRectF(PADDING, _TITLE_TOP, width, height).translated(self.pos())

    def badge_center(self) -> QPointF:
        """Return the centre of the badge, from the corner of the card."""
        return QPointF(self.card.width - 9.0, 1.0)

    def is_on_badge(self, at: QPointF) -> bool:
        """Whether a point of the scene is on the badge."""
        if self.problem is None:
            return False
        distance = at - self.pos() - self.badge_center()
        return distance.manhattanLength() <= 2 * _BADGE_RADIUS

    # ---------------------------------------------------------- Qt overrides

    def boundingRect(self) -> QRectF:
        """Return the card with ports, badge, outline and shadow."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """Return the card with its ports."""
        path = QPainterPath()
        path.addRect(
            self.card.rect.adjusted(
                -PORT_RADIUS, -PORT_RADIUS, PORT_RADIUS, PORT_RADIUS
            )
        )
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
        /,
    ) -> None:
        """Paint as much as can be seen at this zoom."""
        del option, widget
        style = look()
        zoom = _zoom(painter.worldTransform())
        if self.is_dimmed and not style.is_paper:
            painter.setOpacity(0.4)
        if zoom < VERY_FAR and not style.is_paper:
            self._paint_block(painter, style)
            return
        self._paint_card(painter, style, has_shadow=zoom >= FLAT)
        if zoom < FAR and not style.is_paper:
            self._paint_far_texts(painter, style)
        else:
            self._paint_texts(painter, style)
        self._paint_ports(painter, style)
        if self.problem is not None and not style.is_paper:
            paint_badge(painter, style, self.badge_center(), self.problem)

    def _paint_block(self, painter: QPainter, style: Look) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        color = style.family(self.family)
        if self.is_chosen:
            color = style.accent
        elif self.problem == "error":
            color = style.error
        painter.setBrush(color)
        painter.drawRect(self.card.rect)

    def _paint_card(self, painter: QPainter, style: Look, *, has_shadow: bool) -> None:
        rect = self.card.rect
        painter.setPen(Qt.PenStyle.NoPen)
        if has_shadow and not style.is_paper and not self.is_dimmed:
            for i, brush in enumerate(style.shadows):
                grow = 6.0 - 1.75 * i
                painter.setBrush(brush)
                painter.drawRoundedRect(
                    rect.adjusted(-grow, -grow + 2.5, grow, grow + 2.5),
                    CORNER + grow,
                    CORNER + grow,
                )
        painter.setBrush(style.card)
        painter.setPen(self._border(style))
        painter.drawRoundedRect(rect, CORNER, CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.family(self.family))
        painter.drawPath(self._edge)
        if style.is_paper:
            return
        if self.is_chosen or self.is_drop_target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.outline)
            painter.drawRoundedRect(
                rect.adjusted(-1.0, -1.0, 1.0, 1.0), CORNER + 1.0, CORNER + 1.0
            )
        elif self.is_twin_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.twin_outline)
            painter.drawRoundedRect(
                rect.adjusted(-2.0, -2.0, 2.0, 2.0), CORNER + 2.0, CORNER + 2.0
            )

    def _paint_far_texts(self, painter: QPainter, style: Look) -> None:
        title, chip = self._far_title.size().height(), self._far_chip.size().height()
        top = (self.card.height - title - chip) / 2
        painter.setPen(style.text)
        painter.setFont(self._far_font)
        painter.drawStaticText(QPointF(PADDING, top), self._far_title)
        painter.setPen(style.muted)
        painter.setFont(style.far_chip_font)
        painter.drawStaticText(QPointF(PADDING, top + title), self._far_chip)

    def _border(self, style: Look) -> QPen:
        if style.is_paper:
            return style.border_hover
        if self.problem == "error" and not self.is_chosen:
            return style.border_error
        return style.border_hover if self.is_hovered else style.border

    def _paint_texts(self, painter: QPainter, style: Look) -> None:
        if not self._chip.isEmpty():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.chip)
            painter.drawRoundedRect(self._chip, 4.0, 4.0)
        for at, text, role in self._texts:
            painter.setPen(style.text if role == "title" else style.muted)
            painter.setFont(_role_font(role, style))
            painter.drawStaticText(at, text)
        if self.is_twin:
            right = self.card.width - _RIGHT
            _paint_chain(painter, style, QPointF(right - _TWIN_SIGN + 2.0, 13.0))

    def _paint_ports(self, painter: QPainter, style: Look) -> None:
        ring = style.ring(self.family)
        for port, center in enumerate(self.card.inputs):
            self._paint_port(painter, style, ring, center, (False, port))
        if self.shows_spare and self.card.spare is not None:
            port = len(self.card.inputs)
            self._paint_port(painter, style, ring, self.card.spare, (False, port))
        for port, center in enumerate(self.card.outputs):
            self._paint_port(painter, style, ring, center, (True, port))

    def _paint_port(
        self,
        painter: QPainter,
        style: Look,
        ring: QPen,
        center: QPointF,
        name: tuple[bool, int],
    ) -> None:
        is_lit = self.lit_outputs if name[0] else self.lit_inputs
        is_target = self.target_port == name
        radius = PORT_RADIUS
        if is_target or is_lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.accent)
            painter.setOpacity(0.3)
            halo = radius + (6.0 if is_target else 3.5)
            painter.drawEllipse(center, halo, halo)
            painter.setOpacity(1.0)
        painter.setPen(style.outline if is_target or is_lit else ring)
        painter.setBrush(style.accent if is_target else style.card)
        painter.drawEllipse(center, radius, radius)


def _bounds(card: CardShape) -> QRectF:
    """Return the card with ports, badge, outline and shadow."""
    return card.rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _edge_path(card: CardShape) -> QPainterPath:
    """Return the coloured strip at the left, with the round corners of the card."""
    path = QPainterPath()
    height, diameter = card.height, 2 * CORNER
    path.moveTo(EDGE, 0.0)
    path.arcTo(0.0, 0.0, diameter, diameter, 112.0, 68.0)
    path.lineTo(0.0, height - CORNER)
    path.arcTo(0.0, height - diameter, diameter, diameter, 180.0, 68.0)
    path.lineTo(EDGE, height)
    path.closeSubpath()
    return path


def _static(text: str, font: QFont) -> QStaticText:
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    static.prepare(QTransform(), font)
    return static


def _role_font(role: str, style: Look) -> QFont:
    return {
        "title": style.title_font,
        "number": style.number_font,
        "chip": style.chip_font,
    }.get(role, style.text_font)


def _zoom(transform: QTransform) -> float:
    return QStyleOptionGraphicsItem.levelOfDetailFromTransform(transform)


def paint_badge(
    painter: QPainter, style: Look, center: QPointF, severity: Severity
) -> None:
    """Paint the sign of a problem: round for errors, a triangle for warnings.

    Parameters
    ----------
    painter : QPainter
        Where.
    style : Look
        Colours.
    center : QPointF
        Middle of the sign.
    severity : str
        How serious the problem is.
    """
    painter.setPen(QPen(style.canvas, 2.0))
    painter.setBrush(style.error if severity == "error" else style.warning)
    if severity == "error":
        painter.drawEllipse(center, _BADGE_RADIUS, _BADGE_RADIUS)
    else:
        painter.drawPath(_triangle(center))
    painter.setPen(style.canvas)
    painter.setFont(style.badge_font)
    shift = 0.0 if severity == "error" else 1.5
    area = QRectF(center.x() - 8.0, center.y() - 8.0 + shift, 16.0, 16.0)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "!")


def _triangle(center: QPointF) -> QPainterPath:
    path = QPainterPath(center + QPointF(0.0, -9.0))
    path.lineTo(center + QPointF(9.5, 8.0))
    path.lineTo(center + QPointF(-9.5, 8.0))
    path.closeSubpath()
    return path


def _paint_chain(painter: QPainter, style: Look, at: QPointF) -> None:
    """Paint two links of a chain, 14 wide and 10 high."""
    painter.setPen(QPen(style.muted, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at.x(), at.y() + 2.0, 8.5, 6.0), 3.0, 3.0)
    painter.drawRoundedRect(QRectF(at.x() + 5.5, at.y() + 2.0, 8.5, 6.0), 3.0, 3.0)
