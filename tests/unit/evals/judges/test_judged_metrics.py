"""ragas's own metric code on a scripted judge: what is asked, what comes back, and what happens when it fails."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("ragas")

from domain.business import Business
from evals.judges.judge import Judge, JudgeFailed, open_judge
from evals.judges.settings import JudgeSettings, judge_settings
from evals.metrics.port import Score
from evals.metrics.registry import load_judged, score_judged
from evals.metrics.verdict import silent
from evals.scenario import Scenario
from tests.fakes.clinic_stories import booking
from tests.fakes.judge_endpoint import serve_judge
from tests.fakes.scripted_judge import ScriptedJudge
from tests.fakes.story import Story, load_clinic, scenario_of

pytestmark = pytest.mark.anyio

PARKING = "В Комитасе оставьте машину во дворе клиники: шесть бесплатных мест."


@pytest.fixture(scope="module")
def clinic() -> Business:
    return load_clinic()


def parking_story() -> Story:
    story = Story("ru")
    story.says("Есть ли у вас парковка?")
    story.quotes("parking", PARKING)
    return story


async def judged(llm: Any, scenario: Scenario, story: Story, clinic: Business) -> dict[str, Score]:
    metrics = load_judged(Judge(llm, name="the scripted judge"))
    return {score.metric: score for score in await score_judged(metrics, scenario, story.told(), clinic)}


def judge_of_parking(verdict: int) -> ScriptedJudge:
    return ScriptedJudge(
        StatementGeneratorOutput=[{"statements": ["There are six places", "They are free"]}],
        NLIStatementOutput=[
            {
                "statements": [
                    {"statement": "There are six places", "reason": "the policy says so", "verdict": 1},
                    {"statement": "They are free", "reason": "", "verdict": verdict},
                ]
            }
        ],
        ContextPrecisionOutput=[{"reason": "useful", "verdict": 1}],
        WorkflowOutput=[{"user_goal": "to park", "end_state": "knows where"}],
        CompareOutcomeOutput=[{"reason": "the same", "verdict": "1"}],
        TopicExtractionOutput=[{"topics": ["parking", "taxes"]}],
        TopicRefusedOutput=[{"refused_to_answer": False}],
        TopicClassificationOutput=[{"classifications": [True, False]}],
    )


async def test_every_judged_metric_runs_ragas_code_on_the_judge(clinic: Business) -> None:
    llm = judge_of_parking(1)
    scores = await judged(llm, scenario_of(outcome="resolved"), parking_story(), clinic)
    assert {name: score.value for name, score in scores.items()} == pytest.approx(
        {"faithfulness": 1.0, "goal_accuracy": 1.0, "topic_adherence": 0.5, "context_precision": 1.0}
    )
    assert {form for form, _ in llm.asked} >= {"NLIStatementOutput", "WorkflowOutput", "TopicRefusedOutput"}
    assert all(PARKING in prompt for form, prompt in llm.asked if form == "NLIStatementOutput")


async def test_a_statement_without_a_policy_lowers_faithfulness_at_its_turn(clinic: Business) -> None:
    scores = await judged(judge_of_parking(0), scenario_of(), parking_story(), clinic)
    faithfulness = scores["faithfulness"]
    assert (faithfulness.value, faithfulness.turn) == (0.5, 1)
    assert faithfulness.passed, "a model's opinion is a figure, it fails no play"


async def test_the_judge_is_shown_the_writes_and_the_expected_end(clinic: Business) -> None:
    llm = judge_of_parking(1)
    scenario = scenario_of(
        outcome="booked", records=[{"kind": "appointment", "fields": {"service": "consultation-first"}}]
    )
    scores = await judged(llm, scenario, booking(), clinic)
    prompts = dict(llm.asked)
    assert "calendar.book" in prompts["WorkflowOutput"]
    assert "consultation-first" in prompts["CompareOutcomeOutput"]
    assert scores["faithfulness"].value is None, "no policy was said"


async def test_a_failing_judge_leaves_no_value_and_one_reason(clinic: Business) -> None:
    class Broken(ScriptedJudge):
        async def agenerate(self, prompt: str, response_model: Any) -> Any:
            raise RuntimeError("wrapped") from ConnectionError("refused")

    scores = await judged(Broken(), scenario_of(), parking_story(), clinic)
    assert {score.value for score in scores.values()} == {None}
    assert all(score.passed for score in scores.values())
    assert "ConnectionError: refused" in scores["faithfulness"].reason


async def test_after_three_failures_the_endpoint_is_left_alone() -> None:
    calls = 0

    async def refuse() -> Any:
        nonlocal calls
        calls += 1
        raise ConnectionError("refused")

    judge = Judge(object(), name="the judge")
    for _ in range(5):
        with pytest.raises(JudgeFailed):
            await judge.ask(refuse)
    assert calls == 3
    with pytest.raises(JudgeFailed, match="given up after 3 failures: ConnectionError: refused"):
        await judge.ask(refuse)


async def test_judgements_are_bounded_in_number_and_in_time() -> None:
    running = most = 0
    enough = asyncio.Event()

    async def slow() -> Score:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if most == 2:
            enough.set()
        await enough.wait()
        running -= 1
        return silent("m", "").model_copy(update={"value": 1.0})

    judge = Judge(object(), name="the judge", concurrency=2)
    assert await asyncio.gather(*(judge.ask(slow) for _ in range(6))) == [1.0] * 6
    assert most == 2
    hasty = Judge(object(), name="the judge", timeout_seconds=0.01)
    with pytest.raises(JudgeFailed, match=r"within 0\.01 seconds"):
        await hasty.ask(asyncio.Event().wait)  # type: ignore[arg-type]


async def test_any_compatible_endpoint_judges(clinic: Business) -> None:
    with serve_judge() as endpoint:
        endpoint.answers = {
            "analyze the complexity": {"statements": ["There are six places"]},
            "judge the faithfulness": {
                "statements": [{"statement": "There are six places", "reason": "", "verdict": 1}]
            },
        }
        settings = JudgeSettings(base_url=endpoint.url, api_key="sk-secret", model="small", _env_file=None)
        [faithfulness, *_] = load_judged(open_judge(settings))
        score = await faithfulness.score(scenario_of(), parking_story().told(), clinic)
    assert score.value == 1.0, score.reason
    assert {request["model"] for request in endpoint.asked} == {"small"}
    assert set(endpoint.keys) == {"Bearer sk-secret"}


async def test_a_refused_key_is_told_without_the_key(clinic: Business) -> None:
    with serve_judge() as endpoint:
        endpoint.status, endpoint.refusal = 401, "wrong key sk-secret"
        settings = JudgeSettings(base_url=endpoint.url, api_key="sk-secret", model="small", _env_file=None)
        [faithfulness, *_] = load_judged(open_judge(settings))
        score = await faithfulness.score(scenario_of(), parking_story().told(), clinic)
    assert score.value is None
    assert "401" in score.reason
    assert "sk-secret" not in score.reason


def test_without_a_model_there_is_no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLOSELOOP_JUDGE_MODEL", raising=False)
    assert judge_settings() is None


def test_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from domain.errors import BadRequest

    monkeypatch.setenv("CLOSELOOP_JUDGE_MODEL", "small")
    monkeypatch.setenv("CLOSELOOP_JUDGE_BASE_URL", "localhost:8080")
    monkeypatch.setenv("CLOSELOOP_JUDGE_CONCURRENCY", "0")
    with pytest.raises(BadRequest, match=r"CLOSELOOP_JUDGE_BASE_URL.*CLOSELOOP_JUDGE_CONCURRENCY"):
        judge_settings()
