"""The closed vocabulary of rules: each predicate is a Struct whose fields are its parameters.

A rule's row names one of `VOCABULARY` and its parameters; an unknown name or parameter is
refused when the row is read. What says nothing of one person (`OF_NOBODY`) is asked by
`board.notes`.
"""

from typing import Annotated

from msgspec import Meta

from talent.core import codes, kinship, predicate, voters
from talent.core import facts as known
from talent.core.facts import LEVEL_LABELS, LEVELS, Level
from talent.core.predicate import Case, Finding, Predicate

Years = Annotated[int, Meta(ge=0, le=120)]
Count = Annotated[int, Meta(ge=0, le=99)]
Words = Annotated[str, Meta(min_length=1)]

WISH = "（仅供参考，不作门槛）"
"""What is said behind what is only wished for."""


class AgeAtLeast(Predicate, frozen=True):
    """At least so many full years old on election day (else the day that is asked for)."""

    years: Years

    def find(self, case: Case) -> Finding:
        """Answer None when the birth date is missing, or so coarse that the day decides."""
        expected = f"选举日年满{self.years}周岁"
        ages = known.ages(case.person.birth, case.day)
        if ages is None:
            sentence = f"出生日期不详，未能核实是否年满{self.years}周岁"
            return predicate.leaves_open("出生日期不详", expected, sentence)
        said = _age(ages)
        if ages[0] >= self.years:
            return predicate.holds(said, expected, f"已年满{self.years}周岁")
        if ages[1] < self.years:
            return predicate.fails(said, expected, f"未满{self.years}周岁")
        sentence = f"出生日期不全，未能核实是否年满{self.years}周岁"
        return predicate.leaves_open(said, expected, sentence)


class AgePreference(Predicate, frozen=True):
    """A wish, never a bar: at most `new` for a newcomer, at most `cap` for who holds the role."""

    new: Years
    cap: Years

    def find(self, case: Case) -> Finding:
        """Answer whether the person is within the wish."""
        me, role = case.person.person_id, case.setting.role
        sits = any(h.person_id == me and h.role == role for h in case.setting.holders or ())
        most = self.cap if sits else self.new
        expected = f"{most}周岁以下优先{WISH}"
        ages = known.ages(case.person.birth, case.day)
        if ages is None:
            return predicate.leaves_open("出生日期不详", expected, "出生日期不详，不计年龄偏好")
        said = _age(ages)
        if ages[1] <= most:
            return predicate.holds(said, expected, f"年龄{said}，不超过{most}周岁")
        if ages[0] > most:
            return predicate.fails(said, expected, f"年龄{said}，超过优先考虑的{most}周岁")
        return predicate.leaves_open(said, expected, "出生日期不全，不计年龄偏好")


class Schooling(Predicate, frozen=True):
    """A wish, never a bar: schooling of a level, a higher one for some roles."""

    at_least: Level
    preferred: Level
    preferred_roles: tuple[int, ...]

    def find(self, case: Case) -> Finding:
        """Answer by the highest level that is known."""
        higher = case.setting.role in self.preferred_roles
        wanted = self.preferred if higher else self.at_least
        expected = f"{LEVEL_LABELS[wanted]}以上优先{WISH}"
        rank = known.schooling(case.person.education)
        if rank is None:
            return predicate.leaves_open("学历不详", expected, "学历不详，不计学历偏好")
        said = LEVEL_LABELS[LEVELS[rank]]
        if rank >= LEVELS.index(wanted):
            return predicate.holds(said, expected, f"学历{said}")
        sentence = f"学历{said}，低于优先考虑的{LEVEL_LABELS[wanted]}"
        return predicate.fails(said, expected, sentence)


class PartyMember(Predicate, frozen=True):
    """A full member of the Party (GB/T 4762 codes); a probationary member is not one yet."""

    full: tuple[str, ...] = ("01",)
    probationary: tuple[str, ...] = ("02",)

    def find(self, case: Case) -> Finding:
        """Answer by the political status; an activist is not a member."""
        status, expected = case.person.political_status, "中共正式党员"
        if status is None:
            sentence = "政治面貌不详，未能核实是否为正式党员"
            return predicate.leaves_open("政治面貌不详", expected, sentence)
        said = codes.POLITICAL.get(status, "其他政治面貌")
        if status in self.full:
            return predicate.holds(said, expected, "是中共正式党员")
        if status in self.probationary:
            return predicate.fails(said, expected, "是预备党员，尚未转正")
        activist = "，为入党积极分子" if case.person.activist else ""
        return predicate.fails(said, expected, f"不是中共党员{activist}")


class ReviewClear(Predicate, frozen=True):
    """A review with a document that answers one matter; what lies behind it is not kept here.

    `bars` is False where the law of the day sets no bar: a failed review then stays open to
    people's judgement.
    """

    kind: Words
    subject: Words
    bars: bool = True

    def find(self, case: Case) -> Finding:
        """Answer the review's result; a pass without a document number does not count."""
        expected = f"{self.subject}：核查通过并有文号"
        found = known.review(case.person, self.kind)
        if found is None:
            return predicate.leaves_open("未核查", expected, f"{self.subject}：尚未核查")
        document = f"（{found.document}）" if found.document else "（无文号）"
        if found.result == "pending":
            said, sentence = f"核查中{document}", f"{self.subject}：正在核查"
            return predicate.leaves_open(said, expected, sentence)
        if found.result == "fail":
            said, sentence = f"核查未通过{document}", f"{self.subject}：核查未通过"
            if self.bars:
                return predicate.fails(said, expected, sentence)
            sentence += "，当日法律未设此门槛，须由人研判"
            return predicate.leaves_open(said, expected, sentence)
        said = f"核查通过{document}"
        if found.document:
            return predicate.holds(said, expected, f"{self.subject}：核查通过")
        return predicate.leaves_open(said, expected, f"{self.subject}：核查结果缺少文号")


class AbleToReside(Predicate, frozen=True):
    """Lives in the village, or has said he or she will come back (return intent 0 to 4)."""

    intent: Annotated[int, Meta(ge=1, le=4)]

    def find(self, case: Case) -> Finding:
        """Answer False only for who has no wish to come."""
        expected, intent = "能在村居住、工作", case.person.return_intent
        if known.here(case.person.residence_place, case.setting.village):
            return predicate.holds("现居本村", expected, "现居住在本村")
        if intent is None:
            sentence = "是否能在村居住、工作尚未核实"
            return predicate.leaves_open("回村意向不详", expected, sentence)
        if intent >= self.intent:
            return predicate.holds("已表示回村", expected, "已表示愿回村工作")
        if intent == 0:
            return predicate.fails("无回村意向", expected, "目前没有回村意向")
        return predicate.leaves_open("回村意向未定", expected, "回村意向尚未确定")


class ReserveAge(Predicate, frozen=True):
    """A wish, never a bar: who stands in the reserve pool is at most so many years old."""

    most: Years

    def find(self, case: Case) -> Finding:
        """Answer nothing of who is not in the reserve pool."""
        expected = f"后备人才{self.most}周岁以下优先{WISH}"
        if not case.person.reserve:
            return predicate.leaves_open("未列入后备人才库", expected, "未列入后备人才库，不计此项")
        ages = known.ages(case.person.birth, case.day)
        if ages is None or ages[0] <= self.most < ages[1]:
            return predicate.leaves_open("出生日期不详", expected, "出生日期不详，不计年龄偏好")
        said = _age(ages)
        if ages[1] <= self.most:
            return predicate.holds(said, expected, f"后备人才，{said}，不超过{self.most}周岁")
        return predicate.fails(said, expected, f"后备人才，{said}，超过优先考虑的{self.most}周岁")


class RatedIncompetent(Predicate, frozen=True):
    """Not rated 不称职 in so many yearly reviews one after the other, up to the last one."""

    times: Annotated[int, Meta(ge=1, le=5)]

    def find(self, case: Case) -> Finding:
        """Answer None without a rating, or while an earlier year of the row is not known."""
        expected = f"未连续{self.times}年民主评议不称职"
        rated = {one.year: one.result for one in case.person.ratings or ()}
        if not rated:
            return predicate.leaves_open("无评议记录", expected, "没有民主评议记录，不计此项")
        last = max(rated)
        row = [rated.get(last - back) for back in range(self.times)]
        if any(result not in {None, "incompetent"} for result in row):
            return predicate.holds("未连续不称职", expected, expected)
        if None in row:
            sentence = "上一年度评议结果不详，未能核实是否连续不称职"
            return predicate.leaves_open(f"{last}年度不称职", expected, sentence)
        sentence = f"连续{self.times}年民主评议不称职（在任的，职务终止）"
        return predicate.fails(f"连续{self.times}年不称职", expected, sentence)


class OneShoulder(Predicate, frozen=True):
    """May hold the branch's head and the committee's at once (一肩挑): electable and a member."""

    member: PartyMember
    route: voters.RegisterRoute

    def find(self, case: Case) -> Finding:
        """Answer False where one of the two is closed, None while one is open."""
        expected = "是中共正式党员，且可登记为本村选民"
        member, voter = self.member.find(case), self.route.find(case)
        closed = [one.sentence for one in (member, voter) if one.holds is False]
        if closed:
            return predicate.fails("不具备", expected, f"不具备一肩挑条件：{'；'.join(closed)}")
        waits = [one.sentence for one in (member, voter) if one.holds is None]
        if waits:
            sentence = f"是否具备一肩挑条件待核实：{'；'.join(waits)}"
            return predicate.leaves_open("待核实", expected, sentence)
        return predicate.holds("具备", expected, "具备书记、主任一肩挑条件")


class ReserveCount(Predicate, frozen=True):
    """Of a village: how many people of the reserve pool it should have."""

    least: Count

    def find(self, case: Case) -> Finding:
        """Answer by the village alone."""
        expected, count = f"本村后备人才不少于{self.least}人", case.setting.reserves
        if count is None:
            return predicate.leaves_open("后备人数不详", expected, "本村后备人数不详")
        said = f"{count}人"
        if count >= self.least:
            return predicate.holds(said, expected, f"本村现有后备人才{count}人")
        sentence = f"本村现有后备人才{count}人，少于{self.least}人"
        return predicate.fails(said, expected, sentence)


class BoardMakeUp(Predicate, frozen=True):
    """Of a whole board: its size, women, members who know finance, members of a minority.

    `minority` asks only of a village where several ethnic groups live.
    """

    least: Count = 0
    usual: Count = 99
    most: Count = 99
    women: Count = 0
    finance: Count = 0
    minority: Count = 0

    def find(self, case: Case) -> Finding:  # noqa: ARG002
        """Answer nothing of one person."""
        return predicate.leaves_open("", "就班子整体核对", "就班子整体核对")


def _age(ages: tuple[int, int]) -> str:
    low, high = (max(0, age) for age in ages)
    return f"{low}周岁" if low == high else f"{low}至{high}周岁"


VOCABULARY: dict[str, type[Predicate]] = {
    "age_at_least": AgeAtLeast,
    "age_preference": AgePreference,
    "schooling": Schooling,
    "party_member": PartyMember,
    "review_clear": ReviewClear,
    "register_route": voters.RegisterRoute,
    "no_kin_on_board": kinship.NoKinOnBoard,
    "supervisory_exclusion": kinship.SupervisoryExclusion,
    "able_to_reside": AbleToReside,
    "board_make_up": BoardMakeUp,
    "collective_board": kinship.CollectiveBoard,
    "reserve_age": ReserveAge,
    "rated_incompetent": RatedIncompetent,
    "one_shoulder": OneShoulder,
    "reserve_count": ReserveCount,
}
OF_NOBODY = (BoardMakeUp, ReserveCount)
"""What says nothing of one person and is asked of a board or a village."""
