-- The audit.

-- name: events -> audit.Event*
select e.lane, e.seq, e.at, a.login account, e.ip, e.request_id, e.action, e.subject, e.purpose, e.row_count
from audit_event e left join account a on a.id = e.account_id
where (:before::timestamptz is null or e.at < :before)
  and (:account::uuid is null or e.account_id = :account)
  and (:action::text is null or e.action = :action)
  and (:person::uuid is null or exists (
        select from audit_row r where r.lane = e.lane and r.seq = e.seq and r.person_id = :person))
order by e.at desc, e.lane, e.seq desc
limit :most;

-- name: event -> audit.Event?
select e.lane, e.seq, e.at, a.login account, e.ip, e.request_id, e.action, e.subject, e.purpose, e.row_count
from audit_event e left join account a on a.id = e.account_id where e.lane = :lane and e.seq = :seq;

-- name: rows -> audit.Row*
select n, row_id, person_id, body from audit_row where lane = :lane and seq = :seq order by n;

-- name: verify -> audit.Broken*
select lane, seq, fault from audit_verify();

-- name: heads -> audit.Head*
select lane, seq, encode(digest, 'hex') digest from audit_heads();

-- name: erase
select audit_erase(:person, :reason);

-- name: digest -> value?
select encode(digest, 'hex') from audit_event where lane = :lane and seq = :seq;
