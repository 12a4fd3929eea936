"""What is said about a column: its kind, shape, range and gaps, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.data import Field
from studio.texts import text
from studio.widgets import format_shape

_CLASSES_NAMED = 6


class FieldTexts:
    """Words for columns in the language in use."""

    @staticmethod
    def kind(field: Field) -> str:
        """Return the kind of a column."""
        number = QCoreApplication.translate("FieldTexts", "number")
        vector = QCoreApplication.translate("FieldTexts", "vector")
        category = QCoreApplication.translate("FieldTexts", "class")
        tokens = QCoreApplication.translate("FieldTexts", "words")
        image = QCoreApplication.translate("FieldTexts", "image")
        sequence = QCoreApplication.translate("FieldTexts", "sequence")
        text = QCoreApplication.translate("FieldTexts", "text")
        words = {
            "numeric": vector if field.shape else number,
            "category": category,
            "tokens": tokens,
            "image": image,
            "sequence": sequence,
            "text": text,
        }
        return words[field.kind]

    @staticmethod
    def shape(field: Field) -> str:
        """Return the shape of one row, empty for a single value."""
        return format_shape(field.shape) if field.shape else ""

    @staticmethod
    def values(field: Field) -> str:
        """Return range or classes of a column in one line."""
        if field.classes:
            names = ", ".join(field.classes[:_CLASSES_NAMED])
            more = "…" if len(field.classes) > _CLASSES_NAMED else ""
            pattern = QCoreApplication.translate("FieldTexts", "{count}: {names}")
            return pattern.format(count=len(field.classes), names=names + more)
        if field.kind == "text" and field.distinct is not None:
            pattern = QCoreApplication.translate("FieldTexts", "{count} different")
            return pattern.format(count=f"{field.distinct:,}")
        if field.min is None or field.max is None:
            return "–"
        low, high = number_text(field.min), number_text(field.max)
        pattern = QCoreApplication.translate("FieldTexts", "{low} to {high}")
        return pattern.format(low=low, high=high)

    @staticmethod
    def tip(field: Field) -> str:
        """Return everything that is known of a column."""
        lines = [field.name]
        if field.doc:
            lines.append(text(field.doc))
        lines.append(
            " ".join((FieldTexts.kind(field), FieldTexts.shape(field))).strip()
        )
        lines.append(f"{field.dtype}, {FieldTexts.values(field)}")
        if field.mean is not None:
            mean = QCoreApplication.translate("FieldTexts", "mean {mean}")
            lines.append(mean.format(mean=number_text(field.mean)))
        return "\n".join(lines)


def number_text(value: float) -> str:
    """Return a number in at most five digits."""
    if value == round(value) and abs(value) < 1e7:
        return f"{value:,.0f}"
    return f"{value:.4g}"
