"""The life of a case, whole; and that the machine sees a life that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from brukermedvirkning.domain.evolve import decide
from brukermedvirkning.domain.happenings import Act, Refusal
from brukermedvirkning.testing.case_life import case_life_machine

LIVES = settings(max_examples=12, stateful_step_count=30, deadline=None)
BROKEN = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def refusing_nothing(case: Any, happening: Any, context: Any) -> Any:
    """Lets everything happen that can be asked for."""
    outcome = decide(case, happening, context)
    return (happening,) if isinstance(outcome, Refusal) else outcome


def blind_to_the_exit(case: Any, happening: Any, context: Any) -> Any:
    """Lets things be added after an exit."""
    outcome = decide(case, happening, context)
    if isinstance(outcome, Refusal) and outcome.rule == "case.after-exit":
        return (happening,)
    return outcome


def closing_the_rights(case: Any, happening: Any, context: Any) -> Any:
    """Puts the five rights under the ownership policy."""
    if isinstance(happening, Act) and happening.is_right:
        return Refusal(rule="ownership.policy", reason="closed")
    return decide(case, happening, context)


def test_whole_lives_of_cases_keep_every_promise() -> None:
    run_state_machine_as_test(case_life_machine(), settings=LIVES)


@pytest.mark.parametrize(
    "ask", [refusing_nothing, blind_to_the_exit, closing_the_rights]
)
def test_a_life_that_goes_wrong_is_seen(ask: Callable[..., Any]) -> None:
    with pytest.raises(Exception):  # noqa: B017 - whatever breaks first
        run_state_machine_as_test(case_life_machine(ask), settings=BROKEN)
