"""What the models of the guideline cannot see: references that lead nowhere, findings that nothing reveals."""

from __future__ import annotations

import re
from collections.abc import Collection

from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import (
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    DecisionIs,
    FindingIs,
    NotOf,
    ParameterRef,
    Threshold,
)


def check_guideline(book: Book) -> list[Problem]:
    """Return every reference of the guideline that leads nowhere, and every finding that nothing reveals."""
    guideline = book.guideline
    problems: list[Problem] = []

    def need(known: Collection[str], name: str, where: str, file: str) -> None:
        if name not in known:
            problems.append(Problem(file, None, where, f"{name!r} is not known.", allowed(name, list(known))))

    sources = {s.id for s in guideline.sources} | {"toolkit"}
    for statement in guideline.statements:
        need(sources, statement.source, statement.id, "statements.yaml")
        for conflict in statement.conflicts:
            need(book.conflicts, conflict, statement.id, "statements.yaml")
        for name in re.findall(r"{(\w+)}", statement.text.da + statement.text.en):
            need(book.parameters, name, statement.id, "statements.yaml")
    for parameter in guideline.parameters:
        need(sources, parameter.source, parameter.id, "parameters.yaml")
        if "DSAM2026" not in parameter.values:
            problems.append(Problem("parameters.yaml", None, parameter.id, "no value for DSAM2026.", "Add one."))
    for concept in guideline.concepts:
        problems += _check_condition(concept.when, book, "concepts.yaml", concept.id)
    for rule in guideline.rules:
        problems += _check_condition(rule.when, book, "rules", rule.id)
        for name in rule.cites:
            need(book.statements, name, rule.id, "rules")
        for name in rule.conflicts:
            need(book.conflicts, name, rule.id, "rules")
        for name in (*rule.ask, *rule.examine):
            need(book.findings, name, rule.id, "rules")
        if (rule.ask or rule.examine) and rule.title is None:
            problems.append(Problem("rules", None, rule.id, "a process rule needs a title.", "Add one."))
        for decision, effect in rule.then.items():
            need(book.decisions, decision, rule.id, "rules")
            values = [o.value for o in book.decisions[decision].options] if decision in book.decisions else []
            for value in (*effect.best, *effect.acceptable, *effect.unsafe, *effect.too_much):
                need(values, value, f"{rule.id}.{decision}", "rules")
            if effect.unsafe and rule.missed is None and rule.tier == "emergency":
                problems.append(Problem("rules", None, rule.id, "an unsafe value needs `missed`.", "Add a heading."))
    for question in guideline.questions:
        need({c.id for c in guideline.categories}, question.category, question.id, "questions.yaml")
        for name in question.findings:
            need(book.findings, name, question.id, "questions.yaml")
    for manoeuvre in guideline.manoeuvres:
        need(
            {g.id for g in guideline.manoeuvre_groups},
            manoeuvre.group,
            manoeuvre.id,
            "manoeuvres.yaml",
        )
        for name in manoeuvre.findings:
            need(book.findings, name, manoeuvre.id, "manoeuvres.yaml")
    in_lines = [name for track in guideline.tracks for line in track.lines for name in line.findings]
    for name in book.findings:
        if name not in book.question_of and name not in book.manoeuvre_of:
            problems.append(Problem("questions.yaml", None, name, "nothing reveals this finding.", "Add a question."))
        if in_lines.count(name) != 1:
            problems.append(
                Problem(
                    "notepad.yaml",
                    None,
                    name,
                    "must stand in exactly one line.",
                    "Add or remove it.",
                )
            )
    return problems


def _check_condition(condition: Condition, book: Book, file: str, where: str) -> list[Problem]:
    problems: list[Problem] = []

    def need(known: list[str], name: str) -> None:
        if name not in known:
            problems.append(Problem(file, None, where, f"{name!r} is not known.", allowed(name, known)))

    def bound(limit: Threshold | None) -> None:
        if isinstance(limit, ParameterRef):
            need(list(book.parameters), limit.parameter)

    def walk(node: Condition) -> None:
        match node:
            case FindingIs():
                need(list(book.findings), node.finding)
                for limit in (node.at_most, node.at_least, node.more_than, node.less_than):
                    bound(limit)
                finding = book.findings.get(node.finding)
                for value in node.one_of if finding else ():
                    if finding and finding.kind == "choice":
                        need(list(finding.values), value)
            case ConceptIs():
                need(list(book.concepts), node.concept)
            case NotOf():
                walk(node.not_)
            case AllOf():
                for part in node.all:
                    walk(part)
            case AnyOf():
                for part in node.any:
                    walk(part)
            case CountOf():
                bound(node.count)
                for part in node.of:
                    walk(part)
            case DecisionIs():
                problems.append(Problem(file, None, where, "a rule cannot look at decisions.", "Use findings."))

    walk(condition)
    return problems
