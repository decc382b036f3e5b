"""Do the tests notice when the evaluator is wrong? Faults are put into its code one at a time.

The functions are those of `ready.py`, `evaluate.py` and `logic.py`, and `resolve` with its helper in `verdict.py`. A
fault changes one place of the syntax tree: a comparison, `and`/`or`, a `not`, a constant, a truth value, a condition,
what is returned. The function gets the code of the faulty one while the tests run, so that everything that has
imported it is affected, and its own code back afterwards.

The tests are those of `test_evaluate` and `test_logic`, and every scenario; tests that already fail are left out and
named. `Context.changed` is not used by them but by "what would have changed this", whose tests take too long for this.

A fault that survives is equivalent, and left out of the count, when 10,000 random conditions on random patients, sets
of truth values, and sets of rules about a decision come out the same in every respect. There is no list of exceptions.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from spec import test_spec

from lbp_teach import logic
from lbp_teach.guideline import evaluate, ready, verdict
from lbp_teach.guideline.assess import Book, Outcome
from lbp_teach.guideline.evaluate import Trace
from lbp_teach.guideline.facts import UNKNOWN, keys, split
from lbp_teach.guideline.model import (
    SIDES,
    TIERS,
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    DecisionIs,
    Effect,
    Finding,
    FindingIs,
    NotOf,
    ParameterRef,
    Rule,
    Scalar,
)
from lbp_teach.logic import Truth
from lbp_teach.text import same

TESTS = ("unit.test_logic", "unit.test_evaluate")
PROBES = 10_000
#: What a learner decided, for the probes: at this visit and at an earlier one.
CHOICES = {"d": "x", "v.d": "y", "v.e": "x"}
#: Where a name is a type or a pattern and nothing is computed.
SKIPPED = {"annotation", "returns", "args", "decorator_list", "pattern", "ctx"}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
Edit = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True)
class Fault:
    """One fault in one function.

    Attributes:
        module: the module.
        function: its qualified name.
        line: the line.
        operator: the kind of fault.
        what: what was there, and what is there now.
        code: the faulty code.
    """

    module: ModuleType
    function: str
    line: int
    operator: str
    what: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.module.__name__}:{self.line} {self.function}: {self.operator}: {self.what}"


@dataclass(frozen=True)
class Result:
    """What became of the faults.

    Attributes:
        killed: the faults that a test notices.
        equivalent: the faults that change nothing.
        survived: the others.
        broken: tests that fail without any fault.
        seconds: how long it took.
    """

    killed: tuple[Fault, ...]
    equivalent: tuple[Fault, ...]
    survived: tuple[Fault, ...]
    broken: tuple[str, ...]
    seconds: float

    @property
    def percent(self) -> float:
        return 100 * len(self.killed) / max(1, len(self.killed) + len(self.survived))


# ---- faults ----


def edits(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """Yield every fault that can stand in place of a node."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for index, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    new = [*ops[:index], other(), *ops[index + 1 :]]
                    yield "comparison", _put(ast.Compare(left, new, others))
        case ast.BoolOp(op=op, values=values):
            yield "and/or", _put(ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values))
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield "negation", _put(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield "arithmetic", _put(ast.BinOp(left, OPERATORS[type(op)](), right))
        case ast.Constant(value=value) if value is not None:
            yield "constant", _put(ast.Constant(_other(value)))
        case ast.Attribute(value=ast.Name(id="Truth") as name, attr=attr, ctx=ctx):
            for truth in Truth:
                if truth.name != attr:
                    yield "truth", _put(ast.Attribute(name, truth.name, ctx))
        case ast.Name(id=("_TRUE" | "_FALSE" | "_UNKNOWN") as name, ctx=ast.Load() as ctx):
            for truth in Truth:
                if f"_{truth.name}" != name:
                    yield "truth", _put(ast.Attribute(ast.Name("Truth", ctx), truth.name, ctx))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "condition", _put(ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse))
        case ast.If(test=test, body=then, orelse=otherwise):
            yield "condition", _put(ast.If(ast.UnaryOp(ast.Not(), test), then, otherwise))
        case ast.Return(value=value) if value is not None:
            yield "return", _put(ast.Return(ast.Constant(None)))


def _put(new: ast.AST) -> Edit:
    return lambda old: ast.copy_location(new, old)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}?"


def children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """Yield what stands inside a node and computes something: field, index in a list, node."""
    for name, value in ast.iter_fields(node):
        if name in SKIPPED and not (name == "args" and isinstance(node, ast.Call)):
            continue
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(one, ast.AST) and not _is_text(node, one):
                yield name, index, one


def _is_text(node: ast.AST, one: ast.AST) -> bool:
    return isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)


Way = tuple[tuple[str, int | None], ...]


def places(node: ast.AST, way: Way = ()) -> Iterator[tuple[Way, ast.AST]]:
    """Yield every place inside a node, with the way there."""
    for name, index, one in children(node):
        yield (*way, (name, index)), one
        yield from places(one, (*way, (name, index)))


def edited(tree: ast.AST, way: Way, edit: Edit) -> ast.AST:
    """Return a copy of a tree with one place edited."""
    tree = copy.deepcopy(tree)
    here: Any = tree
    for name, index in way[:-1]:
        here = getattr(here, name) if index is None else getattr(here, name)[index]
    name, index = way[-1]
    if index is None:
        setattr(here, name, edit(getattr(here, name)))
    else:
        getattr(here, name)[index] = edit(getattr(here, name)[index])
    return ast.fix_missing_locations(tree)


def faults(module: ModuleType, only: Sequence[str] = ()) -> Iterator[Fault]:
    """Yield every fault in the functions of a module."""
    tree = ast.parse(inspect.getsource(module))
    for way, node in _functions(tree):
        name = ".".join(_named(tree, way))
        if only and name not in only:
            continue
        for inside, place in places(node):
            for operator, edit in edits(place):
                whole = edited(tree, (*way, *inside), edit)
                code = _code_of(compile(whole, str(module.__file__), "exec"), name.split("."))
                was = ast.unparse(place).splitlines()[0]
                now = ast.unparse(ast.fix_missing_locations(edit(copy.deepcopy(place)))).splitlines()[0]
                yield Fault(module, name, getattr(place, "lineno", 0), operator, f"{was}  ->  {now}", code)


def _functions(tree: ast.Module) -> Iterator[tuple[Way, ast.FunctionDef]]:
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef):
            yield (("body", index),), node
        if isinstance(node, ast.ClassDef):
            for inner, method in enumerate(node.body):
                if isinstance(method, ast.FunctionDef):
                    yield (("body", index), ("body", inner)), method


def _named(tree: Any, way: Way) -> Iterator[str]:
    for name, index in way:
        tree = getattr(tree, name)[index]
        yield tree.name


def _code_of(code: CodeType, names: list[str]) -> CodeType:
    for name in names:
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name)
    return code


@lru_cache(maxsize=1)
def all_faults() -> tuple[Fault, ...]:
    """Return every fault in the evaluator, the logic and the resolution of tiers."""
    return (*faults(ready), *faults(evaluate), *faults(logic), *faults(verdict, ("resolve", "_values")))


class Broken:
    """While it lasts, a function runs with a fault."""

    def __init__(self, fault: Fault) -> None:
        """Find the function."""
        found: Any = fault.module
        for name in fault.function.split("."):
            found = inspect.getattr_static(found, name)
        self.function: FunctionType = found.fget if isinstance(found, property) else found
        self.fault, self.code = fault, self.function.__code__

    def __enter__(self) -> None:
        self.function.__code__ = self.fault.code

    def __exit__(self, *_: object) -> None:
        self.function.__code__ = self.code


# ---- the tests ----


@dataclass(frozen=True)
class Check:
    """One test with its values; it gets the guideline, indexed anew."""

    name: str
    run: Callable[[Book], object]

    def passes(self, book: Book) -> bool:
        """Return whether it does, whatever goes wrong in it."""
        try:
            self.run(book)
        except KeyboardInterrupt:
            raise
        except BaseException:  # what pytest raises where nothing was raised is not an Exception
            return False
        return True


def checks() -> list[Check]:
    """Return the tests of the modules and every scenario."""
    found = [check for name in TESTS for check in _checks_of(importlib.import_module(name))]
    return [*found, *(_scenario(param.values[0]) for param in test_spec.SCENARIOS)]


def _scenario(scenario: dict[str, Any]) -> Check:
    return Check(scenario["name"], lambda book: test_spec.compare(scenario, test_spec.patient(scenario, book), book))


def _checks_of(module: ModuleType) -> Iterator[Check]:
    for name, function in vars(module).items():
        if name.startswith("test_") and callable(function):
            marks = [m for m in getattr(function, "pytestmark", []) if m.name == "parametrize"]
            for values in itertools.product(*(list(_values_of(mark)) for mark in marks)):
                given = {key: value for some in values for key, value in some.items()}
                yield Check(f"{module.__name__}.{name}", _call(function, given))


def _call(function: Callable[..., object], given: dict[str, Any]) -> Callable[[Book], object]:
    wants_book = "book" in inspect.signature(function).parameters
    return lambda book: function(**given, **({"book": book} if wants_book else {}))


def _values_of(mark: Any) -> Iterator[dict[str, Any]]:
    names, rows = mark.args
    names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    for row in rows:
        values = getattr(row, "values", None)
        row = values if isinstance(values, tuple) else (row if len(names) > 1 else (row,))
        yield dict(zip(names, row, strict=True))


# ---- faults that change nothing ----


@dataclass(frozen=True)
class Probes:
    """Random things to ask of the evaluator."""

    conditions: list[tuple[Condition, dict[str, Scalar], str, tuple[str, Scalar]]]
    truths: list[tuple[int, list[Truth]]]
    rules: list[list[Outcome]]

    def answers(self, book: Book) -> Iterator[object]:
        """Yield everything that the evaluator says, in a form that can be compared."""
        for condition, facts, edition, (fact, value) in self.conditions:
            context = book.context(facts, edition, CHOICES)
            trace = evaluate.evaluate(condition, context)
            tests = list(evaluate.looks_at(condition, book.concepts))
            yield repr(trace), evaluate.deciding(trace), [id(test) for test in tests]
            inside = {
                c.id: frozenset(t.finding for t in evaluate.looks_at(c.when, book.concepts))
                for c in (book.concepts[name] for name in context._known)
            }
            later = context.changed({**facts, fact: value}, inside, frozenset({split(fact)[0]}))
            yield sorted(later._known), evaluate.evaluate(condition, later).truth
        for n, values in self.truths:
            yield logic.all_of(values), logic.any_of(values), logic.at_least(n, values), [~v for v in values]
        for about in self.rules:
            said = verdict.resolve("urgency", about)
            ids = [[o.rule.id for o in some] for some in (said.reasons, said.against, said.open, said.fired)]
            yield said.best, said.acceptable, said.unsafe, said.too_much, ids


@lru_cache(maxsize=1)
def probes(book: Book, count: int = PROBES, seed: int = 2026) -> Probes:
    """Return random conditions on random patients, random truth values, and random rules about a decision."""
    draw = random.Random(seed)
    conditions = [_random_question(draw, book) for _ in range(count)]
    truths = [(draw.randrange(-1, 5), draw.choices(list(Truth), k=draw.randrange(0, 5))) for _ in range(count)]
    return Probes(conditions, truths, [_random_rules(draw) for _ in range(count)])


def _random_question(draw: random.Random, book: Book) -> tuple[Condition, dict[str, Scalar], str, tuple[str, Scalar]]:
    findings = draw.sample(list(book.findings.values()), 3)
    condition = _random_condition(draw, findings, book, 2)
    tested = {t.finding for t in evaluate.looks_at(condition, book.concepts)} or {findings[0].id}
    names = [key for name in sorted(tested) for key in keys(book.findings[name])]
    facts = {name: _random_value(draw, book.findings[split(name)[0]]) for name in names if draw.random() < 0.8}
    change = draw.choice(names)
    edition = draw.choice([e.id for e in book.guideline.editions])
    return condition, facts, edition, (change, _random_value(draw, book.findings[split(change)[0]]))


def _random_condition(draw: random.Random, findings: list[Finding], book: Book, depth: int) -> Condition:
    kinds = ("finding", "finding", "concept", "decision", "all", "any", "not", "count")
    kind = draw.choice(kinds if depth else kinds[:2])
    if kind == "finding":
        return _random_test(draw, draw.choice(findings), book)
    if kind == "decision":
        return DecisionIs(decision=draw.choice("de"), visit=draw.choice(("v", None)), one_of=(draw.choice("xy"),))
    if kind == "concept":
        return ConceptIs(concept=draw.choice(sorted(book.concepts)))
    some = tuple(_random_condition(draw, findings, book, depth - 1) for _ in range(draw.randrange(1, 4)))
    if kind == "not":
        return NotOf.model_validate({"not": some[0]})
    if kind == "count":
        return CountOf(count=draw.randrange(0, 4), of=some)
    return AllOf(all=some) if kind == "all" else AnyOf(any=some)


def _random_test(draw: random.Random, finding: Finding, book: Book) -> Condition:
    side = draw.choice(("any", "both", *SIDES)) if finding.sided else "any"
    if finding.kind != "number":
        values = list(finding.values) or ["present", "absent"]
        one_of = tuple(draw.sample(values, draw.randrange(1, len(values)))) if draw.random() < 0.8 else ()
        return FindingIs(finding=finding.id, side=side, one_of=one_of)  # type: ignore[arg-type]
    numbers = [p.id for p in book.guideline.parameters]
    limit: Any = draw.randrange(0, 6)
    if draw.random() < 0.3:
        limit = ParameterRef(parameter=draw.choice(numbers), bound=draw.choice(("lower", "upper")))  # type: ignore[arg-type]
    name = draw.choice(("at_most", "at_least", "more_than", "less_than", None))
    if name is None:
        return FindingIs(finding=finding.id, side=side)  # type: ignore[arg-type]
    return FindingIs.model_validate({"finding": finding.id, "side": side, name: limit})


def _random_value(draw: random.Random, finding: Finding) -> Scalar:
    if finding.kind == "number":
        return draw.choice((0, 1, 2, 3, 4, 5, 6, 8, 45, 48, "not_applicable", UNKNOWN))
    return draw.choice((*(finding.values or ("present", "absent")), UNKNOWN))


def _random_rules(draw: random.Random) -> list[Outcome]:
    made = []
    for number in range(draw.randrange(0, 5)):
        said = {grade: tuple(draw.sample("abc", draw.randrange(0, 3))) for grade in Effect.model_fields}
        rule = Rule.model_construct(
            id=str(number), tier=draw.choice(TIERS), then={"urgency": Effect.model_construct(**said)}, because=same("x")
        )
        made.append(Outcome(rule, Trace(draw.choice(list(Truth)))))
    return made


@lru_cache(maxsize=1)
def expected_of(book: Book) -> tuple[object, ...]:
    """Return what the evaluator, while it is whole, answers to all probes."""
    return tuple(probes(book).answers(Book(book.guideline)))


def equivalent(asked: Probes, expected: Sequence[object], book: Book) -> bool:
    """Return whether the evaluator, as it is now, answers everything as expected."""
    try:
        return all(a == b for a, b in itertools.zip_longest(asked.answers(book), expected))
    except Exception:
        return False


# ---- the report ----


def run(book: Book, chosen: Sequence[Fault] | None = None) -> Result:
    """Put every fault into the evaluator and see which are noticed."""
    start = time.monotonic()
    every = checks()
    good = [check for check in every if check.passes(Book(book.guideline))]
    asked, expected = probes(book), expected_of(book)
    killed, same_, survived = [], [], []
    for fault in all_faults() if chosen is None else chosen:
        if not _survives(fault, good, book):
            killed.append(fault)
        elif _is_equivalent(fault, asked, expected, book):
            same_.append(fault)
        else:
            survived.append(fault)
    broken = tuple(check.name for check in every if check not in good)
    return Result(tuple(killed), tuple(same_), tuple(survived), broken, time.monotonic() - start)


def _survives(fault: Fault, tests: Sequence[Check], book: Book) -> bool:
    again = Book(book.guideline)
    with Broken(fault):
        return all(check.passes(again) for check in tests)


def _is_equivalent(fault: Fault, asked: Probes, expected: Sequence[object], book: Book) -> bool:
    again = Book(book.guideline)
    with Broken(fault):
        return equivalent(asked, expected, again)


def report(result: Result) -> str:
    """Return the counts by operator, and every survivor."""
    count = len(result.killed) + len(result.survived)
    every = count + len(result.equivalent)
    lines = [
        f"Mutation of the evaluator: {every} faults (all, none sampled), {result.seconds:.0f} s",
        f"  equivalent in 3 x {PROBES} probes: {len(result.equivalent)}",
        f"  killed {len(result.killed)} of {count} ({result.percent:.1f} %)",
    ]
    gone, left = Counter(f.operator for f in result.killed), Counter(f.operator for f in result.survived)
    lines += [f"    {name:12} killed {gone[name]:4}  survived {left[name]:4}" for name in sorted({*gone, *left})]
    lines += [f"  fail already: {len(result.broken)}", *(f"    {name}" for name in result.broken[:5])]
    lines += [f"  equivalent: {fault}" for fault in result.equivalent]
    return "\n".join([*lines, *(f"  survived: {fault}" for fault in result.survived)])
