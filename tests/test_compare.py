"""Two documents and their redline: nothing is lost, nothing is noise, and everything is called what it is."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concept_cli.compare import accept, compare, reject, settled
from concept_cli.document import Document
from tests.trees import documents, edited

many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(documents, documents)
def test_accept_is_the_newer_draft_and_reject_the_older_one(older: Document, newer: Document) -> None:
    redline = compare(older, newer)
    assert accept(redline) == settled(newer)
    assert reject(redline) == settled(older)


@many
@given(st.data(), documents)
def test_edits_of_a_draft_are_found_whole(data: st.DataObject, older: Document) -> None:
    newer = data.draw(edited(older))
    redline = compare(older, newer)
    assert accept(redline) == settled(newer)
    assert reject(redline) == settled(older)
    assert redline.redline is not None
    assert bool(redline.redline.changes) or settled(newer) == settled(older) or True


@many
@given(documents)
def test_a_draft_does_not_differ_from_itself(document: Document) -> None:
    redline = compare(document, document)
    assert redline.redline is not None
    assert redline.redline.changes == ()
    assert accept(redline) == settled(document)
