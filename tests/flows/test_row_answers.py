"""Rows of a group in the conversation: whole, part by part, changed, removed, done, undone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from flows.conversation import Conversation
from flows.effects import Ask, Fold, Tick, Untick, Whisper
from flows.hearing import Message, hear, hear_deletion, hear_edit
from flows.spoken import Word
from flows.steering import choose, drop, finish, press, remove
from flows.turn import Turn, counted
from tests.flows.test_interview_properties import begun, quick

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
PAGES = tuple(page.key for page in quick().intake.pages)
CAUSES = "causes_and_solutions"
WHOLE = "cause: thin descriptions; fix: add 'good when' lines; kind: content; start: yes"


def at(key: str) -> Conversation:
    told = begun(quick(), "Menu helper").conversation
    told = told.model_copy(update={"reach": (*told.reach, *PAGES)})
    return counted(quick().revisit(told, key, in_place=False), told).conversation


def say(told: Conversation, text: str, source: str = "m1", *, by: str = "ana") -> Turn:
    return counted(hear(quick(), told, Message(by=by, text=text, source=source), now=NOW), told)


def said(told: Conversation, *texts: str) -> Conversation:
    for number, text in enumerate(texts, 1):
        told = say(told, text, f"m{number}").conversation
    return told


def rows(told: Conversation, key: str = CAUSES) -> list[dict[str, Any]]:
    return list(told.answers[key].value) if key in told.answers else []


def whispered(turn: Turn) -> str:
    (key,) = [effect.sentence.key for effect in turn.effects if isinstance(effect, Whisper)]
    return key


def test_a_whole_row_is_kept_and_the_group_stays_open():
    turn = say(at(CAUSES), WHOLE)
    (row,) = rows(turn.conversation)
    assert row == {
        "id": "r1",
        "cause": "thin descriptions",
        "solution": "add 'good when' lines",
        "kind": "content_ux",
        "can_start_now": "yes",
    }
    assert Tick("m1") in turn.effects
    assert turn.conversation.table
    assert turn.conversation.table.question == CAUSES
    assert any(isinstance(effect, Ask) for effect in turn.effects), "the list stands below what was typed"


def test_the_first_thing_alone_begins_a_row_and_the_rest_is_asked_one_by_one():
    told = say(at(CAUSES), "The menu is too long").conversation
    assert told.draft
    assert told.draft.missing == ("solution", "kind", "can_start_now")
    assert rows(told) == []
    told = said(told, "Cut it to twenty dishes", "1", "yes")
    assert told.draft is None
    assert rows(told) == [
        {
            "id": "r1",
            "cause": "The menu is too long",
            "solution": "Cut it to twenty dishes",
            "kind": "process",
            "can_start_now": "yes",
        }
    ]


def test_several_missing_parts_can_be_said_at_once():
    told = said(at(CAUSES), "The menu is too long", "fix: cut it; kind: rule; start: no")
    assert [row["kind"] for row in rows(told)] == ["rule"]


def test_a_part_can_be_chosen_instead_of_typed():
    told = said(at(CAUSES), "The menu is too long", "Cut it")
    assert told.table
    turn = choose(quick(), told, CAUSES, "statistics", told.table.line, by="ben", now=NOW)
    assert turn.conversation.draft
    assert turn.conversation.draft.row["kind"] == "statistics"


def test_a_part_that_cannot_be_read_is_asked_again_and_the_row_is_kept():
    told = said(at(CAUSES), "The menu is too long", "Cut it")
    turn = say(told, "hmm", "m3")
    asked = [effect for effect in turn.effects if isinstance(effect, Ask)]
    assert asked
    assert asked[0].note
    assert turn.conversation.draft == told.draft


def test_back_and_undo_leave_the_unfinished_row_out():
    told = said(at(CAUSES), WHOLE, "The menu is too long")
    for word in ("back", "undo"):
        after = say(told, word, "m3").conversation
        assert after.draft is None
        assert len(rows(after)) == 1
    assert told.table
    assert drop(quick(), told, CAUSES, told.table.line, by="ana").conversation.draft is None


def test_editing_a_row_that_is_not_there_says_so():
    for typed, key in (("edit 7", "reading.no_such_row"), ("edit 1", "rows.how_to_edit")):
        turn = say(said(at(CAUSES), WHOLE), typed, "m3")
        (asked,) = [effect for effect in turn.effects if isinstance(effect, Ask)]
        assert asked.note
        assert asked.note.key == key


def test_done_waits_for_the_unfinished_row():
    told = said(at(CAUSES), WHOLE, "The menu is too long")
    turn = say(told, "done", "m3")
    (asked,) = [effect for effect in turn.effects if isinstance(effect, Ask)]
    assert asked.note
    assert asked.note.key == "rows.draft_first"


def test_done_folds_the_group_and_goes_on():
    told = said(at(CAUSES), WHOLE)
    turn = say(told, "끝", "m2")
    assert turn.conversation.table
    assert turn.conversation.table.question != CAUSES
    assert any(isinstance(effect, Fold) and effect.question == CAUSES for effect in turn.effects)
    pressed = finish(quick(), told, CAUSES, told.table.line if told.table else 0, by="ben", now=NOW)
    assert pressed.conversation.answers == turn.conversation.answers


def test_done_with_nothing_in_the_list_says_what_is_possible():
    turn = say(at(CAUSES), "done")
    assert CAUSES not in turn.conversation.answers
    (asked,) = [effect for effect in turn.effects if isinstance(effect, Ask)]
    assert asked.note
    assert asked.note.key == "rows.none_yet"


def test_an_optional_group_may_stay_empty():
    told = said(at("hypotheses"), "done")
    assert told.answers["hypotheses"].state == "skipped"


def test_edit_and_remove_by_number_keep_the_ids_of_the_others():
    told = said(at(CAUSES), WHOLE, WHOLE.replace("thin", "dull"), WHOLE.replace("thin", "no"))
    told = said(told, "edit 2: kind: rule", "remove 1")
    assert [(row["id"], row["kind"]) for row in rows(told)] == [("r2", "rule"), ("r3", "content_ux")]
    told = said(told, "remove 2", WHOLE)
    assert [row["id"] for row in rows(told)] == ["r2", "r4"], "an id is never given again"


def test_edit_without_saying_what_says_how():
    turn = say(said(at(CAUSES), WHOLE), "edit 1", "m9")
    (asked,) = [effect for effect in turn.effects if isinstance(effect, Ask)]
    assert asked.note
    assert asked.note.key == "rows.how_to_edit"


def test_removing_the_last_row_takes_the_answer_back():
    told = said(at(CAUSES), WHOLE)
    after = remove(quick(), told, CAUSES, "r1", by="ben", now=NOW)
    assert CAUSES not in after.conversation.answers
    assert Untick("m1") in after.effects
    assert whispered(remove(quick(), after.conversation, CAUSES, "r1", by="ben", now=NOW)) == "rows.gone"


def test_editing_the_message_of_a_row_edits_the_row():
    told = said(at(CAUSES), WHOLE, WHOLE.replace("thin", "dull"))
    edit = Message(by="ana", text=WHOLE.replace("thin", "missing"), source="m1")
    turn = counted(hear_edit(quick(), told, edit, now=NOW), told)
    assert [row["cause"] for row in rows(turn.conversation)] == ["missing descriptions", "dull descriptions"]


def test_editing_the_message_of_one_part_edits_that_part():
    told = said(at(CAUSES), "The menu is too long", "Cut it", "1", "yes")
    turn = hear_edit(quick(), told, Message(by="ana", text="Sort it", source="m2"), now=NOW)
    assert [(row["cause"], row["solution"]) for row in rows(turn.conversation)] == [("The menu is too long", "Sort it")]


def test_deleting_the_message_of_a_row_removes_that_row_only():
    told = said(at(CAUSES), WHOLE, WHOLE.replace("thin", "dull"))
    turn = counted(hear_deletion(quick(), told, "m1", by="ana", now=NOW), told)
    assert [row["cause"] for row in rows(turn.conversation)] == ["dull descriptions"]


def test_several_rows_in_one_message_are_edited_together():
    told = said(at(CAUSES), f"- {WHOLE}\n- {WHOLE.replace('thin', 'dull')}", WHOLE.replace("thin", "no"))
    assert [row["id"] for row in rows(told)] == ["r1", "r2", "r3"]
    edit = Message(by="ana", text=f"- {WHOLE}\n- {WHOLE.replace('thin', 'long')}", source="m1")
    turn = counted(hear_edit(quick(), told, edit, now=NOW), told)
    assert {row["id"]: row["cause"] for row in rows(turn.conversation)} == {
        "r1": "thin descriptions",
        "r2": "long descriptions",
        "r3": "no descriptions",
    }


def test_undo_takes_back_row_by_row():
    told = said(at(CAUSES), WHOLE, WHOLE.replace("thin", "dull"))
    once = say(told, "undo", "m3").conversation
    assert [row["cause"] for row in rows(once)] == ["thin descriptions"]
    assert CAUSES not in say(once, "undo", "m4").conversation.answers


def test_unknown_leaves_a_group_as_a_todo():
    told = at(CAUSES)
    assert told.table
    turn = press(quick(), told, Word.UNKNOWN, CAUSES, told.table.line, by="ana", now=NOW)
    assert turn.conversation.answers[CAUSES].state == "unknown"


@pytest.mark.parametrize("word", ["done", "끝"])
def test_a_checklist_grows_until_it_is_done(word: str):
    told = said(at("ethics_review"), "A1 done", "A2 n/a: no personal data")
    states = {item: point["state"] for item, point in told.answers["ethics_review"].value.items()}
    assert (states["A1"], states["A2"], states["B1"]) == ("done", "not_applicable", "open")
    assert told.table
    assert told.table.question == "ethics_review"
    after = say(told, word, "m3").conversation
    assert after.table is None or after.table.question != "ethics_review"
