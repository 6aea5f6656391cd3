"""Advice on answers that are taken all the same, with sentences as people write them."""

from typing import Any

import pytest

from flows.catalog.loader import load_catalogue
from flows.hints import advice
from flows.questions import Hint
from flows.reading import NOTHING_KNOWN, Context
from flows.text import Phrase

ASKED = load_catalogue()


def hinted(question: str, value: object, **known: Any) -> str | None:
    said = advice(ASKED[question], value, Context(answers=known))
    return said.key if said else None


@pytest.mark.parametrize(
    "text",
    [
        "Sales have fallen three months in a row.",
        "Fewer guests come in, down 18%.",
        "Half of the tickets reach the wrong team.",
        "It began last year, in November.",
        "Since Monday the queue keeps growing.",
        "매출이 3개월 연속 줄고 있어요.",
        "손님 열 명 가운데 몇이 그냥 나가는데, 두 달 전부터예요.",
        "문의의 절반이 다른 팀으로 가요.",
        "지난 11월부터 반품이 늘었어요.",
        "수백 건의 문의가 밀려 있어요.",
    ],
)
def test_a_phenomenon_with_a_number_or_date_needs_no_advice(text: str) -> None:
    assert hinted("phenomenon", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sales are falling and fewer guests come in than before.",
        "People often wait and then someone leaves; nobody knows why.",
        "매출이 계속 줄고 손님도 예전보다 적게 와요.",
        "상담이 밀려서 다들 힘들어하고 있어요.",
    ],
)
def test_a_phenomenon_without_one_is_asked_for_it(text: str) -> None:
    assert hinted("phenomenon", text) == "hint.number_missing"


@pytest.mark.parametrize(
    "text",
    [
        "Staff pick dishes by hand in the app for eight weeks and log all of them.",
        "We label 200 tickets a week until March.",
        "The export is agreed with Finance and comes next month.",
        "Recording starts on 2026-04-01 with the new app.",
        "By Friday we switch on the logs and look again.",
        "In Q3 the sensors are installed in all stores.",
        "8주 동안 직원이 앱에서 직접 추천하고 모두 기록해요.",
        "다음 달부터 앱에 기록을 남기고 모아 볼게요.",
        "4월 1일에 기록을 시작하고 매일 확인해요.",
        "두 달 동안 매장마다 손님 평가를 모아요.",
        "연말까지 상담 기록에 정답을 붙여요.",
    ],
)
def test_a_plan_that_says_when_needs_no_advice(text: str) -> None:
    assert hinted("collection_plan", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Staff may pick dishes by hand in the app and log all of them.",
        "We will ask the 12 stores to send us their tickets.",
        "직원이 앱에서 직접 추천하고 모두 기록할 계획이에요.",
        "매장 열두 곳에 기록을 부탁해서 정답을 모을게요.",
    ],
)
def test_a_plan_that_does_not_is_asked_for_it(text: str) -> None:
    assert hinted("collection_plan", text) == "hint.date_missing"


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("We want to use BERT to route tickets.", "BERT"),
        ("An LLM should answer our customers.", "LLM"),
        ("Let ChatGPT write the menu texts.", "ChatGPT"),
        ("GPT-4o could sort the mails.", "GPT-4o"),
        ("Predict churn with XGBoost.", "XGBoost"),
        ("Train a neural network on our orders.", "neural network"),
        ("Use deep learning for defects.", "deep learning"),
        ("A Random Forest for the credit score.", "Random Forest"),
        ("Build a CNN for X-ray images.", "CNN"),
        ("KoBERT로 문의를 분류하고 싶어요.", "KoBERT"),
        ("딥러닝으로 불량을 찾고 싶어요.", "딥러닝"),
        ("LLM이 고객에게 답하게 하려고 해요.", "LLM"),
        ("챗GPT로 메뉴 설명을 쓰고 싶어요.", "챗GPT"),
        ("랜덤 포레스트로 이탈을 맞혀요.", "랜덤 포레스트"),
        ("대규모 언어 모델로 요약해 볼래요.", "대규모 언어 모델"),
    ],
)
def test_a_method_in_the_problem_is_named(text: str, method: str) -> None:
    said = advice(ASKED["problem_statement"], text, NOTHING_KNOWN)

    assert said is not None
    assert (said.key, said.slots["method"]) == ("hint.method_named", method)


@pytest.mark.parametrize(
    "text",
    [
        "First-time guests cannot choose a dish because the menu is long.",
        "Robert forgets which tickets are drag and drop.",  # bert, rag
        "The gang of four drives through the forest at random.",
        "Agents need a decision within the hour and have to read every mail.",
        "Customers wait because the clinic has cancelled their visits.",
        "처음 온 손님이 메뉴가 길어서 고르지 못해요.",
        "상담원이 문의를 하나하나 읽고 팀을 정해요.",
        "나무 의자의 결함을 사람이 눈으로 찾고 있어요.",
    ],
)
def test_a_problem_without_a_method_needs_no_advice(text: str) -> None:
    assert hinted("problem_statement", text) is None


@pytest.mark.parametrize(
    "text", ["Everyone", "everybody!", "all users", "All customers.", "모두", "모든 사람", "모든 고객이에요", "전 직원"]
)
def test_everyone_is_asked_to_be_narrowed_down(text: str) -> None:
    assert hinted("affected_people", text) == "hint.everyone_named"


@pytest.mark.parametrize(
    "text", ["Everyone who orders for the first time", "all users over 60", "모든 첫 방문 손님", "상담원 12명 모두"]
)
def test_a_group_that_is_narrower_is_not(text: str) -> None:
    assert hinted("affected_people", text) is None


def test_a_name_that_another_project_has_is_said() -> None:
    said = advice(ASKED["project_name"], " menu HELPER", NOTHING_KNOWN, taken_names=("Menu helper", "Churn"))
    other = advice(ASKED["project_name"], "Menu helper 2", NOTHING_KNOWN, taken_names=("Menu helper", "Churn"))

    assert isinstance(said, Phrase)
    assert said.key == "hint.name_taken"
    assert other is None


TRAIN = {"id": "r1", "cause": "thin texts", "solution": "train one", "kind": "ml_model", "can_start_now": "no"}
TRAIN_TWO = {**TRAIN, "id": "r2", "solution": "train two"}
WRITE = {**TRAIN, "id": "r3", "solution": "write better texts", "kind": "content_ux"}


def test_only_models_as_fixes_is_said_once() -> None:
    assert hinted("causes_and_solutions", [TRAIN]) == "hint.fix_without_ml_missing"
    assert hinted("causes_and_solutions", [TRAIN, TRAIN_TWO], causes_and_solutions=[TRAIN]) is None
    assert hinted("causes_and_solutions", [TRAIN, WRITE]) is None
    assert hinted("causes_and_solutions", [TRAIN], causes_and_solutions=[TRAIN, WRITE]) == "hint.fix_without_ml_missing"
    assert hinted("causes_and_solutions", []) is None


RECALL = {
    "id": "r1",
    "name": "Recall",
    "kind": "optimise",
    "metric": "recall",
    "unit": "%",
    "direction": "higher",
    "current": "62",
    "target": "80",
}


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({}, None),
        ({"target": "62.0"}, "hint.target_not_higher"),
        ({"target": "9"}, "hint.target_not_higher"),
        ({"direction": "lower"}, "hint.target_not_lower"),
        ({"direction": "lower", "target": "62"}, "hint.target_not_lower"),
        ({"direction": "lower", "target": "7.5"}, None),
        ({"kind": "satisfice", "target": "9"}, None),
        ({"current": None}, None),
    ],
)
def test_a_target_is_better_than_what_is_there(changed: dict[str, str], key: str | None) -> None:
    assert hinted("objectives", [{**RECALL, **changed}]) == key


def test_the_row_that_is_new_is_the_one_that_is_spoken_of() -> None:
    odd = {**RECALL, "target": "9"}
    new = {**RECALL, "id": "r2", "name": "Precision", "target": "80"}
    worse = {**new, "target": "60"}

    assert hinted("objectives", [odd, new], objectives=[odd]) is None
    said = advice(ASKED["objectives"], [odd, worse], Context(answers={"objectives": [odd]}))

    assert said is not None
    assert said.slots == {"name": "Precision", "target": "60%", "current": "62%"}


def test_every_declared_hint_can_be_given() -> None:
    declared = {hint for question in ASKED.questions.values() for hint in getattr(question, "hints", ())}
    declared |= {
        hint
        for question in ASKED.questions.values()
        for column in getattr(question, "columns", ())
        for hint in column.hints
    }

    assert declared == set(Hint)
