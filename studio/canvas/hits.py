"""What the mouse is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.canvas.wire_item import WireEnd

HitKind = Literal["empty", "card", "title", "badge", "input", "output", "wire"]


@dataclass(frozen=True)
class Hit:
    """The thing under a point.

    Attributes
    ----------
    kind : str
        What it is.
    node : str
        Id of the node, for everything that belongs to one.
    port : int
        Port number, for ports.
    link : str
        Id of the link, for wires.
    end : str or None
        End of the wire that the point is near to.
    """

    kind: HitKind = "empty"
    node: str = ""
    port: int = 0
    link: str = ""
    end: WireEnd | None = None

    @property
    def is_port(self) -> bool:
        """Whether it is an input or output port."""
        return self.kind in ("input", "output")
