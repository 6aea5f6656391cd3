"""The table for spreadsheets: read back as it was told, and nothing in it calculates."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection

from bot.exports.printing import printed
from bot.exports.spreadsheet import ABOUT, BYTE_ORDER_MARK, harmless
from flows.answers import Answer, AnswerState
from flows.exporting import Form
from flows.text import Language
from tests.bot.exports.stored import CATALOGUE, NOW, Made, databases, empty, nasty, store

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '"quoted", and; more',
    "two\r\nlines",
    "메뉴 추천",
)


def table(db: Connection, language: Language = Language.EN) -> list[dict[str, str]]:
    text = printed(db, Form.CSV, None, language)
    assert text is not None
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_a_formula_stays_a_text(name: str):
    with empty() as db:
        store(db, [Made("T1", name, {}, [])])
        (row,) = table(db)

    assert row["name"] == harmless(name)
    assert row["name"].lstrip("'") == name.lstrip("'")
    assert row["name"][0] not in "=+-@\t\r"


@given(nasty)
def test_only_an_apostrophe_is_ever_added(cell: str):
    assert harmless(cell) in (cell, f"'{cell}")
    assert harmless(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(databases)
def test_every_project_is_one_row_with_every_question(wanted: list[Made]):
    with empty() as db:
        store(db, wanted)
        rows = table(db)

    assert len(rows) == len(wanted)
    for row in rows:
        assert list(row) == [*ABOUT, *CATALOGUE.questions]
        assert None not in row.values()


def test_answers_are_said_in_the_language_and_people_by_name():
    answers = {
        "value_size": Answer(state=AnswerState.GIVEN, value="large", by="U0ANA", at=NOW),
        "team_members": Answer(state=AnswerState.GIVEN, value=["U0BEN"], by="U0ANA", at=NOW),
        "data_access": Answer(state=AnswerState.UNKNOWN, by="U0ANA", at=NOW),
    }
    with empty() as db:
        store(db, [Made("T1", "Menu helper", answers, [], scored=True)])
        (english,), (korean,) = table(db), table(db, Language.KO)

    assert (english["key"], english["owner"], english["stage"]) == ("ML-1", "U0ANA 김", "Intake")
    assert (english["value_size"], english["data_access"]) == ("Moves a product or department KPI", "Not known yet")
    assert "U0BEN 김" in english["team_members"]
    assert korean["value_size"].startswith("제품이나 부서 KPI")


def test_an_empty_database_gives_an_empty_export_in_every_form():
    with empty() as db:
        assert table(db) == []
        assert printed(db, Form.MD, None, Language.EN) == ""
        text = printed(db, Form.JSON, None, Language.EN)
    assert text is not None
    assert '"projects": []' in text


def test_charters_stand_one_below_the_other():
    with empty() as db:
        store(db, [Made("T1", "Menu helper", {}, []), Made("T1", "Table finder", {}, [])])
        both = printed(db, Form.MD, None, Language.EN)
        one = printed(db, Form.MD, "ml-2", Language.EN)
        nothing = printed(db, Form.MD, "ML-9", Language.EN)

    assert both is not None
    assert [line for line in both.splitlines() if line.startswith("# ")] == [
        "# New ML project (ML-1)",
        "# New ML project (ML-2)",
    ]
    assert one is not None
    assert one.startswith("# New ML project (ML-2)")
    assert nothing is None
