"""Looks that the class of a widget does not tell, asked for by name.

========== =====================================================================
widget     kinds
========== =====================================================================
label      title, strong, muted, hint, section, chip, mono, error, warning, success
button     primary, quiet, link, danger; tool buttons also bordered, section
frame      card, inset, floating, tag, line, message-info/-warning/-error/-success
line edit  search, title, mono
item view  plain
text edit  mono
tool bar   quiet
========== =====================================================================
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

Kind = Literal[
    "title",
    "strong",
    "muted",
    "hint",
    "section",
    "chip",
    "mono",
    "error",
    "warning",
    "success",
    "primary",
    "quiet",
    "link",
    "danger",
    "bordered",
    "card",
    "inset",
    "floating",
    "tag",
    "line",
    "message-info",
    "message-warning",
    "message-error",
    "message-success",
    "search",
    "plain",
]


def set_kind(widget: QWidget, kind: Kind) -> None:
    """Give a widget one of the looks of its class.

    Parameters
    ----------
    widget : QWidget
        What to change.
    kind : str
        See the table at the top of this module.
    """
    if widget.property("kind") != kind:
        set_state(widget, "kind", kind)


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that rules of the style sheet ask for, and take on the look.

    Parameters
    ----------
    widget : QWidget
        What to change.
    name : str
        Name of the property, such as ``"invalid"``.
    value : object
        Its value.
    """
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    # Not widget.update(): item views of PySide6 6.8 hide it behind update(index).
    QWidget.update(widget)
