"""What stands in which part of the charter."""

from enum import StrEnum
from typing import NamedTuple

from flows.text import Text


class Canvas(StrEnum):
    """The blocks of the Machine Learning Canvas (Dorard)."""

    VALUE_PROPOSITION = "value_proposition"
    DECISIONS = "decisions"
    PREDICTION_TASK = "prediction_task"
    MAKING_PREDICTIONS = "making_predictions"
    FEATURES = "features"
    BUILDING_MODELS = "building_models"
    DATA_SOURCES = "data_sources"
    COLLECTING_DATA = "collecting_data"
    OFFLINE_EVALUATION = "offline_evaluation"
    LIVE_EVALUATION = "live_evaluation"


CANVAS: dict[Canvas, Text] = {
    Canvas.VALUE_PROPOSITION: Text(en="Value proposition", ko="가치 제안"),
    Canvas.DECISIONS: Text(en="Decisions", ko="의사결정"),
    Canvas.PREDICTION_TASK: Text(en="Prediction task", ko="예측 과제"),
    Canvas.MAKING_PREDICTIONS: Text(en="Making predictions", ko="예측 시점"),
    Canvas.FEATURES: Text(en="Features", ko="특성"),
    Canvas.BUILDING_MODELS: Text(en="Building models", ko="모델 만들기"),
    Canvas.DATA_SOURCES: Text(en="Data sources", ko="데이터 소스"),
    Canvas.COLLECTING_DATA: Text(en="Collecting data", ko="데이터 수집"),
    Canvas.OFFLINE_EVALUATION: Text(en="Offline evaluation", ko="오프라인 평가"),
    Canvas.LIVE_EVALUATION: Text(en="Live evaluation and monitoring", ko="운영 평가와 모니터링"),
}


class Part(NamedTuple):
    """`questions` are keys of the catalogue in the order they are read."""

    key: str
    title: Text
    questions: tuple[str, ...] = ()
    canvas: tuple[Canvas, ...] = ()


HEADLINE, RESULTS, HISTORY = "headline", "results", "history"

PARTS: tuple[Part, ...] = (
    Part(HEADLINE, Text(en="Headline", ko="한눈에"), ("project_name",)),
    Part(
        "problem",
        Text(en="Problem", ko="문제"),
        ("phenomenon", "problem_statement", "affected_people", "evidence"),
        (Canvas.VALUE_PROPOSITION,),
    ),
    Part(
        "business",
        Text(en="Business", ko="비즈니스"),
        (
            "business_service",
            "model_inputs",
            "output_use",
            "value_size",
            "value_path",
            "annual_value",
            "annual_cost",
        ),
        (Canvas.VALUE_PROPOSITION, Canvas.DECISIONS),
    ),
    Part(
        "goal",
        Text(en="Goal and success", ko="목표와 성공 기준"),
        ("goal", "side_effects", "success_definition"),
        (Canvas.VALUE_PROPOSITION,),
    ),
    Part(
        "archetype",
        Text(en="Way of working", ko="작동 방식"),
        (
            "archetype",
            "sw2_better",
            "hitl_useful_level",
            "hitl_person",
            "acceptable_failure_rate",
            "failure_guarantee",
            "label_from_operation",
            "automation_choice",
            "flywheel",
            "error_handling",
        ),
        (Canvas.DECISIONS,),
    ),
    Part(
        "objectives",
        Text(en="Objectives", ko="세부 목표"),
        ("objectives", "primary_objective", "combination", "metric_links", "domain_kpi"),
        (Canvas.PREDICTION_TASK, Canvas.OFFLINE_EVALUATION),
    ),
    Part(
        "data",
        Text(en="Data", ko="데이터"),
        ("label_status", "data_sources", "data_access", "data_quality", "data_privacy", "collection_plan"),
        (Canvas.DATA_SOURCES, Canvas.COLLECTING_DATA),
    ),
    Part("baseline", Text(en="Baselines", ko="베이스라인"), ("baselines",), (Canvas.OFFLINE_EVALUATION,)),
    Part(
        "plan",
        Text(en="Plan", ko="계획"),
        (
            "causes_and_solutions",
            "prediction_question",
            "mvp_scope",
            "demo_tool",
            "proceed_stop",
            "deadline",
            "budget",
        ),
        (Canvas.MAKING_PREDICTIONS, Canvas.FEATURES, Canvas.BUILDING_MODELS),
    ),
    Part("people", Text(en="People", ko="사람"), ("team_members", "stakeholders")),
    Part(
        "risks",
        Text(en="Risks and ethics", ko="위험과 윤리"),
        ("risks", "ethics_check", "ethics_review", "fairness_groups", "privacy_requirements"),
    ),
    Part(RESULTS, Text(en="Results", ko="결과"), (), (Canvas.LIVE_EVALUATION,)),
    Part(
        "limits",
        Text(en="Use and limits (model card)", ko="용도와 한계"),
        (
            "output_use",
            "audience_kind",
            "problem_slice",
            "slices",
            "explain_to",
            "rollback_plan",
            "monitored_metrics",
        ),
        (Canvas.LIVE_EVALUATION,),
    ),
    Part(HISTORY, Text(en="History", ko="이력")),
)
