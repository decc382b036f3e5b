"""The tests of the scorer notice at least 95 in 100 faults in it; see `mutation_score`."""

from __future__ import annotations

import pytest
from spec import mutation_code, mutation_score

from lbp_teach.guideline.assess import Book

ENOUGH = 95.0


@pytest.fixture(scope="module")
def found(book: Book) -> mutation_code.Result:
    result = mutation_score.run(book)
    print(mutation_code.report(result).replace("the evaluator", "the scorer"))
    return result


def test_the_tests_notice_faults_in_the_scorer(found: mutation_code.Result) -> None:
    assert list(found.broken) == []
    assert found.percent >= ENOUGH, [str(fault) for fault in found.survived]


def test_there_is_something_to_notice(found: mutation_code.Result) -> None:
    assert len(found.killed) > 200
    assert {fault.module.__name__ for fault in found.killed} == {m.__name__ for m in mutation_score.MODULES}
