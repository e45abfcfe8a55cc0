-- A merge of the automatic part is nobody's word: it says nothing of how right the model is, and teaches it nothing.
alter table judgement add column by_itself boolean not null default false;
comment on column judgement.by_itself is 'Said by a merge of the automatic part, not by somebody who looked.';
update judgement set by_itself = true where verdict = 'same' and reason = '符合自动合并条件';
