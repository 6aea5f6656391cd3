"""A catalogue that is wrong is refused, naming the file, the key and what to do."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from flows.catalog.loader import CatalogueError, load_catalogue

FLOW = "flow.yaml"
PROBLEM = "problem_definition.yaml"
SUITABILITY = "ml_suitability.yaml"
ARCHETYPE = "archetype.yaml"
GOAL = "goal_and_objectives.yaml"
BASELINES = "baselines.yaml"
RISKS = "constraints_and_risks.yaml"

NEW_QUESTION = """
{key}:
  question: What should we call this project?
  help: A short working name. You can change it later.
  example: Menu helper for first-time guests
  id: AR-99
  level: detail
  need: optional
  kind: short_text
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("flows.catalog")) as shipped:
        for pattern in ("*.yaml", "*.po"):
            for file in shipped.glob(pattern):
                shutil.copy(file, tmp_path)
    return tmp_path


def change(file: Path, before: str, after: str) -> None:
    """Replace the first place where `before` stands, which has to be there."""
    content = file.read_text(encoding="utf-8")
    assert before in content
    file.write_text(content.replace(before, after, 1), encoding="utf-8")


def refusal(folder: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    error = caught.value
    assert error.file in str(error)
    assert error.key in str(error)
    assert error.remedy in str(error)
    return error


def test_an_untouched_copy_loads_and_equals_what_ships(folder: Path) -> None:
    assert load_catalogue(folder) == load_catalogue()


@pytest.mark.parametrize(
    ("file", "before", "after", "key", "problem", "remedy"),
    [
        pytest.param(
            PROBLEM,
            "  help: Facts",
            "  hepl: Facts",
            "phenomenon",
            "`help` is missing",
            "Add it",
            id="field missing",
        ),
        pytest.param(
            PROBLEM,
            "  min_chars: 20",
            "  min_char: 20",
            "phenomenon",
            "`min_char` is not a field here",
            "Correct its spelling",
            id="unknown field",
        ),
        pytest.param(
            PROBLEM,
            "kind: short_text",
            "kind: shorttext",
            "project_name",
            "'shorttext' is not a kind of question",
            "'short_text', 'long_text', 'one_of'",
            id="unknown kind",
        ),
        pytest.param(
            PROBLEM,
            "  kind: short_text\n",
            "",
            "project_name",
            "`kind` is missing",
            "Add it",
            id="kind missing",
        ),
        pytest.param(
            PROBLEM,
            "min_chars: 3",
            "min_chars: three",
            "project_name",
            "`min_chars` is 'three'",
            "valid integer",
            id="words for a number",
        ),
        pytest.param(
            PROBLEM,
            "      points: 25",
            "      points: 250",
            "value_size",
            "`options.2.points` is '250'",
            "less than or equal to 100",
            id="points above 100",
        ),
        pytest.param(
            PROBLEM,
            "need: required",
            "need: mandatory",
            "project_name",
            "`need` is 'mandatory'",
            "Use 'required', 'skippable' or 'optional'",
            id="unknown need",
        ),
        pytest.param(
            PROBLEM,
            "hints: [name_taken]",
            "hints: [name_token]",
            "project_name",
            "`hints.1` is 'name_token'",
            "Use 'name_taken'",
            id="unknown hint",
        ),
        pytest.param(
            PROBLEM,
            "feeds: [card:headline]",
            "feeds: card:headline",
            "project_name",
            "`feeds` is 'card:headline'",
            "Make it a list",
            id="text for a list",
        ),
        pytest.param(
            PROBLEM,
            "id: PD-01",
            "id: PD-1",
            "project_name",
            "`id` is 'PD-1'",
            "match pattern",
            id="id of another form",
        ),
        pytest.param(
            PROBLEM,
            "  id: PD-01",
            "  key: other\n  id: PD-01",
            "project_name",
            "`key` is not a field here",
            "Remove it",
            id="key inside the question",
        ),
        pytest.param(
            ARCHETYPE,
            "    is: [software_2_0]",
            "    is: software_2_0",
            "sw2_better",
            "`ask_if … is` is 'software_2_0'",
            "Make it a list",
            id="condition of the wrong type",
        ),
        pytest.param(
            ARCHETYPE,
            "    is: [software_2_0]",
            "    equals: [software_2_0]",
            "sw2_better",
            "`ask_if … is` is missing",
            "Add it",
            id="condition of no known shape",
        ),
        pytest.param(
            PROBLEM,
            "  need: required\n",
            "  need: required\n  need: optional\n",
            "project_name",
            "`need` is given twice",
            "Keep one of the two",
            id="field twice",
        ),
        pytest.param(
            PROBLEM,
            "phenomenon:",
            "project_name:",
            "project_name",
            "given twice",
            "Keep one",
            id="key twice in a file",
        ),
        pytest.param(
            ARCHETYPE,
            "archetype:",
            NEW_QUESTION.format(key="project_name") + "\narchetype:",
            "project_name",
            "problem_definition.yaml has this key, too",
            "another key",
            id="key in two files",
        ),
        pytest.param(
            PROBLEM,
            "id: PD-02",
            "id: PD-01",
            "phenomenon",
            "the id PD-01 belongs to `project_name`",
            "next number",
            id="id twice",
        ),
        pytest.param(
            PROBLEM,
            "id: PD-02",
            "id: MS-99",
            "phenomenon",
            "MS-99 is not one of section PD",
            "Start it with PD-",
            id="id of another section",
        ),
        pytest.param(
            ARCHETYPE,
            "question: archetype\n",
            "question: archtype\n",
            "sw2_better",
            "`archtype`, which is no question",
            "Correct the name",
            id="condition on a missing question",
        ),
        pytest.param(
            SUITABILITY,
            "question: error_cost",
            "question: data_access",
            "explainability_need",
            "`data_access`, which is asked later",
            "earlier question",
            id="condition on a later question",
        ),
        pytest.param(
            ARCHETYPE,
            "is: [software_2_0]",
            "is: [software_3_0]",
            "sw2_better",
            "'software_3_0' is no option of `archetype`",
            "software_2_0, human_in_the_loop, autonomous",
            id="condition on a missing option",
        ),
        pytest.param(
            ARCHETYPE,
            "question: archetype\n",
            "question: project_name\n",
            "sw2_better",
            "`project_name`, which is no one_of",
            "single choice",
            id="condition that compares a text",
        ),
        pytest.param(
            GOAL,
            "kind: [optimise]\n    at_least",
            "kind: [optimize]\n    at_least",
            "combination",
            "'optimize' is no option of `objectives.kind`",
            "optimise, satisfice",
            id="condition on a missing value of a column",
        ),
        pytest.param(
            GOAL,
            "rows: objectives\n    where",
            "rows: archetype\n    where",
            "combination",
            "'archetype', which has no rows",
            "kind rows",
            id="condition that counts no rows",
        ),
        pytest.param(
            GOAL,
            "  rows: objectives\n  where",
            "  rows: goal\n  where",
            "primary_objective",
            "'goal', which has no rows",
            "kind rows",
            id="choice among no rows",
        ),
        pytest.param(
            BASELINES,
            "rows: objectives",
            "rows: goals",
            "baselines",
            "'goals', which has no rows",
            "kind rows",
            id="column that chooses among no rows",
        ),
        pytest.param(
            BASELINES,
            "unit_from: objective",
            "unit_from: how",
            "baselines",
            "`how`, which chooses no row",
            "one_of_rows",
            id="unit from a column without rows",
        ),
        pytest.param(
            GOAL,
            "only_where:\n        kind:",
            "only_where:\n        sort:",
            "objectives",
            "`sort` is no column of `objectives`",
            "name, kind, metric",
            id="only where a missing column matches",
        ),
        pytest.param(
            RISKS,
            "same_currency_as: cost_fp",
            "same_currency_as: risks",
            "cost_fn",
            "`risks`, which asks for no money",
            "money question",
            id="currency of no money",
        ),
        pytest.param(
            ARCHETYPE,
            "alone: [none_of_these]",
            "alone: [none]",
            "flywheel",
            "`alone` names 'none', which is no option",
            "value of an option",
            id="alone without an option",
        ),
        pytest.param(
            SUITABILITY,
            "exclusive: [[pattern_seen, pattern_suspected]]",
            "exclusive: [[pattern_seen, pattern_guessed]]",
            "ml_conditions",
            "`exclusive` names 'pattern_guessed'",
            "value of an option",
            id="exclusive without an option",
        ),
        pytest.param(
            FLOW,
            "- project_name",
            "- projekt_name",
            "quick",
            "`projekt_name` is no question",
            "Correct the name",
            id="quick names no question",
        ),
        pytest.param(
            FLOW,
            "- phenomenon",
            "- phenomena",
            "P1",
            "`phenomena` is no question",
            "Correct the name",
            id="a page names no question",
        ),
        pytest.param(
            FLOW,
            "- phenomenon\n",
            "- phenomenon\n      - phenomenon\n",
            "P1",
            "`phenomenon` stands in P1 already",
            "Keep one",
            id="a page names a question twice",
        ),
        pytest.param(
            FLOW,
            "title: Problem definition",
            "titel: Problem definition",
            "the flow",
            "`sections.1.title` is missing",
            "Add it",
            id="section without a title",
        ),
    ],
)
def test_a_wrong_declaration_is_refused(
    folder: Path, file: str, before: str, after: str, key: str, problem: str, remedy: str
) -> None:
    change(folder / file, before, after)
    error = refusal(folder)
    assert (error.file, error.key) == (file, key)
    assert problem in error.problem
    assert remedy in error.remedy


def test_the_sentence_reads_well(folder: Path) -> None:
    change(folder / ARCHETYPE, "question: archetype\n", "question: archtype\n")
    assert str(refusal(folder)) == (
        "archetype.yaml, sw2_better: `ask_if` looks at `archtype`, which is no question. Correct the name."
    )


def test_an_option_that_is_declared_twice_is_refused(folder: Path) -> None:
    change(folder / ARCHETYPE, "value: autonomous", "value: software_2_0")
    change(folder / "ko.po", "archetype.option.autonomous", "archetype.option.software_2_0")
    error = refusal(folder)
    assert (error.file, error.key) == (ARCHETYPE, "archetype")
    assert "`software_2_0` is declared twice" in error.problem


def test_a_column_that_is_declared_twice_is_refused(folder: Path) -> None:
    change(folder / PROBLEM, "- key: data\n", "- key: hypothesis\n")
    change(folder / "ko.po", "hypotheses.column.data", "hypotheses.column.hypothesis")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "hypotheses")
    assert "column `hypothesis` is declared twice" in error.problem


def test_a_choice_in_a_column_without_options_is_refused(folder: Path) -> None:
    change(folder / GOAL, "label: Metric\n      kind: short_text", "label: Metric\n      kind: one_of")
    error = refusal(folder)
    assert (error.file, error.key) == (GOAL, "objectives")
    assert "`metric` is one_of with 0 options" in error.problem


def test_an_option_too_long_for_slack_is_refused_in_english(folder: Path) -> None:
    long = "Moves a number that " + "really " * 10 + "counts"
    change(folder / PROBLEM, "Moves one team's number", long)
    change(folder / "ko.po", "Moves one team's number", long)
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "value_size")
    assert f"`medium` has {len(long)} characters" in error.problem
    assert "Shorten it to 75" in error.remedy


def test_an_option_too_long_for_slack_is_refused_in_korean(folder: Path) -> None:
    change(folder / "ko.po", "한 팀의 숫자를 움직여요", "한 팀의 숫자를 " + "아주 " * 30 + "움직여요")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "value_size")
    assert "Shorten it to 75" in error.remedy


def test_a_question_that_is_too_long_is_refused(folder: Path) -> None:
    change(
        folder / "ko.po",
        "이 프로젝트를 뭐라고 부를까요?",
        "이 프로젝트를 " + "정말 " * 60 + "뭐라고 부를까요?",
    )
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "project_name")
    assert "Keep it to 150" in error.remedy


def test_more_than_ten_checkboxes_are_refused(folder: Path) -> None:
    more = "".join(f"    - value: other_{number}\n      label: None of these\n" for number in range(2))
    change(folder / SUITABILITY, "    - value: pattern_seen\n", more + "    - value: pattern_seen\n")
    words = "".join(
        f'\nmsgctxt "catalog.ml_conditions.option.other_{number}"\nmsgid "None of these"\nmsgstr "없음"\n'
        for number in range(2)
    )
    with (folder / "ko.po").open("a", encoding="utf-8") as translations:
        translations.write(words)
    error = refusal(folder)
    assert (error.file, error.key) == (SUITABILITY, "ml_conditions")
    assert error.problem == "`options` has 11 entries, and 10 is the most"
    assert "split the question" in error.remedy


def test_more_options_than_a_select_can_show_are_refused(folder: Path) -> None:
    numbers = range(100)
    more = "".join(f"    - value: task_{number}\n      label: Other\n" for number in numbers)
    change(folder / SUITABILITY, "    - value: binary\n", more + "    - value: binary\n")
    words = "".join(
        f'\nmsgctxt "catalog.ml_task.option.task_{number}"\nmsgid "Other"\nmsgstr "기타"\n' for number in numbers
    )
    with (folder / "ko.po").open("a", encoding="utf-8") as translations:
        translations.write(words)
    error = refusal(folder)
    assert (error.file, error.key) == (SUITABILITY, "ml_task")
    assert error.problem == "there are 110 options"


def test_a_question_of_the_wrong_level_for_its_place_is_refused(folder: Path) -> None:
    change(folder / PROBLEM, "level: full", "level: detail")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "phenomenon")
    assert "its level is detail, and P1 in flow.yaml names it" in error.problem


def test_a_question_without_its_place_is_refused(folder: Path) -> None:
    change(folder / PROBLEM, "level: detail", "level: full")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "phenomenon_difficulty")
    assert "Name it in a page" in error.remedy


def test_a_missing_korean_text_is_refused(folder: Path) -> None:
    change(folder / "ko.po", 'msgstr "이 프로젝트를 뭐라고 부를까요?"', 'msgstr ""')
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "project_name")
    assert error.problem == "there is no Korean for 'What should we call this project?'"
    assert "msgctxt 'catalog.project_name.question'" in error.remedy


def test_english_that_changed_without_its_korean_is_refused(folder: Path) -> None:
    change(folder / PROBLEM, "What should we call this project?", "What is its name?")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "project_name")
    assert "exactly this msgid" in error.remedy


def test_a_fuzzy_translation_does_not_count(folder: Path) -> None:
    entry = 'msgctxt "catalog.project_name.question"'
    change(folder / "ko.po", entry, f"#, fuzzy\n{entry}")
    assert refusal(folder).key == "project_name"


def test_what_is_no_yaml_is_refused_with_its_line(folder: Path) -> None:
    change(folder / PROBLEM, "  question: What should", "  question: [What should")
    error = refusal(folder)
    assert error.file == PROBLEM
    assert error.key.startswith("line ")
    assert "not YAML" in error.problem
    assert "indentation" in error.remedy


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgid "Problem definition', 15),
        ("msgid Problem definition", 15),
        ('msgid "Problem definition"\nand more', 16),
        ('msgid "Problem "definition""', 15),
    ],
)
def test_what_is_no_gettext_is_refused_with_its_line(folder: Path, broken: str, line: int) -> None:
    change(folder / "ko.po", 'msgid "Problem definition"', broken)
    error = refusal(folder)
    assert (error.file, error.key) == ("ko.po", f"line {line}")
    assert "double quotes" in error.remedy


def test_an_entry_without_its_msgstr_is_refused(folder: Path) -> None:
    change(folder / "ko.po", 'msgstr "문제 정의"\n', "")
    error = refusal(folder)
    assert error.file == "ko.po"
    assert error.problem == "an entry is not complete"


@pytest.mark.parametrize("file", [PROBLEM, "ko.po"])
def test_a_file_in_another_encoding_is_refused(folder: Path, file: str) -> None:
    (folder / file).write_bytes("# 한국어".encode("cp949"))
    error = refusal(folder)
    assert error.file == file
    assert error.problem == "the file is not in UTF-8"


@pytest.mark.parametrize("file", [FLOW, PROBLEM, "ko.po"])
def test_a_missing_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    error = refusal(folder)
    assert error.file == file
    assert error.problem == "the file is missing"


@pytest.mark.parametrize("content", ["", "- project_name\n", "just words\n"])
def test_a_file_without_entries_is_refused(folder: Path, content: str) -> None:
    (folder / PROBLEM).write_text(content, encoding="utf-8")
    error = refusal(folder)
    assert error.file == PROBLEM
    assert "no mapping" in error.problem


def test_an_entry_that_is_no_question_is_refused(folder: Path) -> None:
    change(folder / PROBLEM, "project_name:\n", "greeting: hello\n\nproject_name:\n")
    error = refusal(folder)
    assert (error.file, error.key) == (PROBLEM, "greeting")
    assert error.problem == "this is not a question"
