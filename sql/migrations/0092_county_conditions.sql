-- A county may make a wish a condition of its own reserve list: dated and approved as any row, never called law.

alter table rule drop constraint rule_class_known, add constraint rule_class_known check (
  rule_class in ('LAW_HARD', 'LAW_STEP', 'LAW_TEAM', 'COUNTY_HARD', 'POLICY', 'INFO')),
  drop constraint rule_law_never_waves_through, add constraint rule_law_never_waves_through check (
  on_unknown <> 'N/A' or rule_class in ('COUNTY_HARD', 'POLICY', 'INFO'));
