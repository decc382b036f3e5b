"""What the models of the guideline cannot see: references that lead nowhere, findings that nothing reveals."""

from __future__ import annotations

import re
from collections.abc import Collection

from lbp_teach.coverage import fact_ids
from lbp_teach.edition import EDITION
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
from lbp_teach.lint_way import check_way

#: What the scorer looks up in the table of weights.
WEIGHTS = (
    *("choice", "acceptable", "near", "too_much", "row", "asked", "unit", "located", "estimate", "focus", "free"),
    *("time", "minute", "cap", "basis", "pass"),
)


def check_guideline(book: Book) -> list[Problem]:
    """Return every reference of the guideline that leads nowhere, and every finding that nothing reveals."""
    guideline = book.guideline
    problems: list[Problem] = check_way(book)

    def need(known: Collection[str], name: str, where: str, file: str) -> None:
        if name not in known:
            problems.append(Problem(file, None, where, f"{name!r} is not known.", allowed(name, list(known))))

    sources = {s.id for s in guideline.sources} | {"toolkit"}
    facts = fact_ids(guideline)
    decisions = {**book.decisions, **book.advice}
    for kind, entries in (
        ("statements", guideline.statements),
        ("conflicts", guideline.conflicts),
        ("parameters", guideline.parameters),
        ("concepts", guideline.concepts),
        ("decisions", guideline.decisions),
        ("rules", guideline.rules),
        ("flags", guideline.flags),
        ("components", guideline.components),
        ("accuracies", guideline.accuracies),
        ("weights", guideline.weights),
    ):
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                problems.append(Problem(kind, None, entry.id, "this id stands twice.", "Rename one of them."))
            seen.add(entry.id)
    for skipped in guideline.not_encoded:
        for fact in (skipped.fact, *([skipped.of] if skipped.of else [])):
            need(facts, fact, "not_encoded", "statements")
    for sign in guideline.roots.signs:
        need(book.findings, sign.finding, sign.finding, "roots")
    for region in guideline.roots.regions:
        if region.finding:
            need(book.findings, region.finding, region.id, "roots")
    for cites in [*(root.cites for root in guideline.roots.roots), *(sign.cites for sign in guideline.roots.signs)]:
        for name in cites:
            need(book.statements, name, "roots", "roots")
    for conflict in guideline.conflicts:
        for position in conflict.says:
            need(sources, position.source, conflict.id, "conflicts")
    for statement in guideline.statements:
        for source in (statement.source, *(place.source for place in statement.also)):
            need(sources, source, statement.id, "statements")
        for fact in statement.facts:
            need(facts, fact, statement.id, "statements")
        for name in statement.conflicts:
            need(book.conflicts, name, statement.id, "statements")
        for name in re.findall(r"{(\w+)}", statement.text.da + statement.text.en):
            need({**book.parameters, **book.figures}, name, statement.id, "statements")
    for test in guideline.accuracies:
        need(sources, test.source, test.id, "accuracy")
        for name in (test.statement, test.ratios):
            need(book.statements, name, test.id, "accuracy")
        for fact in (*test.sensitivity.facts, *test.specificity.facts):
            need(facts, fact, test.id, "accuracy")
        for name in test.conflicts:
            need(book.conflicts, name, test.id, "accuracy")
        for name, rate in (("sensitivity", test.sensitivity), ("specificity", test.specificity)):
            if not 0 < rate.low <= rate.value <= rate.high < 1:
                what = f"{name}: the interval must contain the value, between 0 and 1."
                problems.append(Problem("accuracy", None, test.id, what, "Correct it."))
    for parameter in guideline.parameters:
        need(sources, parameter.source, parameter.id, "parameters")
        for fact in parameter.facts:
            need(facts, fact, parameter.id, "parameters")
        for name in parameter.conflicts:
            need(book.conflicts, name, parameter.id, "parameters")
        if EDITION not in parameter.values:
            problems.append(Problem("parameters", None, parameter.id, "no value for DSAM2026.", "Add one."))
    for concept in guideline.concepts:
        problems += _check_condition(concept.when, book, "concepts", concept.id)
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
            need(decisions, decision, rule.id, "rules")
            values = [o.value for o in decisions[decision].options] if decision in decisions else []
            for value in (*effect.best, *effect.acceptable, *effect.unsafe, *effect.too_much):
                need(values, value, f"{rule.id}.{decision}", "rules")
            if not set(rule.harms.get(decision, ())) <= set(effect.too_much):
                what = f"{decision}: what harms must be more than needed."
                problems.append(Problem("rules", None, rule.id, what, "Name the values in `too_much`, too."))
            if effect.unsafe and rule.missed is None and rule.tier == "emergency":
                problems.append(Problem("rules", None, rule.id, "an unsafe value needs `missed`.", "Add a heading."))
        for decision in rule.harms:
            need(rule.then, decision, f"{rule.id}.harms", "rules")
        if rule.harms and rule.excess is None:
            problems.append(Problem("rules", None, rule.id, "what harms needs `excess`.", "Add a heading."))
    missing = sorted(set(WEIGHTS) - {weight.id for weight in guideline.weights})
    problems += [Problem("weights", None, name, "this weight is missing.", "Add it.") for name in missing]
    for flag in guideline.flags:
        problems += _check_condition(flag.when, book, "sorting", flag.id)
        for name in flag.cites:
            need(book.statements, name, flag.id, "sorting")
        for name in flag.conflicts:
            need(book.conflicts, name, flag.id, "sorting")
        for name in flag.points_to:
            need([o.value for o in decisions["suspected"].options], name, flag.id, "sorting")
    for component in guideline.components:
        for name in component.findings:
            need(book.findings, name, component.id, "sorting")
        for name in component.questions:
            need(book.questions, name, component.id, "sorting")
        for name in component.cites:
            need(book.statements, name, component.id, "sorting")
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
    for name, finding in book.findings.items():
        if finding.door:
            continue
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
