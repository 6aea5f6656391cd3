"""Numbers, money, percentages and durations as people type them in English and Korean."""

from typing import Any

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import Duration, Money, Number, Percent
from flows.reading import Context, Reading, Understood, Unreadable, read

WON = Context(currency="KRW")


def reading(key: str, text: str, context: Context = WON) -> Reading:
    question = load_catalogue()[key]
    assert isinstance(question, Number | Money | Percent | Duration)
    return read(question, text, context)


def value(key: str, text: str, context: Context = WON) -> Any:
    found = reading(key, text, context)
    assert isinstance(found, Understood), (text, found)
    return found.value


def problem(key: str, text: str, context: Context = WON) -> str:
    found = reading(key, text, context)
    assert isinstance(found, Unreadable), (text, found)
    return found.problem.key


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1200",
            "1,200",
            "1.2k",
            "1.2 k",
            "1.2K",
            "１，２００",
            "1 200",
            "1'200",
            "1_200",
            "+1200",
            "1200.0",
            "1.2e3",
        ),
        *(
            "~1200",
            "≈ 1,200",
            "about 1,200",
            "roughly 1,200 people",
            "1,200/month",
            "1,200 / month",
            "*1,200*",
            "1,200.",
        ),
        *("1,200 people per month", "1,200 users a month", "1,200 people each month", "approx. 1200 per month"),
        *(
            "1천2백",
            "천이백",
            "1천 2백 명",
            "약 1,200명",
            "대략 1200명쯤",
            "1,200명 정도요",
            "1,200명이에요",
            "월 1,200명",
        ),
        *("한 달에 1,200명", "매달 1,200명", "1,200명/월", "한 1200명", "one thousand two hundred", "최대 1,200명"),
    ],
)
def test_twelve_hundred_people_a_month_can_be_said_in_many_ways(text: str):
    assert value("affected_count", text) == "1200"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.200,5", "1200.5"),
        ("1,200.5", "1200.5"),
        ("1.000.000", "1000000"),
        ("2,34,567", "234567"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("3만", "30000"),
        ("삼만오천", "35000"),
        ("1만 5,000", "15000"),
        ("50 qps", "50"),
        ("초당 50쿼리", "50"),
        ("50 rps", "50"),
        ("백", "100"),
        ("twenty-five", "25"),
        ("a dozen", "12"),
        ("two hundred thousand", "200000"),
        ("one million", "1000000"),
        ("열두", "12"),
    ],
)
def test_marks_and_words_of_numbers(text: str, amount: str):
    assert value("throughput_target", text) == amount


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "number_range") for text in ("10-20", "10 - 20", "10~20명", "10 to 20", "10에서 20명", "1k–2k")),
        *((text, "number_low") for text in ("-3", "−5", "minus 5", "마이너스 3")),
        *((text, "number_whole") for text in ("1.5", "0.001", "1200,5")),
        *((text, "number_high") for text in ("12000000000", "100억 1", "1e12")),
        *((text, "number_unit") for text in ("1,200/year", "1,200 per day", "1,200 euros", "연 1,200명", "3일")),
        *(
            (text, "number_unit")
            for text in ("", " ", "many", "많이", "NaN", "inf", "1e999999", "1,2000", "10 20", "0x10")
        ),
        *(
            (text, "number_unit")
            for text in ("만족해요", "이상해요", "사용자", "1,200 people and 5", "1..2", "¹/₂", "🙂")
        ),
    ],
)
def test_what_is_no_number_of_people_says_what_is_expected(text: str, key: str):
    assert problem("affected_count", text) == f"reading.{key}"


def test_a_bound_that_is_itself_refused():
    assert problem("throughput_target", "0") == "reading.number_above"
    assert value("effort_person_months", "4인월") == value("effort_person_months", "4 person-months") == "4"


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("₩1.2억", "120000000", "KRW"),
        ("￦1.2억", "120000000", "KRW"),
        ("KRW 120,000,000", "120000000", "KRW"),
        ("120,000,000", "120000000", "KRW"),
        ("120,000,000원", "120000000", "KRW"),
        ("연 120,000,000원", "120000000", "KRW"),
        ("1년에 1억 2천만 원", "120000000", "KRW"),
        ("2천만원", "20000000", "KRW"),
        ("2,000만 원", "20000000", "KRW"),
        ("삼천만원", "30000000", "KRW"),
        ("약 3천만 원 정도요", "30000000", "KRW"),
        ("3만 5천 달러", "35000", "USD"),
        ("$20k", "20000", "USD"),
        ("US$20,000", "20000", "USD"),
        ("20k USD per year", "20000", "USD"),
        ("20K usd/yr", "20000", "USD"),
        ("USD 20k p.a.", "20000", "USD"),
        ("5 bucks", "5", "USD"),
        ("미국 달러 300", "300", "USD"),
        ("€1.5m", "1500000", "EUR"),
        ("1.5m€", "1500000", "EUR"),
        ("1,5 million euros", "1500000", "EUR"),
        ("2만 유로", "20000", "EUR"),
        ("£1,000.50", "1000.5", "GBP"),
        ("¥3000", "3000", "JPY"),
        ("3천 엔", "3000", "JPY"),
        ("A$20", "20", "AUD"),
        ("20000 CHF", "20000", "CHF"),
        ("TRY 500", "500", "TRY"),
        ("0", "0", "KRW"),
        ("about 20k dollars a year", "20000", "USD"),
    ],
)
def test_money_has_an_amount_and_a_currency(text: str, amount: str, currency: str):
    assert value("annual_value", text) == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    "text", ["3,000원", "오류 한 건당 3,000원", "건당 3천원", "KRW 3,000 per error", "한 건에 3,000원"]
)
def test_money_per_error(text: str):
    assert value("cost_fp", text) == {"amount": "3000", "currency": "KRW"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "money_negative") for text in ("-5", "-$5", "$-5", "마이너스 3만원")),
        *((text, "money_per") for text in ("$20k per month", "월 100만원", "매달 5만원", "$100 an hour")),
        *((text, "number_range") for text in ("$10k-20k", "1000-2000 USD", "1천만~2천만원")),
        *(
            (text, "money")
            for text in ("", "free", "₩", "무료", "$5 €6", "20k for the team", "1e999999", "try 5 things")
        ),
        ("9" * 20, "number_huge"),
    ],
)
def test_what_is_no_amount_says_what_is_expected(text: str, key: str):
    assert problem("annual_value", text) == f"reading.{key}"


def test_a_currency_is_asked_for_where_none_is_known():
    assert problem("annual_value", "20k", Context()) == "reading.money_currency"


def test_amounts_that_are_compared_share_their_currency():
    known = Context(currency="KRW", answers={"annual_value": {"amount": "5", "currency": "USD"}})
    assert value("annual_cost", "20k", known) == {"amount": "20000", "currency": "USD"}
    assert problem("annual_cost", "20k KRW", known) == "reading.money_same_currency"


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        *(
            (text, "95")
            for text in (
                "95",
                "95%",
                "95 %",
                "９５％",
                "95퍼센트",
                "95프로",
                "95 percent",
                "about 95%",
                "구십오 퍼센트",
            )
        ),
        *((text, "95") for text in ("ninety five percent", "95 per cent", "약 95% 정도", "95.0%", "95% 이상")),
        *((text, "0.1") for text in ("0.1%", "0,1%", "0.10 %", "0.1퍼센트")),
        *((text, text) for text in ("0", "100", "1", "0.0001")),
    ],
)
def test_percentages(text: str, percent: str):
    assert value("acceptable_failure_rate", text) == percent


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "percent_bounds") for text in ("101", "-1", "1000%", "-0.1%")),
        *((text, "percent_decimals") for text in ("0.12345%",)),
        *((text, "number_range") for text in ("90-95%", "90%~95%")),
        *((text, "percent") for text in ("", "%", "most", "대부분", "95 of 100", "1/2", "5 %p", "NaN%", "95 dollars")),
    ],
)
def test_what_is_no_percentage(text: str, key: str):
    assert problem("acceptable_failure_rate", text) == f"reading.{key}"


def test_a_fraction_without_a_sign_is_a_percentage_and_a_note_says_so():
    found = reading("decision_threshold", "0.95")
    assert isinstance(found, Understood)
    assert found.value == "0.95"
    assert found.note
    assert found.note.slots == {"value": "0.95", "other": "95"}
    assert reading("decision_threshold", "0.95%") == Understood("0.95")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(
            (text, 14)
            for text in (
                "2 weeks",
                "2w",
                "2 wks",
                "two weeks",
                "2주",
                "2주일",
                "두 주",
                "이 주",
                "14",
                "14 days",
                "14일",
            )
        ),
        *(
            (text, 14)
            for text in ("every other week", "every 2 weeks", "2주마다", "2주에 한 번", "격주", "a fortnight")
        ),
        *(
            (text, 10)
            for text in ("10d", "10 d", "열흘", "1 week 3 days", "1주 3일", "1주일 3일", "약 10일 정도", "10일간")
        ),
        *(
            (text, 30)
            for text in (
                "a month",
                "one month",
                "한 달",
                "1개월",
                "매달",
                "monthly",
                "30 days for churn",
                "이탈은 30일",
            )
        ),
        *((text, 7) for text in ("weekly", "매주", "일주일", "once a week", "한 주", "1 week", "every week")),
        *((text, 1) for text in ("a day", "하루", "daily", "매일", "24 hours", "24시간")),
        *((text, 15) for text in ("보름", "half a month")),
        *((text, 180) for text in ("6 months", "6개월", "반년", "half a year", "여섯 달")),
        *((text, 365) for text in ("a year", "1년", "1 yr")),
        ("0", 0),
        ("사흘", 3),
        ("1.5 months", 45),
        ("한 달 반", 45),
        ("분기마다", 91),
    ],
)
def test_durations_are_whole_days(text: str, days: int):
    assert value("label_delay", text) == days


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "number_range") for text in ("2-3 weeks", "2~3주", "2 to 3 weeks", "10일에서 20일")),
        *((text, "duration_whole") for text in ("1.5 weeks", "36 hours", "0.5일")),
        *((text, "duration_bounds") for text in ("100 years", "-3 days", "731 days", "3년", "999999999999 weeks")),
        *((text, "duration") for text in ("", "soon", "곧", "2 moons", "week", "1e999999 days", "3 of 4 weeks 5")),
    ],
)
def test_what_is_no_duration(text: str, key: str):
    assert problem("label_delay", text) == f"reading.{key}"
