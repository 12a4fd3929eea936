"""Steps made of several changes."""

from __future__ import annotations

import pytest

from studio.document import edits
from studio.document.changes import AddNode
from studio.document.draft import Draft
from studio.document.errors import DocumentError
from studio.document.model import Document


def test_draft_leaves_the_original_alone_until_its_change_is_applied() -> None:
    document = Document()
    a = edits.make_node(document, "Input")
    b = edits.make_node(document, "Dense")
    draft = Draft(document)
    assert draft.is_empty
    draft.do(AddNode(a))
    draft.do(AddNode(b))
    draft.do(edits.connect(draft.document, a.id, b.id))
    assert not document.nodes
    assert not draft.is_empty
    document.apply(draft.change)
    assert document == draft.document
    document.apply(draft.change.inverse())
    assert document == Document()


def test_a_change_that_does_not_fit_is_refused() -> None:
    document = Document()
    node = edits.make_node(document, "Dense")
    draft = Draft(document)
    draft.do(AddNode(node))
    with pytest.raises(DocumentError):
        draft.do(AddNode(node))
