"""Parameters of the law are read out of the rules with their marks: none is listed by hand, none is missed."""

import re
from pathlib import Path

import motcua.rules
from motcua.core.law_register import chapters, marks_in, readings

RULES = Path(motcua.rules.__file__).parent


def test_every_mark_written_in_the_rules_is_told():
    for chapter in (*chapters(), *readings()):
        file = RULES.parent / f"{chapter.module.replace('.', '/')}.py"
        written = re.findall(r"UNVERIFIED|ASSUMPTION", file.read_text(encoding="utf-8"))
        told = {mark for each in chapter.parameters for mark in each.marks} | set(chapter.marks)
        assert {mark.kind for mark in told} == set(written), chapter.module
    named = {chapter.module for chapter in (*chapters(), *readings())}
    for file in RULES.rglob("*.py"):
        if re.search(r"UNVERIFIED|ASSUMPTION", file.read_text(encoding="utf-8")):
            assert ".".join(file.relative_to(RULES.parent).with_suffix("").parts) in named


def test_a_mark_inside_a_table_belongs_to_the_entry_below_it():
    [decrees] = [chapter for chapter in chapters() if chapter.module.endswith("one_stop_regimes")]
    marked = {each.label: [mark.kind for mark in each.marks] for each in decrees.parameters}
    assert marked["NĐ 42/2022/NĐ-CP"] == ["UNVERIFIED"]
    assert marked["NĐ 224/2026/NĐ-CP"] == []


def test_days_and_source_of_a_parameter_are_its_own():
    [costs] = [chapter for chapter in chapters() if chapter.module.endswith("compliance_times")]
    income, assumed = costs.parameters[0], costs.parameters[1]
    assert (income.valid_from.isoformat(), income.marks) == ("2025-11-20", ())
    assert income.source.startswith("Đồng Nai")
    assert [mark.kind for mark in assumed.marks] == ["ASSUMPTION"]


def test_marks_in_brackets_take_the_sentence_before_them():
    [mark] = marks_in("Nothing changes. It cannot cure lateness (ASSUMPTION).")
    assert (mark.kind, mark.sentence) == ("ASSUMPTION", "It cannot cure lateness")
