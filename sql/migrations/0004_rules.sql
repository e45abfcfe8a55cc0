-- Rules as dated rows, and the weights of fit.
--
-- A rule holds from in_force_from to in_force_until, both days included; two rows of one id never
-- hold on one day. What is unknown never passes, and a law never waves it through. checked is
-- false where the text behind a row was not read in full (条文待核对). Roles: 11–13 Party
-- organisation, 21–24 village committee, 31–32 supervisory committee, 41–42 and 51 collective,
-- 61–62 groups.

create table rule (
  id              text not null,
  edition         text not null,
  roles           int[] not null,
  rule_class      text not null,
  predicate       text not null,
  params          jsonb not null default '{}',
  on_unknown      text not null,
  citation        text not null,
  explanation     text not null,
  in_force_from   date not null,
  in_force_until  date,
  checked         boolean not null default false,
  primary key (id, edition),
  constraint rule_id_form check (id ~ '^[A-Z][0-9]{2}$'),
  constraint rule_edition_named check (edition ~ '^[0-9A-Za-z.-]{1,20}$'),
  constraint rule_roles_known check (
    cardinality(roles) > 0
    and roles <@ array[11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62]),
  constraint rule_class_known check (
    rule_class in ('LAW_HARD', 'LAW_STEP', 'LAW_TEAM', 'POLICY', 'INFO')),
  constraint rule_predicate_known check (predicate in (
    'age_at_least', 'age_preference', 'schooling', 'party_member', 'review_clear',
    'register_route', 'no_kin_on_board', 'supervisory_exclusion', 'able_to_reside',
    'board_make_up')),
  constraint rule_params_object check (jsonb_typeof(params) = 'object'),
  constraint rule_unknown_never_passes check (on_unknown in ('REVIEW', 'UNKNOWN', 'N/A')),
  constraint rule_law_never_waves_through check (
    on_unknown <> 'N/A' or rule_class in ('POLICY', 'INFO')),
  constraint rule_cited check (citation ~ '\S'),
  constraint rule_explained check (explanation ~ '\S'),
  constraint rule_in_force_dates check (in_force_from <= in_force_until),
  constraint rule_one_edition_a_day exclude using gist (
    id with =, daterange(in_force_from, in_force_until, '[]') with &&)
);
comment on table rule is 'Who may hold a post: dated rows with citation, judged by the law of the day asked for.';

create function weights_are_whole(weights jsonb) returns boolean
language sql immutable parallel safe
return case when jsonb_typeof(weights) = 'object' then (
  select array_agg(factor order by factor) = array['assessment', 'experience', 'freshness',
           'policy', 'readiness', 'skill', 'training', 'village_tie']
    and sum(case when jsonb_typeof(weight) = 'number' and weight::text ~ '^[0-9]{1,5}$'
              then weight::int else 1000000 end) = 10000
  from jsonb_each(weights) as each (factor, weight)) is true else false end;

create table weight_set (
  role_group  text not null,
  version     int not null,
  weights     jsonb not null,
  note        text not null default '',
  primary key (role_group, version),
  constraint weight_set_role_group check (
    role_group in ('party', 'committee', 'supervisory', 'collective', 'group')),
  constraint weight_set_version check (version >= 1),
  constraint weight_set_whole check (weights_are_whole(weights))
);
comment on table weight_set is 'Weights of the eight factors of fit in basis points, summing to 10000; the highest version of a role group counts.';

insert into rule
select id, edition, roles, rule_class, predicate, params, on_unknown, citation, explanation,
       in_force_from, in_force_until, checked
from jsonb_to_recordset($seed$
[
{"id": "E01", "edition": "2018", "roles": [21, 22, 23, 24, 31, 32], "rule_class": "LAW_HARD",
 "predicate": "age_at_least", "params": {"years": 18}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第十三条；河南省实施办法第十九条",
 "explanation": "年满十八周岁，计算到选举日，以居民身份证为准。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E01", "edition": "2025", "roles": [21, 22, 23, 24, 31, 32], "rule_class": "LAW_HARD",
 "predicate": "age_at_least", "params": {"years": 18}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十六条；河南省实施办法第十九条",
 "explanation": "年满十八周岁，计算到选举日，以居民身份证为准。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E02", "edition": "2018", "roles": [21, 22, 23, 24, 31, 32], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E02", "subject": "未被剥夺政治权利"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第十三条",
 "explanation": "依照法律被剥夺政治权利的人没有选举权和被选举权；只登记核查结果和文号。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E02", "edition": "2025", "roles": [21, 22, 23, 24, 31, 32], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E02", "subject": "未被剥夺政治权利"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十六条",
 "explanation": "依照法律被剥夺政治权利的人没有选举权和被选举权；只登记核查结果和文号。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E03", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "register_route", "params": {"months": 12, "village_affairs": false, "certificate": true, "talent": true}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第十三条；河南省实施办法第二十条",
 "explanation": "须能登记为本村选民：户籍在本村并在本村居住；户籍在本村、不在本村居住，本人表示参加选举；户籍不在本村，在本村居住一年以上，本人申请并经村民会议或者村民代表会议同意；河南另有回乡人才途径。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E03", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "register_route", "params": {"months": 12, "village_affairs": true, "certificate": true, "talent": true}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十六条；河南省实施办法第二十条",
 "explanation": "须能登记为本村选民：户籍在本村并在本村居住；户籍在本村、不在本村居住，本人表示参加选举；户籍不在本村，在本村居住或者参与村务工作一年以上，本人申请并经村民会议或者村民代表会议同意；河南另有回乡人才途径（实施办法尚未随新法修订，须核对）。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E04", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E04", "subject": "只在一个村登记参加选举"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第十三条",
 "explanation": "已在户籍所在村或者居住村登记参加选举的村民，不得再参加其他村的选举。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E04", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E04", "subject": "只在一个村登记参加选举"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十六条",
 "explanation": "已在一个村登记参加选举的村民，不得再参加其他村的选举。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E05", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"least": 3, "usual": 5, "most": 7}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第六条；河南省实施办法第八条",
 "explanation": "村民委员会由三至七人组成；河南一般三至五人，人口较多或者集体经济较强的村不超过七人。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E05", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"least": 3, "usual": 5, "most": 7}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第八条；河南省实施办法第八条",
 "explanation": "村民委员会由三至七人组成；河南一般三至五人，人口较多或者集体经济较强的村不超过七人。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E06", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"women": 1}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第六条",
 "explanation": "村民委员会成员中应当有妇女成员。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E06", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"women": 1}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第八条",
 "explanation": "村民委员会成员中应当有妇女成员。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E08", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "no_kin_on_board", "params": {"relations": ["spouse", "parent", "child", "sibling"]}, "on_unknown": "REVIEW",
 "citation": "河南省实施办法第八条",
 "explanation": "村民委员会成员之间实行回避：夫妻、父母子女、兄弟姐妹不在同一村民委员会任职。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E08", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_TEAM",
 "predicate": "no_kin_on_board", "params": {"relations": ["spouse", "parent", "child", "sibling", "grandparent", "grandchild"]}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第八条；《民法典》第一千零四十五条",
 "explanation": "村民委员会成员之间实行近亲属回避：配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E09", "edition": "2018", "roles": [31, 32], "rule_class": "LAW_HARD",
 "predicate": "supervisory_exclusion", "params": {"relations": ["spouse", "parent", "child", "sibling", "grandparent", "grandchild"]}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第三十二条；河南省实施办法第五十六条",
 "explanation": "村民委员会成员及其近亲属、村报账员不得担任村务监督机构成员。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E09", "edition": "2025", "roles": [31, 32], "rule_class": "LAW_HARD",
 "predicate": "supervisory_exclusion", "params": {"relations": ["spouse", "parent", "child", "sibling", "grandparent", "grandchild"]}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第三十七条；河南省实施办法第五十六条",
 "explanation": "村民委员会成员及其近亲属、村报账员不得担任村务监督机构成员。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E10", "edition": "2018", "roles": [31, 32], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"least": 3, "usual": 3, "most": 5, "finance": 1}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第三十二条；河南省实施办法第五十六条",
 "explanation": "村务监督委员会一般三人，不超过五人，其中应有具备财会、管理知识的人员。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E10", "edition": "2025", "roles": [31, 32], "rule_class": "LAW_TEAM",
 "predicate": "board_make_up", "params": {"least": 3, "usual": 3, "most": 5, "finance": 1}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第三十七条；河南省实施办法第五十六条",
 "explanation": "村务监督委员会一般三人，不超过五人，其中应有具备财会、管理知识的人员。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E11", "edition": "1", "roles": [11, 12, 13, 62], "rule_class": "LAW_HARD",
 "predicate": "party_member", "params": {"full": ["01"], "probationary": ["02"]}, "on_unknown": "UNKNOWN",
 "citation": "《中国共产党章程》；《中国共产党农村基层组织工作条例》",
 "explanation": "党组织职务须为中共正式党员；预备党员、入党积极分子尚不符合。",
 "in_force_from": "2018-12-29", "in_force_until": null, "checked": false},

{"id": "E12", "edition": "2022", "roles": [11, 12, 13, 21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "review_clear", "params": {"kind": "E12", "subject": "民政会同监察、公安等部门资格审查"}, "on_unknown": "REVIEW",
 "citation": "《反有组织犯罪法》第十二条",
 "explanation": "民政部门会同监察机关、公安机关等部门对候选人资格进行审查；只登记结果和文号。",
 "in_force_from": "2022-05-01", "in_force_until": null, "checked": true},

{"id": "E13", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "review_clear", "params": {"kind": "E13", "subject": "无犯罪受刑事处罚情形", "bars": false}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第十八条",
 "explanation": "被判处刑罚的，在任职务终止；当时法律未规定不得成为候选人，须由人研判。只登记核查结果和文号。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E13", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E13", "subject": "无犯罪受刑事处罚情形"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十八条",
 "explanation": "因犯罪受过刑事处罚的，不得成为村民委员会成员候选人。只登记核查结果和文号。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E15", "edition": "2020", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "POLICY",
 "predicate": "review_clear", "params": {"kind": "E15", "subject": "不在处分影响期内"}, "on_unknown": "REVIEW",
 "citation": "《公职人员政务处分法》第八条、第二十二条",
 "explanation": "政务处分期间为六、十二、十八、二十四个月；仅作提示，不作门槛。只登记核查结果和文号。",
 "in_force_from": "2020-07-01", "in_force_until": null, "checked": true},

{"id": "E17", "edition": "2018", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "review_clear", "params": {"kind": "E17", "subject": "非驻村机关、部队、国有企业事业单位人员"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2018年修正）第三十八条",
 "explanation": "驻在农村的机关、团体、部队、国有及国有控股企业、事业单位的人员不参加村民委员会组织。",
 "in_force_from": "2018-12-29", "in_force_until": "2025-12-31", "checked": true},
{"id": "E17", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "review_clear", "params": {"kind": "E17", "subject": "非驻村机关、部队、国有企业事业单位人员"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第四十七条",
 "explanation": "驻在农村的机关、团体、部队、国有及国有控股企业、事业单位的人员不参加村民委员会组织。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "E18", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E18", "subject": "无被开除党籍情形"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十八条",
 "explanation": "被开除党籍的，不得成为村民委员会成员候选人。只登记核查结果和文号。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},
{"id": "E19", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_HARD",
 "predicate": "review_clear", "params": {"kind": "E19", "subject": "第十八条其他禁止情形核查"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十八条",
 "explanation": "利用宗族势力或者黑恶势力从事违法活动，组织、参加非法宗教活动或者邪教活动的，不得成为候选人。只登记核查结果和文号。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},
{"id": "E20", "edition": "2025", "roles": [21, 22, 23, 24], "rule_class": "LAW_STEP",
 "predicate": "review_clear", "params": {"kind": "E20", "subject": "由村党组织或者登记选民提名"}, "on_unknown": "REVIEW",
 "citation": "《村民委员会组织法》（2025年修订）第十八条",
 "explanation": "候选人由村党组织或者登记参加选举的村民提名；登记提名的结果和文号。",
 "in_force_from": "2026-01-01", "in_force_until": null, "checked": true},

{"id": "P01", "edition": "1", "roles": [11, 21], "rule_class": "POLICY",
 "predicate": "age_preference", "params": {"new": 45, "cap": 60}, "on_unknown": "N/A",
 "citation": "县级后备干部政策参数（可修改）",
 "explanation": "新进人选四十五周岁以下、在任六十周岁以下优先；年龄不是法定条件，只作偏好。",
 "in_force_from": "2018-12-29", "in_force_until": null, "checked": false},
{"id": "P03", "edition": "1", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "POLICY",
 "predicate": "schooling", "params": {"at_least": "upper_secondary", "preferred": "college", "preferred_roles": [11, 21]}, "on_unknown": "N/A",
 "citation": "县级后备干部政策参数（可修改）",
 "explanation": "高中（中专）以上优先，书记、主任大专以上优先；学历不是法定条件，只作偏好。",
 "in_force_from": "2018-12-29", "in_force_until": null, "checked": false},
{"id": "P04", "edition": "1", "roles": [11, 12, 13, 21, 22, 23, 24, 31, 32, 41, 42, 51, 61, 62], "rule_class": "POLICY",
 "predicate": "able_to_reside", "params": {"intent": 3}, "on_unknown": "REVIEW",
 "citation": "县级后备干部政策参数（可修改）",
 "explanation": "外出不能回村工作的不宜；须能在村居住、工作。",
 "in_force_from": "2018-12-29", "in_force_until": null, "checked": false}
]
$seed$) as r (id text, edition text, roles int[], rule_class text, predicate text, params jsonb,
  on_unknown text, citation text, explanation text, in_force_from date, in_force_until date,
  checked boolean);

insert into weight_set (role_group, version, weights, note)
select role_group, 1,
  '{"village_tie": 2500, "skill": 2000, "experience": 1500, "readiness": 1200, "training": 800,
    "assessment": 800, "policy": 700, "freshness": 500}', '初始权重'
from unnest(array['party', 'committee', 'supervisory', 'collective', 'group']) role_group;
