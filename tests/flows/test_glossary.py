"""The glossary: complete, and found by what people call its terms."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Words
from bot.orders import Order
from bot.views import command_help, notices
from bot.views import glossary as views
from bot.views.message import escape
from flows.catalog.loader import load_catalogue
from flows.flow import intake
from flows.glossary.loader import find_terms, spellings, terms, tip_for, tips
from flows.glossary.names import Exact, Nearest, Several
from flows.glossary.occurring import MOST, terms_in
from flows.glossary.pointing import find_question, is_a_topic, which_question
from flows.questions import Question
from flows.spoken import POINTERS, Attempt, Pointer, heard, pointed
from flows.text import Language
from sandbox.blocks import problems

FLOW = intake(load_catalogue())
HERE = Path(__file__).parent.parent.parent / "flows" / "glossary"


def words(language: Language) -> Words:
    return Words(language, escape)


def test_every_term_and_tip_is_there_in_both_languages():
    assert len(terms()) == 121
    assert len(tips()) == 30
    for text in [text for term in terms().values() for text in (term.name, term.meaning)]:
        assert text.en.strip() == text.en != ""
        assert text.ko.strip() == text.ko != ""
        assert not re.search("[가-힣]", text.en)
    for term in terms().values():
        assert re.search("[가-힣]", term.meaning.ko), term.key
        assert re.search("[가-힣]", term.name.ko) or term.name.ko == term.name.en, term.key
    for tip in tips().values():
        assert re.search("[가-힣]", tip.text.ko)


def test_no_korean_is_left_over():
    contexts = re.findall(r'^msgctxt "(.*)"$', (HERE / "ko.po").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = {f"term.{key}.{part}" for key in terms() for part in ("name", "meaning")} | {
        f"tip.{key}" for key in tips()
    }
    assert sorted(contexts) == sorted(wanted)


def test_what_some_of_them_say():
    recall, guardrail, tip = terms()["recall"], terms()["guardrail"], tips()["tip_05"]
    assert recall.name.both() == ("Recall", "재현율")
    assert recall.meaning.both() == (
        "Of those there were, the share that was found.",
        "실제 있는 것 중 찾아낸 비율이에요.",
    )
    assert guardrail.name.both() == ("Guardrail", "가드레일(안전장치)")
    assert tip.text.both() == (
        "One study: 100 ms of extra delay can cut conversion by 7%.",
        "한 연구에 따르면 100ms가 늦어지면 전환율이 7% 줄 수 있어요.",
    )
    assert tip.source == "Akamai 2017"


def test_every_tip_belongs_to_questions_that_are_asked_and_each_question_has_one_at_most():
    shown = [question for tip in tips().values() for question in tip.questions]

    assert all(tip.questions for tip in tips().values())
    assert set(shown) <= set(FLOW.known)
    assert len(set(shown)) == len(shown)
    assert tip_for("value_size") == tips()["tip_15"]
    assert tip_for("project_name") is None


@pytest.mark.parametrize("language", Language)
def test_the_help_of_a_question_shows_its_tip_and_where_it_was_published(language: Language):
    shown = notices.explanation(words(language), FLOW.known["audience_kind"])

    assert tips()["tip_07"].text.of(language) in shown.text
    assert "(Google 2016)" in shown.text
    assert "💡" not in notices.explanation(words(language), FLOW.known["project_name"]).text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("recall", "recall"),
        ("  RECALL. ", "recall"),
        ("“재현율”", "recall"),
        ("prec", "precision"),
        ("정밀", "precision"),
        ("ML", "machine_learning"),
        ("머신 러닝", "machine_learning"),
        ("machine_learning", "machine_learning"),
        ("labels", "label"),
        ("라벨", "label"),
        ("labeling", "labelling"),
        ("generalization", "generalisation"),
        ("a/b test", "ab_test"),
        ("ab-test", "ab_test"),
        ("HITL", "human_in_the_loop"),
        ("human in the loop", "human_in_the_loop"),
        ("loss function", "objective_function"),
        ("손실 함수", "objective_function"),
        ("hard requirement", "hard_requirement"),
        ("희망 요구", "hard_requirement"),
        ("consumer ml", "enterprise_ml"),
        ("KPI", "business_metric"),
        ("테스트 데이터", "test_set"),
        ("p95", "percentile"),
        ("drift", "data_drift"),
        ("distribution shift", "data_drift"),
        ("bias", "bias"),
        ("편향", "bias"),
        ("variance", "bias_variance"),
    ],
)
def test_a_term_is_found_by_name_part_beginning_or_words(typed: str, key: str):
    found = find_terms(typed)
    assert isinstance(found, Exact)
    assert found.key == key


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("재", ("recall", "retraining")),
        ("loop", ("outer_loop", "human_in_the_loop", "data_loop", "feedback_loop")),
        ("learning", ("machine_learning", "self_supervised", "few_shot", "zero_shot", "continual_learning")),
    ],
)
def test_what_fits_several_terms_names_them(typed: str, keys: tuple[str, ...]):
    assert find_terms(typed) == Several(keys)


@pytest.mark.parametrize(("typed", "first"), [("reccal", "recall"), ("재헌율", "recall"), ("정밀돔", "precision")])
def test_a_slip_gets_the_nearest(typed: str, first: str):
    found = find_terms(typed)
    assert isinstance(found, Nearest)
    assert found.keys[0] == first


@pytest.mark.parametrize("typed", ["", "🙂", "qqqqqq", "...", "recall " * 6000, "가" * 40_000])
def test_what_is_near_nothing_gets_no_guess(typed: str):
    assert find_terms(typed) == Nearest(())


@given(st.text(max_size=200))
def test_whatever_is_typed_finds_something_or_nothing(typed: str):
    found = find_terms(typed)
    assert {found.key} if isinstance(found, Exact) else set(found.keys) <= set(terms())


def test_every_term_is_found_by_its_name_in_both_languages():
    for term in terms().values():
        for called in term.name.both():
            for whole in [spelling for spelling, is_whole in spellings(called) if is_whole]:
                found = find_terms(whole)
                assert isinstance(found, Exact), whole
                assert terms()[found.key].name == term.name or found.key == term.key, whole


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("Data with a close stand-in label", Language.EN, ["proxy_label"]),
        ("Data without labels, no recall", Language.EN, ["label", "recall"]),
        ("A labeller recalled the goals", Language.EN, ["goal"]),
        ("HTML is not ML", Language.EN, ["machine_learning"]),
        ("부서 KPI를 움직여요", Language.KO, ["business_metric"]),
        ("레이블이 없는 데이터라 재현율을 몰라요", Language.KO, ["label", "recall"]),
        ("데이터가 편향되어 있어요", Language.KO, ["bias"]),
        ("법의 규제를 반복해서 보정해요", Language.KO, []),
    ],
)
def test_terms_of_a_text(text: str, language: Language, keys: list[str]):
    assert [term.key for term in terms_in([text], language)] == keys


def test_a_text_that_is_all_terms_names_the_first_few():
    everything = ", ".join(term.name.en for term in terms().values())
    assert [term.key for term in terms_in([everything], Language.EN)] == list(terms())[:MOST]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("help recall", (Pointer.HELP, "recall")),
        ("`도움말 재현율`", (Pointer.HELP, "재현율")),
        ("Go  to value_size", (Pointer.GO_TO, "value_size")),
        ("EDIT PD-12", (Pointer.GO_TO, "PD-12")),
        ("이동 이득", (Pointer.GO_TO, "이득")),
        ("help", None),
        ("go to", None),
        ("go back to the old menu", None),
        ("help\nguests", None),
        ("editors need help", None),
        ("go to " + "x" * 300, None),
    ],
)
def test_pointers(text: str, found: tuple[Pointer, str] | None):
    assert pointed(text) == found


def test_no_pointer_with_something_behind_it_is_a_word_that_steers():
    for spelling in [spelling for typed in POINTERS.values() for spelling in typed]:
        assert heard(f"{spelling} recall") == Attempt(f"{spelling} recall")
    assert set(POINTERS) == set(Pointer)


def test_no_option_is_taken_for_a_pointer():
    for question in load_catalogue().questions.values():
        for option in getattr(question, "options", ()):
            for name in (option.value.replace("_", " "), *option.label.both()):
                match pointed(name):
                    case None:
                        continue
                    case (Pointer.HELP, topic):  # `Help the person`
                        assert not is_a_topic(topic, addressed=True), name
                    case other:
                        pytest.fail(f"{name}: {other}")


@pytest.mark.parametrize(
    ("topic", "addressed", "is_one"),
    [
        ("recall", False, True),
        ("용어집", False, True),
        ("reca", False, False),
        ("reca", True, True),
        ("guests choose", False, False),
        ("guests choose", True, False),
        ("desk", False, False),
        ("me", False, False),
    ],
)
def test_when_help_is_about_the_glossary(topic: str, addressed: bool, is_one: bool):  # noqa: FBT001 (a table)
    assert is_a_topic(topic, addressed=addressed) is is_one


def sought(text: str):
    return find_question(FLOW, FLOW.questions, text)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("value_size", "value_size"),
        ("Value size", "value_size"),
        ("value", "value_size"),
        ("pd-12", "value_size"),
        ("If this works", "value_size"),
        ("If this works, how big is the benefit over a year?", "value_size"),
        ("benefit", "value_size"),
        ("이득", "value_size"),
        ("잘 되면", "value_size"),
        ("archetype", "archetype"),
        ("name", "project_name"),
        ("ethics", "ethics_check"),
        ("조회 테이블", "simple_solution"),
    ],
)
def test_a_question_is_found_by_key_id_beginning_or_words(typed: str, key: str):
    found = sought(typed)
    assert isinstance(found, Exact), found
    assert found.key == key


def test_every_question_is_found_by_its_own_text_key_and_id():
    for question in FLOW.questions:
        for typed in (question.key, question.id, *question.question.both()):
            found = sought(typed)
            assert isinstance(found, Exact), typed
            assert found.key == question.key


def test_only_questions_that_are_asked_are_found():
    assert isinstance(sought("hard_traits"), Nearest)
    assert isinstance(find_question(FLOW, FLOW.questions[:2], "value_size"), Nearest)


@pytest.mark.parametrize("language", Language)
def test_which_question_says_what_can_be_typed(language: Language):
    say = words(language)
    for typed in ("wh", "valeu size", "qqqqqq", "<!here> & " * 40):
        found = sought(typed)
        assert not isinstance(found, Exact)
        said = say.say(which_question(FLOW, found, typed))
        assert "<" not in said
        assert len(said) < 1500
        for key in found.keys[:5]:
            assert f"{key}`" in said


def askable() -> list[Question]:
    return list(load_catalogue().questions.values())


@pytest.mark.parametrize("before", [views.IN_CHANNEL, views.IN_THREAD])
@pytest.mark.parametrize("language", Language)
def test_slack_takes_every_view_and_its_text_says_everything(language: Language, before: str):
    say = words(language)
    topics = [
        *terms(),
        *Order,
        "glossary",
        "용어",
        "data",
        "d",
        "재헌율",
        "qqq",
        "<!channel> & co",
        "&" * 500,
        "x" * 40_000,
    ]
    shown = [views.topic_message(say, topic, before) for topic in topics]
    shown += [notices.explanation(say, question) for question in askable()]
    for message in shown:
        assert not problems(message.blocks, "message"), message.text
        assert len(message.text) <= 3900
        assert not message.text.endswith("…")
        assert "<" not in message.text


@pytest.mark.parametrize("language", Language)
def test_the_glossary_names_every_term_once(language: Language):
    shown = views.glossary_message(words(language), views.IN_CHANNEL)
    for said in (shown.text, "".join(field["text"] for field in shown.blocks[1]["fields"])):
        assert said.count("•") == 121
        for term in terms().values():
            assert f"• {escape(term.name.of(language))}" in said
    assert all(len(field["text"]) <= 2000 for field in shown.blocks[1]["fields"])


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("language", Language)
def test_every_command_is_explained_by_all_its_words(language: Language, order: Order):
    shown = command_help.command_help(words(language), order).text
    assert f"/ml {order}" in shown
    assert views.topic_message(words(language), order.upper()).text == shown
