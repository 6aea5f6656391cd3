"""What people type, read as answers, with real questions of the catalogue."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.questions import LongText, ManyOf, OneOf, Option, ShortText
from flows.reading import Reading, Understood, Unreadable, read, together

WORDS = "Guests cannot choose a dish"


@cache
def choices() -> dict[str, OneOf | ManyOf]:
    catalogue = load_catalogue()
    return {key: asked for key, asked in catalogue.questions.items() if isinstance(asked, OneOf | ManyOf)}


def question(key: str) -> ShortText | LongText | OneOf | ManyOf:
    found = load_catalogue()[key]
    assert isinstance(found, ShortText | LongText | OneOf | ManyOf)
    return found


def reading(key: str, text: str) -> Reading:
    return read(question(key), text)


def problem(key: str, text: str) -> str:
    found = reading(key, text)
    assert isinstance(found, Unreadable), found
    return found.problem.key


def spellings(place: int, option: Option) -> list[str]:
    """Every way to name an option that must never fail."""
    labels = [*option.label.both(), *(f"{place}. {label}" for label in option.label.both())]
    named = [option.value, option.value.replace("_", " "), *labels]
    tight = [label.replace(" ", "") for label in option.label.both()]
    numbers = [str(place), f"{place}.", f"{place})", f"#{place}", f"No. {place}", f"{place}번"]
    shouted = [label.upper() for label in option.label.both()]
    return [*named, *tight, *numbers, *shouted, f"  “{option.label.en}”!  "]


@pytest.mark.parametrize("key", sorted(choices()))
def test_every_option_of_the_catalogue_is_understood_by_number_value_and_label(key: str):
    asked = choices()[key]
    for place, option in enumerate(asked.options, 1):
        wanted = option.value if isinstance(asked, OneOf) else [option.value]
        for text in spellings(place, option):
            assert read(asked, text) == Understood(wanted), text


@pytest.mark.parametrize("key", sorted(choices()))
def test_an_unambiguous_beginning_is_enough(key: str):
    asked = choices()[key]
    for option in asked.options:
        for label in option.label.both():
            others = [other.label for other in asked.options if other != option]
            begin = label[: len(label) * 2 // 3]
            if any(text.startswith(begin) for other in others for text in other.both()):
                continue
            wanted = option.value if isinstance(asked, OneOf) else [option.value]
            assert read(asked, begin) == Understood(wanted), begin


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("３", "medium"),
        ("③", "medium"),
        ("3 번", "medium"),
        ("*3*", "medium"),
        ("Moves a pro", "large"),
        ("moves  ONE\nteam", "medium"),
        ("한팀의 숫자를 움직여요", "medium"),
        ("한 팀의숫자", "medium"),
        ("회사 전체", "very_large"),
        ("very large", "very_large"),
        ("VERY_LARGE.", "very_large"),
        ("no benefit", "none"),
    ],
)
def test_the_size_of_a_benefit_can_be_said_in_many_ways(text: str, value: str):
    assert reading("value_size", text) == Understood(value)


@pytest.mark.parametrize("text", ["0", "6", "99", "-1", "1.5", "12345", "huge", "🙂", "לא", "", " ", "...", "١٢"])
def test_what_names_no_option_is_asked_again(text: str):
    assert problem("value_size", text) == "reading.no_option"


def test_a_beginning_of_several_options_names_two_of_them():
    found = reading("value_size", "moves a")
    assert isinstance(found, Unreadable)
    assert found.problem.key == "reading.ambiguous"
    labels = {option.value: option.label for option in choices()["value_size"].options}
    assert found.problem.slots == {"first": labels["large"], "second": labels["very_large"]}


def test_a_value_that_is_the_beginning_of_others_still_means_itself():
    assert reading("ethics_check", "none") == Understood("none")
    assert problem("label_status", "none") == "reading.ambiguous"


# --- several choices


@pytest.mark.parametrize(
    "text",
    ["2, 4", "4;2", "2、4", "4\n2", "2 + 4", "2,,4,", "2,4,2", "It stays silent, easy to", "4번, 모르면 답하지 않아요"],
)
def test_several_options_stand_in_any_order_with_any_separator(text: str):
    options = choices()["error_handling"].options
    wanted = sorted((options[1].value, options[3].value))
    text = text.replace("모르면 답하지 않아요", options[1].label.ko)
    assert reading("error_handling", text) == Understood(wanted)


def test_one_choice_that_cannot_be_read_is_asked_again_as_a_whole():
    assert problem("error_handling", "2, silent when unsure") == "reading.no_option"


def test_a_label_with_commas_of_its_own_is_one_option():
    text = "Output is large or structured (3D, video, talk), Needs very precise values"
    assert reading("hard_traits", text) == Understood(["complex_output", "high_precision"])
    assert reading("label_feedback", "다음 행동(클릭, 수락, 건너뛰기), 3") == reading("label_feedback", "2,3")


def test_an_option_that_stands_alone_cannot_be_combined():
    alone = [(key, asked) for key, asked in choices().items() if isinstance(asked, ManyOf) and asked.alone]
    assert alone
    for key, asked in alone:
        place = [option.value for option in asked.options].index(asked.alone[0]) + 1
        other = 1 if place != 1 else 2
        assert problem(key, f"{place}, {other}") == "reading.alone", key
        assert read(asked, str(place)) == Understood([asked.alone[0]])


def test_exclusive_options_and_too_many_are_refused():
    for asked in choices().values():
        if not isinstance(asked, ManyOf):
            continue
        for several in asked.exclusive:
            assert isinstance(together(asked, several), Unreadable)
        if asked.max_chosen:
            values = [option.value for option in asked.options if option.value not in asked.alone]
            assert isinstance(together(asked, values[: asked.max_chosen + 1]), Unreadable)


def test_nothing_chosen_is_no_answer():
    assert problem("error_handling", " , ; ") == "reading.none_chosen"


@given(st.data())
def test_the_order_and_repetition_of_choices_never_matter(data: st.DataObject):
    asked = data.draw(st.sampled_from([asked for asked in choices().values() if isinstance(asked, ManyOf)]))
    values = [option.value for option in asked.options]
    chosen = data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=6))
    again = data.draw(st.permutations(chosen + chosen[:1]))
    assert read(asked, ", ".join(chosen)) == read(asked, "; ".join(again)) == together(asked, chosen)


# --- texts


def test_a_name_is_one_line_and_composed():
    assert reading("project_name", "  Menu \n\t helper ") == Understood("Menu helper")
    assert reading("project_name", "\u1106\u1166\u1102\u1172\u0020\u1103\u1169\u110b\u116e\u1106\u1175") == Understood(
        "메뉴 도우미"
    )


@pytest.mark.parametrize("text", ["12345", "🙂🙂🙂", "!?!", "---", "\u200b\u200b\u200b"])
def test_a_name_needs_letters(text: str):
    assert problem("project_name", text) == "reading.no_words"


@pytest.mark.parametrize("text", ["עוזר תפריט", "قائمة مساعدة", "메뉴🙂", "Müsli 2", "ab1"])
def test_a_name_can_be_in_any_script(text: str):
    assert reading("project_name", text) == Understood(text)


@pytest.mark.parametrize(
    ("size", "key"), [(2, "reading.too_short"), (81, "reading.too_long"), (40_000, "reading.too_long")]
)
def test_a_name_has_its_bounds(size: int, key: str):
    assert problem("project_name", "n" * size) == key
    assert reading("project_name", "n" * 80) == Understood("n" * 80)


def test_a_long_text_keeps_its_lines_and_counts_what_is_left_after_trimming():
    text = f"{WORDS}\n\nbecause of the menu"
    assert reading("problem_statement", f"\n {text} \n") == Understood(text)
    assert problem("problem_statement", " " * 30 + "short") == "reading.too_short"


def test_the_problem_says_both_lengths_with_thousands_marks():
    found = reading("problem_statement", "n" * 40_000)
    assert isinstance(found, Unreadable)
    assert found.problem.slots == {"length": "40,000", "limit": "600"}


@given(st.text(max_size=200), st.sampled_from(["project_name", "problem_statement", *sorted(choices())]))
def test_whatever_is_typed_has_a_reading_and_what_was_understood_reads_as_itself(text: str, key: str):
    found = reading(key, text)
    if isinstance(found, Understood):
        again = ",".join(found.value) if isinstance(found.value, list) else found.value
        assert reading(key, again) == found


@pytest.mark.parametrize(
    "text", ["1," * 20_000, "," * 40_000, " " * 40_000, " + " * 13_000, "(" * 40_000, "１" * 40_000]
)
def test_forty_thousand_characters_are_no_choice(text: str):
    assert isinstance(reading("error_handling", text), Unreadable)
    assert isinstance(reading("value_size", text), Unreadable)
