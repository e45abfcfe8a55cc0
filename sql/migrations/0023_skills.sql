-- The county's table of skills: a concept and the words it is told by.

create table skill_concept (
  name        text primary key,
  words       text[] not null,
  changed_by  uuid references account,
  changed_at  timestamptz not null default now(),
  constraint skill_concept_named check (name ~ '\S' and length(name) between 2 and 20),
  constraint skill_concept_words check (cardinality(words) between 1 and 60)
);
comment on table skill_concept is 'What office people write of skills, told as one concept: a word counts wherever it stands in a text. 财务 and 经营管理 are asked for by the rules of fit and cannot be taken away.';

insert into skill_concept (name, words, changed_by) values
  ('财务', '{财务,会计,出纳,记账,报账,审计,税务}', null),
  ('经营管理', '{经营,管理,企业,创业,办厂,合作社,营销,市场,经济}', null),
  ('电子商务', '{电商,电子商务,网店,直播,网络销售}', null),
  ('法律调解', '{法律,律师,法务,调解,普法,法治}', null),
  ('计算机', '{计算机,电脑,办公软件,软件,信息化,网络维护}', null),
  ('文字综合', '{文字,写作,公文,文秘,宣传,新闻}', null),
  ('种植', '{种植,农艺,果树,蔬菜,林果,金银花,植保,苗木}', null),
  ('养殖', '{养殖,畜牧,兽医,水产,养蜂,养羊,养牛,养猪,养鸡}', null),
  ('农机', '{农机,拖拉机,收割}', null),
  ('加工制造', '{加工,制造,机械,电焊,电工,维修,木工,耐火材料}', null),
  ('建筑规划', '{建筑,工程,施工,规划,测绘,装修}', null),
  ('医疗卫生', '{医疗,医生,村医,护理,卫生,中医}', null),
  ('教育', '{教育,教师,教学,培训}', null),
  ('文化旅游', '{旅游,民宿,导游,文化,非遗,戏曲,书法}', null),
  ('物流运输', '{物流,运输,快递,驾驶}', null),
  ('组织协调', '{组织协调,党务,群众工作,社会工作,社工}', null);

create function skill_concept_is_needed() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.name in ('财务', '经营管理') then
    raise exception using errcode = 'check_violation', constraint = 'skill_concept_is_needed',
      message = 'fit asks for this concept by itself';
  end if;
  return old;
end $$;
create trigger skill_concept_is_needed before delete on skill_concept
  for each row execute function skill_concept_is_needed();

call audit_table('skill_concept', 'name', '', 'bodies');
grant select on skill_concept to talent_hr, talent_scoped;
grant insert, update, delete on skill_concept to talent_hr;
