"""Dates in words and figures, on a Wednesday in November."""

from datetime import date

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import Date
from flows.reading import Context, Reading, Understood, Unreadable, read
from flows.text import Text

TODAY = date(2026, 11, 18)


def reading(text: str, *, today: date | None = TODAY, key: str = "deadline") -> Reading:
    question = load_catalogue()[key]
    assert isinstance(question, Date)
    return read(question, text, Context(today=today))


def day(text: str, *, today: date = TODAY) -> str:
    found = reading(text, today=today)
    assert isinstance(found, Understood), (text, found)
    return str(found.value)


def problem(text: str, *, today: date | None = TODAY, key: str = "deadline") -> str:
    found = reading(text, today=today, key=key)
    assert isinstance(found, Unreadable), (text, found)
    return found.problem.key


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2026-12-24",
            "2026/12/24",
            "2026.12.24",
            "2026. 12. 24.",
            "20261224",
            "２０２６-12-24",
            "12/24",
            "24/12",
            "12-24",
        ),
        *(
            "24.12.",
            "24.12.2026",
            "12/24/2026",
            "24/12/2026",
            "24 Dec",
            "Dec 24",
            "24th of December",
            "December 24th, 2026",
        ),
        *(
            "Thursday, December 24, 2026",
            "by 24 Dec",
            "until 24 December 2026",
            "24 dec 2026",
            "24-Dec-2026",
            "Dec 24 this year",
        ),
        *(
            "2026년 12월 24일",
            "12월 24일",
            "12월24일",
            "올해 12월 24일",
            "12월 24일까지",
            "12월 24일(목)",
            "2026년 12월 24일 목요일",
        ),
        *(
            "다음 달 24일",
            "다음달 24일까지요",
            "내달 24일",
            "in 36 days",
            "36일 뒤",
            "늦어도 12월 24일",
            "12월 24일이에요",
        ),
    ],
)
def test_christmas_eve_can_be_said_in_many_ways(text: str):
    assert day(text) == "2026-12-24"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "2026-11-18") for text in ("today", "오늘", "this Wednesday")),
        *((text, "2026-11-19") for text in ("tomorrow", "내일", "내일까지요", "Thursday")),
        *(
            (text, "2026-11-20")
            for text in ("모레", "day after tomorrow", "next Friday", "Friday", "fri", "금요일", "이번 주 금요일")
        ),
        *(
            (text, "2026-11-25")
            for text in ("next week", "다음 주", "a week from now", "일주일 뒤", "next Wednesday", "다음 주 수요일에")
        ),
        *(
            (text, "2026-11-27")
            for text in ("다음 주 금요일", "다음주 금", "Friday next week", "next week Friday", "27일")
        ),
        *(
            (text, "2026-12-09")
            for text in (
                "3주 뒤",
                "in 3 weeks",
                "3 weeks from now",
                "3주 후에",
                "in three weeks",
                "세 주 뒤",
                "3 weeks",
            )
        ),
        *((text, "2026-12-04") for text in ("다다음 주 금요일",)),
        *((text, "2026-11-28") for text in ("열흘 뒤", "10일 후", "in 10 days")),
        *((text, "2026-12-18") for text in ("한 달 뒤", "in a month", "1개월 후")),
        *((text, "2027-01-18") for text in ("두 달 뒤", "in two months")),
        *(
            (text, "2026-11-30")
            for text in ("말일", "월말", "이달 말", "이번 달 말", "end of month", "end of the month", "EOM")
        ),
        *(
            (text, "2026-12-31")
            for text in (
                "연말",
                "올해 말",
                "end of the year",
                "EOY",
                "다음 달 말일",
                "Q4",
                "4분기",
                "end of next month",
            )
        ),
        *(
            (text, "2027-03-31")
            for text in ("내년 3월", "3월 말", "March 2027", "next March", "end of March", "1분기", "Q1 2027")
        ),
        *((text, "2027-12-24") for text in ("24 Dec next year", "내년 12월 24일")),
        *((text, "2027-12-31") for text in ("내년 말", "end of next year")),
        *((text, "2027-11-01") for text in ("11월 1일", "Nov 1", "11/1")),
        *((text, "2028-02-29") for text in ("2028-02-29", "2/29", "2월 29일")),
    ],
)
def test_days_are_told_from_today(text: str, expected: str):
    assert day(text) == expected


def test_a_day_of_the_month_that_has_passed_is_in_the_next_one():
    assert day("17일") == "2026-12-17"
    assert day("31일") == "2026-12-31"
    assert day("한 달 뒤", today=date(2027, 1, 31)) == "2027-02-28"


@pytest.mark.parametrize(
    "text", ["내년 3월", "March 2027", "다음 달", "next month", "내년 3월 초", "3/4", "3/4/2027", "4.3.2027"]
)
def test_what_could_be_another_day_is_noted_with_the_day_in_both_languages(text: str):
    found = reading(text)
    assert isinstance(found, Understood)
    assert found.note
    said = found.note.slots["date"]
    assert isinstance(said, Text)
    assert str(date.fromisoformat(found.value).day) in said.en
    assert said.ko.endswith("요일")


@pytest.mark.parametrize("text", ["2026-12-24", "next Friday", "12/24", "다음 주 금요일", "3월 말", "5/5"])
def test_a_clear_day_needs_no_note(text: str):
    found = reading(text)
    assert isinstance(found, Understood)
    assert found.note is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "date_past") for text in ("2020-01-01", "2026-11-17", "yesterday", "1999년 1월 1일")),
        *(
            (text, "date_far")
            for text in ("2029-11-19", "in 9 years", "2031년 3월", "in 99999 weeks", "in 999999999999 weeks")
        ),
        *(
            (text, "date")
            for text in ("", "soon", "곧", "5", "2026-02-30", "Feb 30", "13/13", "9/31", "내년", "3 o'clock")
        ),
        *((text, "date") for text in ("1e9 days", "9999-99-99", "\0", "🙂", "-3", "0000-01-01")),
    ],
)
def test_what_is_no_day_to_come_says_what_is_expected(text: str, key: str):
    assert problem(text) == f"reading.{key}"


def test_the_bounds_are_today_and_so_many_years_on():
    assert day("2026-11-18") == "2026-11-18"
    assert day("2029-11-18") == "2029-11-18"
    assert problem("2027-11-19", key="prototype_date") == "reading.date_far"
    assert day("2029-02-28", today=date(2028, 2, 29)) == "2029-02-28"


def test_without_a_today_only_full_dates_are_read():
    assert reading("2026-12-24", today=None) == Understood("2026-12-24")
    assert problem("next Friday", today=None) == "reading.date"
    assert problem("12/24", today=None) == "reading.date"
