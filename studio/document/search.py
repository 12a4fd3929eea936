"""Finds types of nodes by a few letters: "lst", "conv2", "gap".

Used by the palette and by the search on the canvas, so that both find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studio.document.nodes import NodeType

_BY_NAME = 1000
_BY_WORDS = 100


def match(query: str, text: str) -> int:
    """Return how well letters match a name; 0 if they do not.

    Best is the name itself, then its beginning, the beginnings of its words, a part of
    it, and last its letters in order with others between.

    Parameters
    ----------
    query : str
        What was typed; case and spaces do not matter.
    text : str
        A name such as ``"GlobalAveragePooling2D"``.

    Examples
    --------
    >>> match("gap", "GlobalAveragePooling2D") > match("gap", "MaxPooling2D") == 0
    True
    """
    wanted = "".join(query.lower().split()).replace("_", "")
    plain = text.lower().replace("_", "").replace(" ", "")
    if not wanted:
        return 1
    shortness = max(0, 60 - len(plain))
    if plain == wanted:
        return 900
    if plain.startswith(wanted):
        return 700 + shortness
    initials = "".join(
        letter
        for i, letter in enumerate(text)
        if i == 0 or letter.isupper() or letter.isdigit() or text[i - 1] in "_ "
    ).lower()
    if initials.startswith(wanted):
        return 600 + shortness
    if wanted in plain:
        return 400 + shortness
    if _has_in_order(wanted, plain):
        return 200 + shortness
    return 0


def _has_in_order(letters: str, text: str) -> bool:
    if letters[0] != text[:1]:
        return False  # "dens" is not in "AveragePooling...": too many would match
    rest = iter(text)
    return all(letter in rest for letter in letters)


def search(
    query: str,
    types: Iterable[NodeType],
    words: Callable[[NodeType], str] = lambda kind: f"{kind.category} {kind.doc}",
) -> list[NodeType]:
    """Return the types that match, best first; all, in their order, for no query.

    Parameters
    ----------
    query : str
        What was typed.
    types : iterable of NodeType
        Where to search.
    words : callable, optional
        Gives further text to find a type by, such as its translated description.
    """
    scored: list[tuple[int, NodeType]] = []
    wanted = query.strip().lower()
    for kind in types:
        score = match(query, kind.name)
        if score:
            score += _BY_NAME
        elif len(wanted) > 1 and wanted in words(kind).lower():
            score = _BY_WORDS
        if score:
            scored.append((score, kind))
    if not wanted:
        return [kind for _, kind in scored]
    return [kind for _, kind in sorted(scored, key=lambda pair: -pair[0])]
