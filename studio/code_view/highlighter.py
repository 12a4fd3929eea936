"""Colours of Python source, from Pygments' tokens and the theme's colours."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)

from studio import theme

_COLORS = {
    "Keyword": "link",
    "Operator.Word": "link",
    "String": "success",
    "Number": "warning",
    "Comment": "muted",
    "Doc": "muted",
}
"""Tokens of theme colours by the words of Pygments' tokens, which all are text colours
with enough contrast on the ground of fields."""


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document whose whole text was handed to `lex` before."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lines: list[list[tuple[int, int, str]]] = []
        theme.notifier.changed.connect(self.rehighlight)

    def lex(self, text: str) -> None:
        """Find the tokens of a text; call it before the document gets the text.

        Parameters
        ----------
        text : str
            The whole source: strings of several lines need the lines before.
        """
        # Only needed when code is shown; Pygments takes 50 ms to import.
        from pygments.lexers.python import PythonLexer

        self._lines = [[]]
        column = 0
        for token, value in PythonLexer(stripnl=False).get_tokens(text):
            kind = _kind(str(token))
            for part in value.splitlines(keepends=True) or [""]:
                plain = part.rstrip("\n")
                if kind and plain:
                    # Qt counts UTF-16 units.
                    size = len(plain.encode("utf-16-le", "surrogatepass")) // 2
                    self._lines[-1].append((column, size, kind))
                column += len(plain.encode("utf-16-le", "surrogatepass")) // 2
                if part.endswith("\n"):
                    self._lines.append([])
                    column = 0

    # Qt overrides

    def highlightBlock(self, text: str, /) -> None:
        """Colour one line."""
        del text
        number = self.currentBlock().blockNumber()
        if number >= len(self._lines):
            return
        for start, size, kind in self._lines[number]:
            form = QTextCharFormat()
            form.setForeground(QColor(getattr(theme.current(), _COLORS[kind])))
            if kind == "Keyword":
                form.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(start, size, form)


def _kind(token: str) -> str:
    """Return which of the colours a token has, or an empty text."""
    if ".String.Doc" in token:
        return "Doc"
    return next((kind for kind in _COLORS if f".{kind}" in token), "")
