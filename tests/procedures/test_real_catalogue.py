"""The import of the real snapshot meets an independent count of the raw file."""

import json
import lzma
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import CharField, Max
from django.db.models.functions import Length

from motcua.procedures.intake.importing import import_files
from motcua.procedures.models import (
    Channel,
    Cost,
    EvidenceRequirement,
    Output,
    ProcedureCase,
    VersionAudience,
    VersionLevel,
)
from motcua.procedures.statistics import statistics

pytestmark = [pytest.mark.django_db, pytest.mark.realdata, pytest.mark.slow]
FILE = "procedures/tthc_raw_api_20260718.jsonl.xz"


@pytest.fixture
def raw(real_data):
    with lzma.open(real_data / FILE, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_every_row_comes_in_once_and_every_figure_meets_the_raw_file(real_data, raw):
    report = import_files([real_data / FILE])
    assert (report.read, report.created, report.quarantined, report.problems) == (5665, 5661, 4, [])
    again = import_files([real_data / FILE])
    assert (again.read, again.created, again.changed, again.unchanged, again.quarantined) == (5665, 0, 0, 5661, 4)
    assert again.defects == report.defects

    for model in apps.get_app_config("procedures").get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, CharField) and not column.choices:
                longest = model.objects.aggregate(longest=Max(Length(column.name)))["longest"] or 0
                assert longest <= column.max_length, f"{column}: PostgreSQL refuses what SQLite keeps"

    details = [record["detail"] for record in raw]
    methods = [method for detail in details for method in detail["executionMethods"]]
    fees = [fee for method in methods for fee in method["fees"]]
    figures = statistics()
    assert figures.rows == len(raw) == 5665
    assert figures.record_types == {"standard": 4574, "specific": 899, "internal": 192}
    assert figures.channel_rows == Channel.objects.count() == len(methods) == 16558
    assert figures.time_units == Counter(method["processingTimeUnit"] for method in methods)
    assert figures.time_units["WORKING_DAY"] == 11038
    assert figures.channels == Counter(method["submissionMethod"].lower() for method in methods)
    assert figures.levels.on_several == 741
    assert figures.levels.memberships["vertical"] == 1114
    assert figures.online_levels["full"] == sum(detail["isFullProcess"] for detail in details)
    assert figures.audiences.memberships == Counter(s["code"] for d in details for s in d["subjectTypesDetails"])
    assert figures.fields == Counter(detail["categoriesDetails"][0]["code"] for detail in details)
    assert figures.agencies["announcing"] == Counter(detail["departmentPromulgateCode"] for detail in details)
    assert figures.decisions.total == 881
    assert figures.fee_rows == Cost.objects.count() == len(fees)

    noted = [fee for fee in fees if fee["value"] == 0 and (fee.get("description") or "").strip()]
    assert len(noted) == 3817
    missing = sum(fee["value"] is None for fee in fees)
    assert missing == 807
    assert figures.fee_states["see_note"] == 3817 + 807
    assert figures.fee_states["amount"] == sum(bool(fee["value"]) for fee in fees)

    cases = [case for detail in details for case in detail["executionCases"]]
    assert EvidenceRequirement.objects.count() == sum(len(case["profileComponents"]) for case in cases)
    assert ProcedureCase.objects.count() == len(cases) + sum(len(detail["cases"]) for detail in details)
    assert Output.objects.count() == sum(len(detail["resultsDetails"]) for detail in details)
    assert VersionAudience.objects.count() == sum(len(detail["subjectTypesDetails"]) for detail in details)
    flags = ("isMinistry", "isProvince", "isWard", "isVertical", "isOtherAgency", "isUndetermined")
    assert VersionLevel.objects.count() == sum(detail[flag] for detail in details for flag in flags)

    numbers = {code: len(codes) for code, codes in report.defects.items()}
    assert numbers["bad_code"] == 4
    assert numbers["duplicate_after_trim"] == 1
    assert numbers["online_without_channel"] == 156
    assert numbers["name_contradicts_flag"] == 3
    assert numbers["time_missing"] == 199
    assert numbers["no_agency"] == 39
    assert numbers["decision_undated"] == 26
    assert numbers["decision_in_future"] <= 1
    assert report.equal_name_groups == 108
    repeats = sum(
        n - 1 for d in details for n in Counter(json.dumps(m, sort_keys=True) for m in d["executionMethods"]).values()
    )
    assert repeats == 22
