"""Work over several processes: the answers are those of one, in order; what fails there fails here."""

import os

import pytest

from talent import processes


def test_what_fails_in_another_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(processes.over(2, lambda part: 1 // part, [1, 1, 0]))


def test_a_process_that_ends_early_is_an_error_and_never_half_an_answer() -> None:
    here = os.getpid()

    def killed(part: int) -> int:
        if os.getpid() != here:
            os._exit(0)
        return part

    with pytest.raises(ChildProcessError):
        list(processes.over(2, killed, [1, 2, 3]))


def test_answers_come_in_the_order_of_the_parts_whoever_gives_them() -> None:
    answers = list(processes.over(3, lambda part: (part * part, os.getpid()), range(10)))
    assert [square for square, _ in answers] == [part * part for part in range(10)]
    assert len({process for _, process in answers}) == 3


@pytest.mark.parametrize("parts", [[], [7], [7, 8]])
def test_little_work_is_done_here(parts: list[int]) -> None:
    assert list(processes.over(2, lambda _: os.getpid(), parts)) == [os.getpid()] * len(parts)


def test_nobody_is_left_working_when_the_answers_are_no_longer_wanted() -> None:
    answers = processes.over(2, lambda _: os.getpid(), range(1000))
    other = [next(answers), next(answers), next(answers)][2]
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)
