"""The schema's own rules, by name, and the refusal that each one is when it is broken."""

from talent import errors

REFUSALS: dict[str, tuple[type[errors.Refusal], str]] = {
    "roster_once": (
        errors.RosterKnown,
        "同一文件已为同一人才库、同一范围导入过；撤销后方可重新导入",
    ),
    "account_login_once": (errors.Conflict, "该登录名已被使用"),
    "account_login_form": (errors.Invalid, "登录名须为 2–40 位小写字母、数字、点、横线"),
    "access_grant_once": (errors.Conflict, "该账号已有同样的授权"),
    "access_grant_scope": (errors.Invalid, "该角色须注明（或不得注明）所辖区划"),
    "access_grant_fits_its_place": (errors.Invalid, "该角色与所选区划的级别不符"),
    "access_grant_place_fkey": (errors.Invalid, "没有该区划代码"),
    "membership_one_open": (errors.Conflict, "此人已在该人才库中"),
    "pool_label_once": (errors.Conflict, "已有同名的人才库"),
    "pool_code_form": (errors.Invalid, "人才库代码须为 2–20 位大写字母、数字、下划线，以字母开头"),
    "membership_dates": (errors.Invalid, "退出日期不得早于入库日期"),
    "person_household_village_fkey": (errors.Invalid, "户籍地：没有该区划代码"),
    "person_residence_place_fkey": (errors.Invalid, "现居住地：没有该区划代码"),
    "person_lives": (errors.Conflict, "此人刚与另一条登记合并，请刷新后再办"),
    "kin_not_oneself": (
        errors.Conflict,
        "二人登记为近亲属，不能合并；如亲属登记有误，请先更正",
    ),
    "merge_standing_once": (errors.Conflict, "此人刚与另一条登记合并，请刷新后再办"),
    "idempotency_pkey": (errors.Conflict, "同一请求正在办理中，请稍后查看结果"),
    "tenure_one_holder_a_seat": (errors.Conflict, "该席位在此期间已有人任职"),
    "term_one_at_a_time": (errors.Conflict, "该组织在此期间已有届次"),
    "vacancy_one_open": (errors.Conflict, "该席位的空缺已登记"),
    "request_seats": (errors.Invalid, "申请名额须为 1–7 人"),
    "release_once": (errors.Conflict, "此人已向该申请开放"),
    "suggestion_declined_has_reason": (errors.Invalid, "不采纳须写明理由"),
    "suggestion_only_eligible_accepted": (errors.Invalid, "只有符合条件的人选可以采纳"),
    "access_grant_account_id_fkey": (errors.NotFound, ""),
    "membership_exit_reason": (errors.Invalid, "退出原因须为 1–10"),
    "person_basis_kind": (
        errors.Invalid,
        "合法性基础须为 consent、statutory_duty、public_interest、contract",
    ),
    "person_notice_delivered_or_exempt": (
        errors.Invalid,
        "告知须注明送达时间，或免于告知的理由（二者之一）",
    ),
    "place_alias_dates": (errors.Invalid, "起始日期不得晚于截止日期"),
    "place_lies_not_in_itself": (errors.Invalid, "上级区划不能是自己或自己的下级"),
    "seat_is_of_its_post": (errors.Invalid, "该岗位没有这个席位"),
    "request_keeps_its_way": (errors.Invalid, "申请的当前状态不能这样改变"),
    "rule_set_keeps_its_way": (errors.Conflict, "规则集的当前状态不能这样改变：须先由两人批准"),
    "rule_comes_with_its_set": (errors.Conflict, "规则只能随已启用的规则集进入，并须另行核对条文"),
    "rule_set_approval_once": (errors.Conflict, "您已批准过这一规则集，须由另一人批准"),
    "rule_confirmation_once": (errors.Conflict, "您已核对过这一条文，须由另一人核对"),
    "rule_one_edition_a_day": (errors.Invalid, "同一规则的生效期间不得重叠"),
    "request_is_filled_by_review": (
        errors.Conflict,
        "采纳的人选须全部通过R1至R4审查，方可以“已配备”办结",
    ),
    "request_is_written_as_a_draft": (
        errors.Conflict,
        "申请已提交，只有草稿或被退回的申请可以修改",
    ),
    "person_is_held_at_most": (
        errors.Conflict,
        "此人已列入其他在办申请的备选，达到每人上限；须先由对方释放",
    ),
    "review_round_has_document": (errors.Invalid, "审查结果须有文号"),
    "release_has_reason": (errors.Invalid, "放行须写明理由"),
    "place_code_of_its_kind": (errors.Invalid, "区划代码与级别不符"),
    "place_parent_fkey": (errors.Invalid, "上级区划不存在"),
}
"""A constraint that is not named here is a fault of the program and stays one."""
