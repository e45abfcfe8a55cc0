-- Rule sets: drafted, approved by two people, switched on. The rows still missing, each row's doubts,
-- and who has confirmed a row against the official text.

grant create on schema public to talent_definer;

alter table rule add column doubt text not null default '';
comment on column rule.doubt is 'What is not sure about the row: a text not seen, an amendment not checked, a matter left to the county.';
alter table rule drop constraint rule_predicate_known;
alter table rule add constraint rule_predicate_known check (predicate in (
  'age_at_least', 'age_preference', 'schooling', 'party_member', 'review_clear', 'register_route', 'no_kin_on_board', 'supervisory_exclusion', 'able_to_reside', 'board_make_up', 'collective_board', 'reserve_age', 'rated_incompetent', 'one_shoulder', 'reserve_count'));

alter table review_result drop constraint review_result_kind;
alter table review_result add constraint review_result_kind check (
  kind in ('E02', 'E04', 'E08', 'E09', 'E12', 'E13', 'E15', 'E16', 'E17', 'E18', 'E19', 'E20', 'P05'));

create table rule_set (
  version          int primary key,
  title            text not null,
  in_force_from    date not null,
  in_force_until   date,
  changes          jsonb not null default '[]',
  ends             text[] not null default '{}',
  state            text not null default 'draft',
  drafted_by       uuid references account,
  drafted_at       timestamptz not null default now(),
  switched_on_by   uuid references account,
  switched_on_at   timestamptz,
  revision         int not null default 1,
  constraint rule_set_state check (state in ('draft', 'approved', 'active', 'withdrawn')),
  constraint rule_set_titled check (title ~ '\S'),
  constraint rule_set_dates check (in_force_from <= in_force_until),
  constraint rule_set_changes_array check (jsonb_typeof(changes) = 'array'),
  constraint rule_set_changes_something check (version = 1 or jsonb_array_length(changes) + cardinality(ends) > 0)
);
comment on table rule_set is 'A change of the rules: rows that begin (changes) and ids that end the day before, from in_force_from on. draft → approved (two people) → active; its rows then stand in rule.';
insert into rule_set (version, title, in_force_from, state) values (1, '随系统提供的条文', '2018-12-29', 'active');

alter table rule add column rule_set int not null default 1 references rule_set;
comment on column rule.rule_set is 'The set that brought the row; 1 came with the system.';

create table rule_set_approval (
  rule_set    int not null references rule_set,
  account_id  uuid not null references account,
  at          timestamptz not null default now(),
  primary key (rule_set, account_id),
  constraint rule_set_approval_once unique (rule_set, account_id)
);
comment on table rule_set_approval is 'Who approved a set as it stands; a change of the set takes its approvals away.';

create table rule_confirmation (
  rule_id     text not null,
  edition     text not null,
  account_id  uuid not null references account,
  source      text not null,
  at          timestamptz not null default now(),
  primary key (rule_id, edition, account_id),
  constraint rule_confirmation_once unique (rule_id, edition, account_id),
  constraint rule_confirmation_of_a_row foreign key (rule_id, edition) references rule,
  constraint rule_confirmation_names_its_source check (source ~ '\S')
);
comment on table rule_confirmation is 'Who has held a row against the official text, and which. Two people make the row checked.';

-- A set goes its way: approved by two people, then switched on; what is changed is a draft again.
create function rule_set_keeps_its_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
        message = 'a set of rules begins as a draft';
    end if;
    return new;
  end if;
  if (old.changes, old.ends, old.in_force_from, old.in_force_until)
     is distinct from (new.changes, new.ends, new.in_force_from, new.in_force_until) then
    if old.state not in ('draft', 'approved') then
      raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
        message = 'a set that was switched on is not changed any more';
    end if;
    delete from rule_set_approval a where a.rule_set = new.version;
    new.state := 'draft';
  end if;
  if new.state <> old.state and not (
       old.state in ('draft', 'approved') and new.state in ('draft', 'withdrawn')
       or old.state = 'draft' and new.state = 'approved'
         and (select count(*) from rule_set_approval a where a.rule_set = new.version) >= 2
       or old.state = 'approved' and new.state = 'active') then
    raise exception using errcode = 'check_violation', constraint = 'rule_set_keeps_its_way',
      message = 'a set of rules takes no such step';
  end if;
  return new;
end $$;
create trigger rule_set_keeps_its_way before insert or update on rule_set
  for each row execute function rule_set_keeps_its_way();

-- A row comes with a set that is switched on, unconfirmed, and is never changed but in its last day.
create function rule_comes_with_its_set() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and (new.checked or new.rule_set = 1
      or not exists (select from rule_set s where s.version = new.rule_set and s.state = 'active')) then
    raise exception using errcode = 'check_violation', constraint = 'rule_comes_with_its_set',
      message = 'a rule comes unconfirmed, with a set that is switched on';
  end if;
  return new;
end $$;

insert into rule
select id, edition, roles, rule_class, predicate, params, on_unknown, citation, explanation,
       in_force_from, in_force_until, checked, doubt, 1
from jsonb_to_recordset($seed$
[
{"id": "E07", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM", "predicate": "board_make_up", "params": {"minority": 1}, "on_unknown": "REVIEW", "citation": "《村民委员会组织法》（2018年修正）第六条", "explanation": "多民族村民居住的村，村民委员会应当有人数较少的民族的成员；2026年起新法不再有此规定。", "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true, "doubt": "何为多民族村由县认定，登记在区划标记中。"},
{"id": "E14", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "POLICY", "predicate": "rated_incompetent", "params": {"times": 2}, "on_unknown": "N/A", "citation": "《村民委员会组织法》（2018年修正）第三十三条", "explanation": "连续两次民主评议不称职的，在任职务终止；法律未规定不得再次参选，只作提示。", "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true, "doubt": ""},
{"id": "E14", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "POLICY", "predicate": "rated_incompetent", "params": {"times": 2}, "on_unknown": "N/A", "citation": "《村民委员会组织法》（2025年修订）第三十八条", "explanation": "连续两次民主评议不称职的，在任职务终止；法律未规定不得再次参选，只作提示。", "in_force_from": "2026-01-01", "in_force_until": null, "checked": true, "doubt": "新法据公开文本核录，须与官方公报核对一次。"},
{"id": "E16", "edition": "2025", "roles": [41, 42, 51], "rule_class": "LAW_TEAM", "predicate": "collective_board", "params": {"relations": ["spouse", "parent", "child", "sibling", "grandparent", "grandchild"], "least": 3, "most": 7}, "on_unknown": "REVIEW", "citation": "《农村集体经济组织法》第二十九条、第三十四条", "explanation": "理事会由三至七名单数成员组成，成员之间实行近亲属回避；理事、财务会计人员及其近亲属不得担任监事。", "in_force_from": "2025-05-01", "in_force_until": null, "checked": true, "doubt": "登记的是村报账员，集体经济组织的财务会计人员以核查结果为准。"},
{"id": "P02", "edition": "1", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "POLICY", "predicate": "reserve_age", "params": {"most": 35}, "on_unknown": "N/A", "citation": "县级后备干部政策参数（可修改）", "explanation": "列入后备人才库的人选三十五周岁以下优先；年龄不是法定条件，只作偏好。", "in_force_from": "2018-12-29", "in_force_until": null, "checked": false, "doubt": "只见网页摘要，未见正式文件。"},
{"id": "P05", "edition": "1", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "POLICY", "predicate": "review_clear", "params": {"kind": "P05", "subject": "无违反村干部“十个严禁”的未结情形"}, "on_unknown": "REVIEW", "citation": "县村干部“十个严禁”规定（条文未见原文）", "explanation": "有违反“十个严禁”未结情形的，须由人研判；只登记核查结果和文号，不作门槛。", "in_force_from": "2018-12-29", "in_force_until": null, "checked": false, "doubt": "只见报道提及，未见规定原文。"},
{"id": "P06", "edition": "1", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "INFO", "predicate": "reserve_count", "params": {"least": 2}, "on_unknown": "UNKNOWN", "citation": "县级后备干部政策参数（可修改）", "explanation": "每村后备人才一般不少于二人；只作提示。", "in_force_from": "2018-12-29", "in_force_until": null, "checked": false, "doubt": "未见正式文件，人数由县确定。"},
{"id": "P07", "edition": "2025", "roles": [11, 21], "rule_class": "INFO", "predicate": "one_shoulder", "params": {"member": {"full": ["01"], "probationary": ["02"]}, "route": {"months": 12, "village_affairs": true, "certificate": true, "talent": true}}, "on_unknown": "UNKNOWN", "citation": "《村民委员会组织法》（2025年修订）第八条", "explanation": "村党组织负责人可以通过法定程序担任村民委员会主任；须为正式党员并能登记为本村选民。只作提示。", "in_force_from": "2026-01-01", "in_force_until": null, "checked": true, "doubt": "新法据公开文本核录，须与官方公报核对一次。"}
]
$seed$) as r (id text, edition text, roles int[], rule_class text, predicate text, params jsonb,
  on_unknown text, citation text, explanation text, in_force_from date, in_force_until date,
  checked boolean, doubt text);

update rule set doubt = d.value
from jsonb_each_text($doubts$
{
 "E01@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E01@2025": "新法据公开文本核录，须与官方公报核对一次。河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E02@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E03@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E03@2025": "新法据公开文本核录，须与官方公报核对一次。河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E04@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E05@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E05@2025": "新法据公开文本核录，须与官方公报核对一次。河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E06@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E08@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E08@2025": "新法据公开文本核录，须与官方公报核对一次。近亲属范围依民法典第一千零四十五条。",
 "E09@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E09@2025": "新法据公开文本核录，须与官方公报核对一次。河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E10@2018": "河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E10@2025": "新法据公开文本核录，须与官方公报核对一次。河南省实施办法为2011年文本，此后可能修订，须核对。",
 "E11@1": "党章、条例条文未见原文；书记的党龄要求尚未列入。",
 "E13@2018": "当时法律只规定在任职务终止，未规定不得参选。",
 "E13@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E15@2020": "第二十二条所列人员不含提拔限制，故只作提示。",
 "E17@2018": "第三十八条只说村民委员会，故只用于村民委员会职务。",
 "E17@2025": "新法据公开文本核录，须与官方公报核对一次。第四十七条只说村民委员会，故只用于村民委员会职务。",
 "E18@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E19@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "E20@2025": "新法据公开文本核录，须与官方公报核对一次。",
 "P01@1": "只见网页说法，未见正式文件；年龄由县确定。",
 "P03@1": "只见网页说法，未见正式文件。",
 "P04@1": "只见网页说法，未见正式文件。"
}
$doubts$) d where d.key = rule.id || '@' || rule.edition;

create trigger rule_comes_with_its_set before insert on rule
  for each row execute function rule_comes_with_its_set();

-- Who is of a minority counts on a board before 2026 (E07).
alter type incumbent add attribute ethnicity text;
set local role talent_definer;
create or replace function incumbents(p_village text, p_on date) returns setof incumbent
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asker record;
begin
  select * into asker from acting();
  return query
  select t.id, p.id, p.role, t.seat, t.person_id, n.name, n.sex, n.skills, lower(t.during), upper(t.during),
         t.concurrent, n.ethnicity
  from body b join post p on p.body_id = b.id join tenure t on t.post_id = p.id join person n on n.id = t.person_id
  where b.village = p_village and t.during @> p_on
    and (asker.role = 'hr' or exists (select from place_ancestor a where a.place = p_village and a.ancestor = asker.place))
  order by p.role, t.seat;
end $$;
reset role;

----------------------------------------------------------------------------------------- audit and grants

call audit_table('rule', 'id', '', 'bodies');
call audit_table('rule_set', 'version', '', 'bodies');
call audit_table('rule_set_approval', 'rule_set', '', 'bodies');
call audit_table('rule_confirmation', 'rule_id', '', 'bodies');

alter table rule_set enable row level security;
create policy readers on rule_set for select to talent_hr, talent_scoped using (true);
create policy drafters on rule_set for insert to talent_hr with check (drafted_by = (select acting_account()));
create policy keepers on rule_set for update to talent_hr using (true) with check (true);
create policy finder on rule_set for select to talent_definer using (true);
alter table rule_set_approval enable row level security;
create policy readers on rule_set_approval for select to talent_hr, talent_scoped using (true);
-- Nobody approves or confirms in another's name.
create policy own on rule_set_approval for insert to talent_hr with check (account_id = (select acting_account()));
create policy keeper on rule_set_approval to talent_definer using (true) with check (true);
alter table rule_confirmation enable row level security;
create policy readers on rule_confirmation for select to talent_hr, talent_scoped using (true);
create policy own on rule_confirmation for insert to talent_hr with check (account_id = (select acting_account()));

grant select on rule_set, rule_set_approval, rule_confirmation to talent_hr, talent_scoped;
grant insert on rule, rule_set_approval, rule_confirmation to talent_hr;
grant insert, update on rule_set to talent_hr;
grant update (in_force_until) on rule to talent_hr;
grant select on rule_set to talent_definer;
grant select, delete on rule_set_approval to talent_definer;
alter function rule_set_keeps_its_way() owner to talent_definer;
alter function rule_comes_with_its_set() owner to talent_definer;
revoke create on schema public from talent_definer;
