"""The turns of an interview, one by one."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.answers import AnswerState
from flows.conversation import UNDO_DEPTH, Conversation, Mode, Told
from flows.effects import (
    Ask,
    CardChanged,
    Conclude,
    ConfirmCancel,
    Effect,
    Explain,
    Fold,
    Remove,
    ShowInstead,
    ShowReasons,
    ShowStatus,
    Tell,
    Tick,
    Untick,
    VerdictChanged,
    VerdictRedrawn,
    Whisper,
)
from flows.hearing import Message, hear, hear_deletion, hear_edit
from flows.interview import Interview
from flows.reaching import proceed
from flows.spoken import Word
from flows.steering import cancel, choose, join, press, stay
from flows.turn import Turn, counted
from tests.flows.test_interview_properties import begun, quick, winding

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
PROBLEM = "Guests cannot choose a dish because the menu is long."
REST = ("3", "1", "tried_failed", "proxy", "nobody minds")


def say(told: Conversation, text: str, source: str = "m1", *, by: str = "ana", at: Interview | None = None) -> Turn:
    return counted(hear(at or quick(), told, Message(by=by, text=text, source=source), now=NOW), told)


def edit(told: Conversation, text: str, source: str = "m1", *, by: str = "ana", at: Interview | None = None) -> Turn:
    return counted(hear_edit(at or quick(), told, Message(by=by, text=text, source=source), now=NOW), told)


def delete(told: Conversation, source: str) -> Turn:
    return counted(hear_deletion(quick(), told, source, by="ana", now=NOW), told)


def after(*texts: str, name: str | None = "Menu helper", at: Interview | None = None) -> Conversation:
    """The conversation after these messages of ana's: m1, m2 and so on."""
    told = begun(at or quick(), name).conversation
    for number, text in enumerate(texts, 1):
        told = say(told, text, f"m{number}", at=at).conversation
    return told


def finished() -> Conversation:
    return after(PROBLEM, *REST, "1")


def table(told: Conversation) -> str | None:
    return told.table.question if told.table else None


def whispered(turn: Turn) -> str:
    """The key of the one sentence that is only for one person."""
    (key,) = [effect.sentence.key for effect in turn.effects if isinstance(effect, Whisper)]
    return key


def without_card(turn: Turn) -> list[Effect]:
    assert turn.effects[-1] == CardChanged()
    return list(turn.effects[:-1])


# --- beginning


def test_an_interview_without_a_name_asks_for_it_first():
    turn = begun(quick())
    assert turn.effects == (Ask("project_name", 1), CardChanged())
    assert turn.conversation.answers == {}


def test_an_interview_with_a_name_goes_on_with_the_problem():
    turn = begun(quick(), "Menu helper")
    assert turn.effects == (Ask("problem_statement", 1), CardChanged())
    assert turn.conversation.answers["project_name"].value == "Menu helper"
    assert [change.question for change in turn.changes] == ["project_name"]


# --- answering


def test_a_typed_answer_is_ticked_and_folded_and_the_next_question_comes_first():
    turn = say(after(), PROBLEM)
    assert without_card(turn) == [Ask("value_size", 2), Fold("problem_statement", 1), Tick("m1")]
    answer = turn.conversation.answers["problem_statement"]
    assert (answer.state, answer.value, answer.by, answer.at, answer.source) == (
        AnswerState.GIVEN,
        PROBLEM,
        "ana",
        NOW,
        "m1",
    )


def test_a_clicked_answer_has_no_message_to_tick():
    told = after(PROBLEM)
    turn = choose(quick(), told, "value_size", "large", 2, by="stranger", now=NOW)
    assert without_card(turn) == [Ask("archetype", 3), Fold("value_size", 2)]
    answer = turn.conversation.answers["value_size"]
    assert (answer.value, answer.by, answer.source) == ("large", "stranger", None)


def test_the_last_answer_brings_the_verdict():
    turn = say(after(PROBLEM, *REST), "1", "m7")
    assert without_card(turn) == [Fold("ethics_check", 7), Tick("m7"), Conclude()]
    assert turn.conversation.table is None
    assert turn.conversation.told == quick().judge(turn.conversation)


def test_an_answer_that_cannot_be_read_is_asked_again_with_a_reason():
    turn = say(after(PROBLEM), "enormous", "m2")
    asked, removed = without_card(turn)
    assert isinstance(asked, Ask)
    assert (asked.question, asked.line) == ("value_size", 3)
    assert asked.note
    assert asked.note.key == "reading.no_option"
    assert removed == Remove(2)
    assert "value_size" not in turn.conversation.answers


def test_a_misread_message_that_is_edited_answers_after_all():
    told = after(PROBLEM, "lareg")
    turn = edit(told, "large", "m2")
    assert without_card(turn) == [Ask("archetype", 4), Fold("value_size", 3), Tick("m2")]
    assert turn.conversation.answers["value_size"].source == "m2"


def test_a_misread_message_can_be_edited_into_dont_know():
    told = say(after("Menu helper", name=None, at=winding()), "bananna", "m2", at=winding()).conversation
    turn = edit(told, "don't know", "m2", at=winding())
    assert turn.conversation.answers["kind"].state is AnswerState.UNKNOWN


def test_a_misread_message_that_is_deleted_or_edited_too_late_says_nothing():
    told = after(PROBLEM, "lareg")
    assert hear_deletion(quick(), told, "m2", by="ana", now=NOW).conversation.misread is None
    answered = say(told, "large", "m3").conversation
    assert edit(answered, "medium", "m2") == Turn(answered)


@pytest.mark.parametrize("word", ["skip", "don't know"])
def test_a_required_question_without_unknown_cannot_be_left_open(word: str):
    told = after()
    turn = say(told, word)
    assert turn.conversation == told
    assert whispered(turn) == "needed.answer"


def test_a_required_question_that_offers_unknown_says_so_instead_of_being_skipped():
    told = after("Menu helper", name=None, at=winding())
    assert whispered(say(told, "skip", "m2", at=winding())) == "needed.or_unknown"
    answered = say(told, "모름", "m2", at=winding())
    assert answered.conversation.answers["kind"].state is AnswerState.UNKNOWN
    assert Tick("m2") in answered.effects


def test_skip_means_skipped_where_that_is_allowed_and_unknown_where_only_that_is():
    told = after("Menu helper", "apple", name=None, at=winding())
    assert table(told) == "variety"
    told = say(told, "skip", "m3", at=winding()).conversation
    assert told.answers["variety"].state is AnswerState.UNKNOWN
    told = say(told, "건너뛰기", "m4", at=winding()).conversation
    assert told.answers["uses"].state is AnswerState.SKIPPED


def test_a_question_whose_condition_turned_false_is_no_longer_asked():
    told = after("Menu helper", "apple", name=None, at=winding())
    assert table(told) == "variety"
    turn = edit(told, "pear", "m2", at=winding())
    assert table(turn.conversation) == "uses"
    assert Remove(3) in turn.effects


def test_resume_does_not_ask_what_ceased_to_apply_while_paused():
    told = say(after("Menu helper", "apple", name=None, at=winding()), "pause", "m3", at=winding()).conversation
    told = edit(told, "pear", "m2", at=winding()).conversation
    assert table(say(told, "resume", "m4", at=winding()).conversation) == "uses"


# --- whose words count


def test_others_are_not_heard_until_they_mention_the_bot():
    told = after()
    assert say(told, PROBLEM, by="ben") == Turn(told)
    turn = hear(quick(), told, Message("ben", PROBLEM, "m1", addressed=True), now=NOW)
    assert turn.conversation.answers["problem_statement"].by == "ben"
    assert not turn.conversation.takes_part("ben")


def test_whoever_joins_is_heard_from_then_on():
    turn = join(after(), by="ben")
    assert whispered(turn) == "join.done"
    assert "problem_statement" in say(turn.conversation, PROBLEM, by="ben").conversation.answers
    assert whispered(join(turn.conversation, by="ben")) == "join.already"


def test_a_participant_who_mentions_somebody_brings_them_in():
    told = after()
    turn = hear(quick(), told, Message("ana", "@ben what now?", "m1", to_others=True, mentions=("ben",)), now=NOW)
    assert turn.conversation.participants == ("ana", "ben")
    assert turn.conversation.answers == told.answers, "a message to somebody else is talk"


def test_a_stranger_brings_nobody_in():
    told = after()
    message = Message("ben", f"@carl {PROBLEM}", "m1", addressed=True, mentions=("carl",))
    assert hear(quick(), told, message, now=NOW).conversation.participants == ("ana",)


@pytest.mark.parametrize("text", ["// wait for Ben", "(lunch?)", "（점심?）", "   ", ""])
def test_talk_is_no_answer(text: str):
    told = after()
    assert say(told, text) == Turn(told)


# --- editing and deleting


def test_an_edited_message_changes_its_answer_where_it_stands():
    told = after(PROBLEM, "3")
    turn = edit(told, "4", "m2")
    assert without_card(turn) == [Fold("value_size", 2)]
    assert turn.conversation.answers["value_size"].value == "large"
    assert table(turn.conversation) == "archetype"
    (change,) = turn.changes
    assert change.before
    assert change.after
    assert (change.before.value, change.after.value) == ("medium", "large")


def test_an_edit_that_says_the_same_changes_nothing():
    told = after(PROBLEM, "3")
    assert edit(told, "medium", "m2") == Turn(told)


def test_an_edit_that_cannot_be_read_keeps_the_answer_and_says_so():
    told = after(PROBLEM, "3")
    turn = edit(told, "enormous", "m2")
    assert turn.conversation == told
    assert whispered(turn) == "edit.kept"


def test_an_edit_to_dont_know_counts_where_unknown_is_an_answer():
    assert whispered(edit(after(PROBLEM, "3"), "don't know")) == "edit.kept"
    turn = edit(after(PROBLEM, "3"), "don't know", "m2")
    assert turn.conversation.answers["value_size"].state is AnswerState.UNKNOWN


def test_an_answer_edited_into_talk_is_withdrawn_and_loses_its_tick():
    turn = edit(after(PROBLEM, "3"), "// 3", "m2")
    assert "value_size" not in turn.conversation.answers
    assert table(turn.conversation) == "value_size"
    assert {Remove(2), Untick("m2")} <= set(turn.effects)


def test_nobody_edits_or_deletes_the_answer_of_somebody_else():
    told = after(PROBLEM)
    assert edit(told, "Something else entirely, and long", by="ben") == Turn(told)
    assert hear_deletion(quick(), told, "m1", by="ben", now=NOW) == Turn(told)


def test_a_message_that_holds_no_answer_any_more_cannot_change_it():
    told = after(PROBLEM, "3")
    told = say(told, "back", "m3").conversation
    told = choose(quick(), told, "value_size", "small", told.lines, by="ben", now=NOW).conversation
    assert edit(told, "5", "m2") == Turn(told)


def test_a_deleted_message_withdraws_its_answer_and_the_question_comes_back():
    turn = delete(after(PROBLEM, "3"), "m1")
    assert "problem_statement" not in turn.conversation.answers
    assert table(turn.conversation) == "problem_statement"
    assert without_card(turn) == [Ask("problem_statement", 4), Remove(1), Remove(3)]


def test_an_answer_whose_deletion_is_undone_no_longer_points_at_the_message():
    gone = delete(after(PROBLEM, "3"), "m1").conversation
    turn = say(gone, "undo", "m3")
    answer = turn.conversation.answers["problem_statement"]
    assert (answer.value, answer.source, answer.line) == (PROBLEM, None, 4)
    assert table(turn.conversation) == "archetype"


def test_an_edit_after_the_verdict_changes_it_and_says_so_in_one_line():
    turn = edit(finished(), "unacceptable", "m7")
    assert turn.conversation.told
    assert turn.conversation.told.verdict == "do_not_use_ml"
    assert turn.effects.count(VerdictChanged()) == turn.effects.count(VerdictRedrawn()) == 1
    assert Conclude() not in turn.effects


def test_a_new_quadrant_under_the_same_verdict_is_told_as_that():
    turn = edit(finished(), "5", "m2")
    assert finished().told == Told(verdict="go", quadrant="quick_win")
    assert turn.conversation.told == Told(verdict="go", quadrant="do_first")
    assert VerdictChanged(stays=True) in turn.effects


def test_an_edit_after_the_verdict_that_does_not_move_it_only_redraws_it():
    turn = edit(finished(), PROBLEM + " Really.", "m1")
    assert VerdictRedrawn() in turn.effects
    assert VerdictChanged() not in turn.effects


# --- steering


def test_back_puts_the_question_before_on_the_table_and_keeps_its_answer():
    told = after(PROBLEM, "3")
    turn = say(told, "back", "m3")
    assert without_card(turn) == [Ask("value_size", 4), Remove(3)]
    assert turn.conversation.answers == told.answers
    answered = say(turn.conversation, "4", "m4")
    assert without_card(answered) == [
        Ask("archetype", 5),
        Remove(2),
        Fold("value_size", 4),
        Untick("m2"),
        Tick("m4"),
    ]


def test_the_back_button_turns_its_own_message_into_the_question_before():
    turn = press(quick(), after(PROBLEM, "3"), Word.BACK, "archetype", 3, by="ben", now=NOW)
    assert without_card(turn) == [ShowInstead("value_size", 3)]


def test_back_at_the_first_question_says_so():
    assert whispered(say(after(name=None), "뒤로")) == "back.first"


def test_back_after_the_end_goes_to_the_last_question():
    assert table(say(finished(), "back", "m8").conversation) == "ethics_check"


def test_back_after_a_cancel_goes_to_the_question_before_the_one_that_was_open():
    told = cancel(after(PROBLEM, "3"), by="ana").conversation
    assert table(say(told, "back", "m4").conversation) == "value_size"


def test_help_explains_the_open_question():
    assert say(after(), "help").effects == (Explain("ana", "problem_statement"),)
    assert say(finished(), "도움말", "m8").effects == (Explain("ana", None),)


def test_status_and_why_show_something_to_the_one_who_asked():
    assert say(after(), "상태").effects == (ShowStatus("ana"),)
    assert say(after(), "why?").effects == (ShowReasons("ana"),)


def test_undo_right_after_an_answer_is_the_state_before():
    before = after(PROBLEM)
    turn = say(say(before, "3", "m2").conversation, "undo", "m3")
    assert turn.conversation.answers == before.answers
    assert turn.conversation.recent == before.recent
    assert table(turn.conversation) == table(before)
    assert {Untick("m2"), Remove(2)} <= set(turn.effects)


def test_undo_goes_back_change_by_change_until_nothing_is_left():
    told = after(PROBLEM, "3")
    told = edit(told, "4", "m2").conversation
    values = []
    for number in range(3):
        told = say(told, "undo", f"u{number}").conversation
        values.append(told.answers["value_size"].value if "value_size" in told.answers else None)
    assert values == ["medium", None, None]
    assert set(told.answers) == {"project_name"}
    assert whispered(say(told, "undo", "u9")) == "undo.nothing"


def test_undo_remembers_no_more_than_it_promises():
    told = after(PROBLEM, "3")
    for number in range(UNDO_DEPTH + 5):
        told = edit(told, str(4 + number % 2), "m2").conversation
    assert len(told.recent) == UNDO_DEPTH


def test_a_paused_interview_hears_no_answers_until_it_is_resumed():
    turn = say(after(), "pause")
    assert [type(effect) for effect in turn.effects] == [Tell, CardChanged]
    paused = turn.conversation
    assert paused.mode is Mode.PAUSED
    assert say(paused, PROBLEM, "m2") == Turn(paused)
    resumed = say(paused, "계속", "m3")
    assert resumed.conversation.mode is Mode.OPEN
    assert without_card(resumed) == [Ask("problem_statement", 2), Remove(1)]


def test_an_option_that_is_clicked_in_a_paused_interview_answers_and_resumes():
    paused = say(after(PROBLEM), "일시정지", "m2").conversation
    turn = choose(quick(), paused, "value_size", "small", 2, by="ana", now=NOW)
    assert turn.conversation.mode is Mode.OPEN
    assert table(turn.conversation) == "archetype"


def test_an_edit_in_a_paused_interview_changes_the_answer_and_asks_nothing():
    misread = say(after(PROBLEM, "3"), "both", "m3").conversation
    paused = say(misread, "pause", "m4").conversation
    unknown = edit(paused, "don't know", "m3").conversation
    assert unknown.answers["archetype"].state is AnswerState.UNKNOWN
    turn = edit(paused, "4", "m2")
    assert turn.conversation.answers["value_size"].value == "large"
    assert not any(isinstance(effect, Ask) for effect in turn.effects)


def test_there_is_nothing_to_pause_when_nothing_is_asked():
    assert whispered(say(finished(), "pause", "m8")) == "table.empty"
    assert whispered(say(finished(), "skip", "m8")) == "table.empty"


def test_cancel_asks_once_and_keeps_every_answer():
    told = after(PROBLEM, "3")
    first = say(told, "cancel", "m3")
    assert first.effects == (ConfirmCancel("ana"),)
    second = say(first.conversation, "취소", "m4")
    assert [type(effect) for effect in second.effects] == [Tell, Remove, CardChanged]
    assert second.conversation.mode is Mode.CANCELLED
    assert second.conversation.answers == told.answers
    resumed = say(second.conversation, "resume", "m5")
    assert table(resumed.conversation) == "archetype"
    assert resumed.conversation.mode is Mode.OPEN


def test_an_answer_after_the_first_cancel_means_going_on():
    told = say(after(PROBLEM), "cancel", "m2").conversation
    assert told.leaving
    told = say(told, "3", "m3").conversation
    assert not told.leaving
    assert say(told, "cancel", "m4").effects == (ConfirmCancel("ana"),)


def test_whoever_stays_after_all_is_told_so():
    told = say(after(PROBLEM), "cancel", "m2").conversation
    turn = stay(told, by="ana")
    assert not turn.conversation.leaving
    assert whispered(turn) == "cancel.kept"


def test_an_interview_that_ended_cannot_end_again():
    ended = cancel(after(), by="ana").conversation
    assert whispered(cancel(ended, by="ana")) == "cancel.already"
    assert whispered(say(ended, "cancel", "m3")) == "cancel.already"


def test_continue_after_the_verdict_begins_the_full_intake():
    turn = say(finished(), "continue", "m9")
    assert turn.conversation.reach == ("quick", *(page.key for page in quick().intake.pages))
    assert table(turn.conversation) == "phenomenon"


def test_the_section_that_was_chosen_last_is_asked_first():
    told = finished()
    for typed, first in (
        ("continue", "phenomenon"),
        ("deepen data situation", "data_sources"),
        ("deepen baselines", "human_baseline_plan"),
        ("don't know", "worst_case"),
        ("skip", "data_sources"),
    ):
        told = say(told, typed, "m9").conversation
        assert table(told) == first, typed
    assert table(proceed(quick(), told, by="ana").conversation) == "phenomenon"


def test_resume_when_everything_is_answered_says_so():
    pages = tuple(page.key for page in quick().intake.pages)
    told = finished().model_copy(update={"reach": ("quick", *pages)})
    keys = [question.key for question in quick().flow(told).questions]
    everything = {key: told.answers.get(key) or told.answers["value_size"] for key in keys}
    turn = say(told.model_copy(update={"answers": everything}), "resume", "m9")
    assert whispered(turn) == "resume.complete"


def test_a_button_of_an_answered_question_changes_nothing_and_says_why():
    told = after(PROBLEM, "3")
    turn = choose(quick(), told, "value_size", "small", 2, by="ben", now=NOW)
    assert turn.conversation == told
    assert whispered(turn) == "stale.answered"


@pytest.mark.parametrize(("question", "line"), [("archetype", 2), ("ethics_check", 3), ("forgotten", 3)])
def test_a_button_of_another_message_or_question_is_closed(question: str, line: int):
    told = after(PROBLEM, "3")
    assert whispered(choose(quick(), told, question, "1", line, by="ben", now=NOW)) == "stale.closed"
    assert whispered(press(quick(), told, Word.BACK, question, line, by="ben", now=NOW)) == "stale.closed"


def test_an_option_that_a_newer_catalogue_no_longer_has_is_refused_kindly():
    told = after(PROBLEM)
    turn = choose(quick(), told, "value_size", "gigantic", 2, by="ben", now=NOW)
    assert turn.conversation == told
    assert whispered(turn) == "reading.no_option"


def test_times_and_authors_of_changes_are_those_of_the_turn():
    later = NOW + timedelta(hours=1)
    told = after(PROBLEM)
    turn = choose(quick(), told, "value_size", "small", 2, by="ben", now=later)
    assert [(change.by, change.at, change.before) for change in turn.changes] == [("ben", later, None)]
