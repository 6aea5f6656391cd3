"""A person taken out of what was said; what is left can still be read."""

import json

import pytest

from flows.erased import Erasure, is_erased, spoken, stand_in

GONE = stand_in(7)


def erased(text: str, *names: str) -> str:
    return Erasure("U0ANA", GONE, names).text(text)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ask U0ANA.", f"Ask {GONE}."),
        ("<@U0ANA> and @U0ANA, not U0ANAB or XU0ANA", f"<@{GONE}> and @{GONE}, not U0ANAB or XU0ANA"),
        ("reminder:T0ACME:U0ANA:2026-11-23", f"reminder:T0ACME:{GONE}:2026-11-23"),
    ],
)
def test_an_id_is_replaced_where_it_stands_alone(said: str, left: str):
    assert erased(said) == left


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Ana", "Ana's list; ask Ana, not Anabel.", "someone who left's list; ask someone who left, not Anabel."),
        ("Will", "Will it work? It will.", "someone who left it work? It will."),
        ("Ana Ruiz", "ana ruiz or ANA\nRUIZ", "someone who left or someone who left"),
        ("김민준", "김민준이 만든 목록", "떠난 사람이 만든 목록"),
        ("김민준", "담당: 김민준님께서, 김민준에게", "담당: 떠난 사람께서, 떠난 사람에게"),
        (
            "이수",
            "이수가 이수를 이수와, 이수로 이수는",
            "떠난 사람이 떠난 사람을 떠난 사람과, 떠난 사람으로 떠난 사람은",
        ),
        ("이수", "이수민과 한이수는 다른 사람", "이수민과 한이수는 다른 사람"),
        ("Ana", "Ana가 물었어요", "떠난 사람이 물었어요"),
        ("C++ (Ana)", "Ask C++ (Ana)!", "Ask someone who left!"),
        ("J", "J is a letter", "J is a letter"),
        ("answer", "answer.changed", "answer.changed"),
        ("go", "go", "go"),
    ],
)
def test_a_name_is_replaced_where_it_is_a_word(name: str, said: str, left: str):
    assert erased(said, name) == left


def test_of_several_names_the_longest_goes_first():
    assert erased("Ana Ruiz, Ana", "Ana", "Ana Ruiz") == "someone who left, someone who left"


def test_a_document_keeps_its_form_and_loses_the_person():
    written = '{"by":"U0ANA","value":{"U0ANA":["Ana 김",1.5,null,true]},"verdict":"go"}'

    told = Erasure("U0ANA", GONE, ("Ana", "go")).document(written)

    assert told == f'{{"by":"{GONE}","value":{{"{GONE}":["떠난 사람 김",1.5,null,true]}},"verdict":"go"}}'
    assert Erasure("U0BEN", GONE, ("Ben",)).document(written) == written
    assert json.loads(told)


def test_a_message_that_is_still_to_be_posted_mentions_nobody_who_left():
    erasure = Erasure("U0ANA", GONE)

    assert erasure.message({"text": "Owner: <@U0ANA>", "blocks": ["담당: <@U0ANA|ana>"]}) == {
        "text": "Owner: someone who left",
        "blocks": ["담당: 떠난 사람"],
    }


def test_mentions_of_those_who_left_are_spoken():
    assert spoken(f"Owner: <@{GONE}> <@U0BEN>", lambda one: one.english) == "Owner: someone who left <@U0BEN>"
    assert is_erased(GONE)
    assert not is_erased("UERASED")
    assert not is_erased(None)
