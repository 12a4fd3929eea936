"""Tool tips that wrap."""

from __future__ import annotations

import html


def tool_tip(text: str) -> str:
    """Return plain text as a tool tip that breaks its lines.

    Qt shows a plain tool tip on one line however long it is; only rich text wraps.
    What the text contains is shown as it is, tags and all.

    Parameters
    ----------
    text : str
        Plain text; line ends stay.
    """
    if not text:
        return ""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")
