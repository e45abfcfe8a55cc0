"""The peer: Splink 5 on DuckDB finds the duplicates of a file; run by `speed` in its own venv.

    splink_peer.py FILE.csv OUT.csv

Set up as its documentation advises: columns cleaned before, names with their pinyin beside them,
term frequencies on what is common, u from random pairs, m by expectation and maximisation over
two blockings, prediction over a union of blocking rules, clusters at a threshold. No labels.
"""

import logging
import sys

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from pypinyin import lazy_pinyin
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLD = 0.95
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "夏侯", "皇甫", "尉迟", "令狐", "慕容", "司徒")

CLEANED = """
create table people as
with typed as (
    select record_id, trim(name) as name, nullif(gender, '') as gender,
        regexp_extract_all(birth_date, '[0-9]+') as parts,
        upper(nullif(trim(id_number), '')) as id_number,
        nullif(regexp_replace(phone, '[^0-9]', '', 'g'), '') as phone,
        nullif(regexp_replace(coalesce(nullif(township, ''),
            regexp_extract(village, '^.*?(?:街道|镇|乡)')), '(办事处|新密市)', '', 'g'), '') as township,
        nullif(regexp_replace(regexp_replace(village, '^.*(?:街道|镇|乡)', ''),
            '(村民委员会|村委会|社区|村)$', ''), '') as village,
        nullif(employer, '') as employer, nullif(occupation, '') as occupation,
        nullif(regexp_replace(native_place, '[省市县]', '', 'g'), '') as native_place,
        left(nullif(education, ''), 2) as education,
        nullif(replace(political_status, '中共', ''), '') as political_status
    from read_csv(?, header = true, all_varchar = true, nullstr = '')
), dated as (
    select * exclude (parts),
        case when length(parts[1]) >= 8 then parts[1][1:4] || '-' || parts[1][5:6] || '-' || parts[1][7:8]
             when length(parts[1]) = 6 then parts[1][1:4] || '-' || parts[1][5:6]
             when len(parts) >= 3 then parts[1] || '-' || lpad(parts[2], 2, '0') || '-' || lpad(parts[3], 2, '0')
             when len(parts) = 2 then parts[1] || '-' || lpad(parts[2], 2, '0')
             else coalesce(parts[1], case when length(id_number) = 18 then
                 id_number[7:10] || '-' || id_number[11:12] || '-' || id_number[13:14] end) end as born
    from typed
)
select d.* exclude (born), case when length(born) = 10 then born end as birth,
    case when length(born) >= 7 then born[1:7] end as month, born[1:4] as year,
    s.surname, s.given, s.surname_py, s.given_py, s.surname_py || ' ' || s.given_py as name_py
from dated d left join spelled s using (name)
"""

RULES = (
    ("id_number",), ("phone",), ("name", "year"), ("name_py", "month"), ("name_py", "village"),
    ("surname_py", "birth"), ("given_py", "month"), ("birth", "township"), ("name", "township"),
)  # fmt: skip


SPELLED = ("name", "surname", "given", "surname_py", "given_py")


def spelled(names: list[str]) -> list[tuple[str, ...]]:
    """Part names into surname and given name, each with its pinyin."""
    found = []
    for name in names:
        cut = 2 if name.startswith(COMPOUND) else 1
        parts = (name[:cut], name[cut:])
        found.append((name, *parts, *(" ".join(lazy_pinyin(part)) for part in parts)))
    return found


def levels(column: str, *more: object, frequencies: bool = False) -> cl.CustomComparison:
    """Make a comparison: unknown, equal, what lies between, else."""
    equal = cll.ExactMatchLevel(column)
    if frequencies:
        equal.configure(tf_adjustment_column=column)
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[cll.NullLevel(column), equal, *more, cll.ElseLevel()],
    )


def settings() -> SettingsCreator:
    """Answer the model as it is before training."""
    sounds = cll.ExactMatchLevel("name_py").configure(tf_adjustment_column="name_py")
    given = cll.ExactMatchLevel("given_py").configure(tf_adjustment_column="given_py")
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            levels(
                "name", sounds, cll.LevenshteinLevel("name", 1), given,
                cll.ExactMatchLevel("surname"), frequencies=True,
            ),
            cl.CustomComparison(
                output_column_name="birth",
                comparison_levels=[
                    cll.NullLevel("year"),
                    cll.ExactMatchLevel("birth"),
                    cll.DamerauLevenshteinLevel("birth", 1),
                    cll.ExactMatchLevel("month"),
                    cll.ExactMatchLevel("year"),
                    cll.CustomLevel("abs(try_cast(year_l as int) - try_cast(year_r as int)) <= 1"),
                    cll.ElseLevel(),
                ],
            ),
            levels("id_number", cll.DamerauLevenshteinLevel("id_number", 1)),
            levels("phone", cll.DamerauLevenshteinLevel("phone", 1), frequencies=True),
            levels("village", cll.ExactMatchLevel("township"), frequencies=True),
            levels("gender"),
            levels("education"),
            levels("political_status"),
            levels("employer", cll.JaroWinklerLevel("employer", 0.88), frequencies=True),
            levels("occupation", frequencies=True),
            levels("native_place", frequencies=True),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        retain_matching_columns=False,
    )  # fmt: skip


def main(file: str, out: str) -> None:
    """Read, train, predict, cluster, write."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = duckdb.connect()
    names = database.execute(
        "select distinct trim(name) from read_csv(?, header = true, all_varchar = true)", [file]
    ).fetchall()
    rows = spelled([name for (name,) in names if name])
    columns = zip(SPELLED, zip(*rows, strict=True), strict=True)
    database.register("spelled", pa.table({name: list(column) for name, column in columns}))
    database.execute(CLEANED, [file])
    api = DuckDBAPI(connection=database)
    linker = Linker(api.register("people"), settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("id_number"), block_on("name", "birth", "phone")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("name", "month"), block_on("phone"), block_on("birth", "township")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, THRESHOLD)
    database.sql(f"select record_id, cluster_id from {clusters.physical_name}").write_csv(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
