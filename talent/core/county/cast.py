"""The requests of the demo and the reserves cast for them, so that every rule is seen at work.

Each part is a reserve with one thing to show: an open road to the seat, a law that says FAIL, a
fact that is missing. What a part does not name is in order.
"""

from datetime import date, timedelta
from typing import Any

from msgspec import Struct, structs

from talent.core.county import biographies, chances, evidence
from talent.core.county.boards import Boards, Opening
from talent.core.county.census import Human
from talent.core.county.contents import DUALMI, LOCAL, RESERVE, Place, Request
from talent.core.county.making import Making
from talent.core.person import Draft


class Part(Struct, frozen=True, kw_only=True):
    """One reserve. `kin`: what a member of the village committee is to him or her; `sits`: a role.

    `household`: here, elsewhere (another village of the county) or out (another county).
    `lives`: here since long, lately, or away. `route` and `steps` as in contents.Route; a step
    given as True was taken, as False refused.
    """

    age: float = 36
    sex: str = "1"
    status: str | None = "01"
    education: str = "31"
    household: str = "here"
    lives: str = "here"
    skills: tuple[str, ...] = ()
    kin: str | None = None
    confirmed: bool = True
    sits: int | None = None
    failed: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    intent: int | None = 4
    route: str = "A"
    steps: dict[str, bool] = {}
    pools: tuple[str, ...] = ()


class Scene(Struct, frozen=True, kw_only=True):
    """A request: the seat that is open and why, what is wanted, and its cast."""

    role: int
    reason: int
    wanted: tuple[str, ...]
    cast: tuple[Part, ...]
    must: tuple[str, ...] = ()
    women: bool = True
    hollow: bool = False
    community: bool = False


_GUEST = {"applied": True, "consented": True, "home_certificate": True}
SCENES = (
    Scene(
        role=11,
        reason=6,
        wanted=("党务", "财务"),
        must=("中共正式党员",),
        cast=(
            Part(age=38, skills=("党务", "会计")),
            Part(age=35, sex="2", education="21", skills=("党务", "文字写作"), pools=(LOCAL,)),
            Part(age=33, status="13"),
            Part(age=29, status="02"),
            Part(age=41, failed=("E12",)),
            Part(age=57, education="61", skills=("人民调解",)),
            Part(age=36, status=None),
            Part(age=40, unchecked=("E12",)),
        ),
    ),
    Scene(
        role=23,
        reason=2,
        wanted=("办公软件", "群众工作"),
        cast=(
            Part(age=32, sex="2", status="13", skills=("办公软件", "社会工作")),
            Part(age=16.6, status="03", education="71"),
            Part(age=39, status="13", failed=("E13",)),
            Part(age=44, status="13", failed=("E18",)),
            Part(age=37, status="13", failed=("E02",)),
            Part(age=42, status="13", failed=("E19",)),
            Part(age=45, kin="sibling"),
            Part(age=30, kin="parent", confirmed=False),
            Part(age=34, lives="away", intent=3, route="B", steps={"stated_will": True}),
            Part(
                age=33,
                status="13",
                education="61",
                household="elsewhere",
                lives="lately",
                route="C",
                steps={"applied": True, "consented": False},
            ),
        ),
    ),
    Scene(
        role=31,
        reason=5,
        wanted=("会计",),
        cast=(
            Part(age=46, skills=("会计", "审计")),
            Part(sits=23),
            Part(kin="spouse"),
            Part(age=40, status="13", skills=("企业管理",), pools=(LOCAL,)),
            Part(age=35, skills=("果树栽培",), unchecked=("E09",)),
        ),
    ),
    Scene(
        role=21,
        reason=4,
        wanted=("企业管理", "电商运营"),
        hollow=True,
        cast=(
            Part(
                age=38,
                education="21",
                household="out",
                skills=("企业管理", "市场营销"),
                pools=(DUALMI,),
                route="D",
                steps={"willing": True, "consented": True},
            ),
            Part(age=36, household="elsewhere", skills=("电商运营",), route="C", steps=_GUEST),
            Part(age=31, lives="away", intent=2, route="B", pools=(DUALMI,)),
            Part(age=43, status="13", skills=("合作社管理",), pools=(LOCAL,)),
            Part(age=34, lives="away", intent=0, route="B", steps={"stated_will": True}),
        ),
    ),
    Scene(
        role=23,
        reason=8,
        wanted=("社会工作",),
        women=False,
        cast=(Part(age=33, sex="2", status="13"), Part(age=37, status="13")),
    ),
    Scene(
        role=23,
        reason=2,
        wanted=("社会工作",),
        community=True,
        cast=(Part(age=31, sex="2"), Part(age=35)),
    ),
)


def stage(making: Making, reserves: int) -> dict[str, Scene]:
    """Choose a place for each scene, as far as the reserves go; the first is always played."""
    land, rng = making.land, making.rng
    villages = list(land.villages)
    rng.shuffle(villages)
    found: dict[str, Scene] = {}
    for scene in SCENES:
        if found and reserves < len(scene.cast):
            continue
        homes = list(land.communities) if scene.community else villages
        if not homes:
            continue
        hollow = [one for one in homes if bool(one.flags.get("hollow")) == scene.hollow]
        home = (hollow or homes)[0]
        if not scene.community:
            villages.remove(home)
        reserves -= len(scene.cast)
        found[home.code] = scene
    return found


def openings(scenes: dict[str, Scene]) -> dict[str, Opening]:
    """Answer what the boards have to leave open."""
    return {home: Opening(one.role, one.reason, one.women) for home, one in scenes.items()}


def play(making: Making, boards: Boards, scenes: dict[str, Scene], reserves: int) -> list[Request]:
    """Cast the parts and write the requests."""
    found = []
    for number, (home, scene) in enumerate(scenes.items(), start=1):
        cast = tuple(_reserve(making, boards, home, part) for part in scene.cast[:reserves])
        reserves -= len(cast)
        found.append(
            Request(
                village=home,
                post=boards.post(home, scene.role),
                seats=2,
                wanted_skills=scene.wanted,
                must_haves=scene.must,
                deadline=making.today + timedelta(days=45),
                document=f"青村请〔{making.today.year}〕{number}号",
                urgent=scene.reason == 6,  # noqa: PLR2004 - post.URGENT_VACANCY, as in SCENES
                cast=cast,
            )
        )
    return found


def _reserve(making: Making, boards: Boards, home: str, part: Part) -> int:
    """Make one reserve, or take a member of the board, and record what is known of the part."""
    if part.sits is not None:
        person = boards.holders(home, part.sits)[0]
    else:
        relative = _eldest(making, boards.holders(home, 21, 22, 23)) if part.kin else None
        human = _human(making, home, part, relative)
        person = making.person(human, _draft(making, human, home, part), "cast")
        if part.kin and relative is not None:
            making.related(person, relative, part.kin, confirmed=part.confirmed)
    for pool in (RESERVE, *part.pools):
        making.enter(pool, person, "村推荐" if pool == RESERVE else "联络")
    left_open = part.unchecked if part.kin is None else (*part.unchecked, "E08", "E09")
    evidence.reviewed(making, person, failed=part.failed, unchecked=left_open)
    evidence.on_route(making, person, home, part.route, part.steps)
    evidence.prepared(making, person)
    return person


def _eldest(making: Making, people: list[int]) -> int:
    return min(people, key=lambda person: making.human_of(person).birth)


def _human(making: Making, home: str, part: Part, relative: int | None) -> Human:
    census = making.census
    if part.kin and relative is not None:
        of = making.human_of(relative)
        if part.kin == "spouse":
            return census.spouse(of)
        return census.child(of, part.sex) if part.kin == "parent" else census.sibling(of)
    if part.household == "here":
        return census.human(home, part.sex, part.age)
    villages: tuple[Place, ...] = making.land.villages
    others = [one.code for one in villages if one.code[:9] != home[:9]]
    return census.human(making.rng.choice(others or [home]), part.sex, part.age)


def _draft(making: Making, human: Human, home: str, part: Part) -> Draft:
    draft = biographies.in_reserve(making, human)
    status = part.status
    told: dict[str, Any] = {
        "political_status": status,
        "political_joined": biographies.joined(making, human) if status == "01" else None,
        "activist": True if status == "13" else None,
        "education_full_time": part.education,
        "school_full_time": None,
        "major_full_time": None,
        "education_in_service": None,
        "title_level": "none",
        "skills": part.skills or draft.skills,
        "return_intent": part.intent,
        "residence_place": home,
        "residence_text": None,
        "recommending_unit": making.name(home),
    }
    if part.household != "here":
        told["resident_since"] = _resident_since(making, part)
    if part.household == "out":
        told |= {
            "household_village": None,
            "household_group": None,
            "household_text": "河南省郑州市",
        }
    if part.lives == "away":
        told |= {"residence_place": None, "residence_text": "郑州市"}
    return structs.replace(draft, **told)


def _resident_since(making: Making, part: Part) -> date:
    years = 0.4 if part.lives == "lately" else 3 + making.rng.random()
    return chances.years_before(making.today, years)
