"""Reading the kinds of question that come up after the quick intake."""

from typing import assert_never

from flows.questions import Checklist, Date, Duration, Money, Number, OneOfRows, People, Percent, Rows
from flows.reading.checklists import read_checklist
from flows.reading.chosen_rows import read_row_choice
from flows.reading.context import Context
from flows.reading.dates import read_date
from flows.reading.durations import read_duration
from flows.reading.money import read_money
from flows.reading.numbers import read_number
from flows.reading.people import read_people
from flows.reading.percents import read_percent
from flows.reading.result import Partial, Reading
from flows.reading.rows import read_rows

OtherKind = Number | Money | Percent | Date | Duration | People | OneOfRows | Rows | Checklist


def read_other(question: OtherKind, text: str, context: Context) -> Reading | Partial:
    """As `read`, for everything but texts and choices."""
    match question:
        case Number():
            return read_number(question, text)
        case Money():
            return read_money(question, text, context)
        case Percent():
            return read_percent(question, text)
        case Date():
            return read_date(question, text, context)
        case Duration():
            return read_duration(text, least=question.min_days, most=question.max_days)
        case People():
            return read_people(text, context, least=max(1, question.min_people), most=question.max_people)
        case OneOfRows():
            return read_row_choice(question, text, context)
        case Rows():
            return read_rows(question, text, context)
        case Checklist():
            return read_checklist(question, text, context)
        case _:
            assert_never(question)
