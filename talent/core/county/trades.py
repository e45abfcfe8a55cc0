"""What the invented people do: trades at home, work away, schooling, schools.

Companies, cooperatives and schools are made up; cities are real. Weights are assumed.
"""

from random import Random

from msgspec import Struct

from talent.core.county import chances


class Trade(Struct, frozen=True):
    """A trade of a 乡土 talent; `titles` with their level, `women` in a hundred."""

    industry: str
    skills: tuple[str, ...]
    positions: tuple[str, ...]
    women: int
    titles: tuple[tuple[str, str], ...] = ()
    firm: str | None = None


class Work(Struct, frozen=True):
    """What a trade or a firm gives one person."""

    industry: str
    position: str
    skills: tuple[str, ...]
    employer: str | None = None
    title: str | None = None
    level: str | None = None


_FARM_TITLES = (
    ("农民技术员", "junior"),
    ("助理农艺师", "junior"),
    ("农艺师", "middle"),
    ("高级农艺师", "associate"),
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TRADES: dict[Trade, float] = {
    Trade(
        "种植业",
        _words("蔬菜种植 果树栽培 小麦良种繁育 食用菌栽培 苗木培育 中药材种植 大棚种植 植保"),
        _words("种植大户 家庭农场主 合作社理事长"),
        30,
        _FARM_TITLES,
        "种植专业合作社",
    ): 26,
    Trade(
        "养殖业",
        _words("生猪养殖 肉牛养殖 蛋鸡养殖 养蜂 水产养殖 养羊 兽医"),
        _words("养殖大户 养殖场负责人 合作社理事长"),
        25,
        _FARM_TITLES[:2],
        "养殖专业合作社",
    ): 17,
    Trade(
        "农机服务",
        _words("农机驾驶 农机维修 联合收割"),
        _words("农机手 农机合作社成员"),
        5,
        firm="农机专业合作社",
    ): 6,
    Trade(
        "传统手工艺",
        _words("刺绣 剪纸 面塑 木雕 竹编 石刻 泥塑 手工布鞋"),
        _words("手工艺人 非遗传承人"),
        55,
        (("县级非遗代表性传承人", "none"), ("工艺美术员", "junior")),
    ): 9,
    Trade(
        "建筑业",
        _words("瓦工 木工 电焊 水电安装 室内装修 建筑施工"),
        _words("施工队长 技术工人"),
        6,
        (("二级建造师", "middle"), ("中级工", "none")),
    ): 11,
    Trade(
        "加工业",
        _words("粉条加工 豆制品加工 粮油加工 服装加工 机械加工"),
        _words("加工厂负责人 车间主任 技术工人"),
        45,
        firm="农产品加工厂",
    ): 8,
    Trade(
        "电子商务",
        _words("电商运营 直播带货 网店经营 农产品网络销售"),
        _words("网店店主 电商负责人"),
        50,
    ): 6,
    Trade("餐饮住宿", _words("农家菜烹饪 民宿经营 面点制作"), _words("农家乐经营者 厨师"), 50): 5,
    Trade("交通运输", _words("货车驾驶 物流配送 车辆维修"), _words("货运司机 配送站负责人"), 6): 4,
    Trade(
        "卫生",
        _words("村医 中医推拿 护理"),
        _words("乡村医生"),
        45,
        (("乡村医生", "none"), ("执业助理医师", "junior"), ("执业医师", "middle")),
        "村卫生室",
    ): 3,
    Trade(
        "文化教育",
        _words("书法 戏曲表演 唢呐演奏 幼儿教学 广场舞培训"),
        _words("文艺骨干 民办教师"),
        55,
    ): 3,
    Trade(
        "商贸流通",
        _words("农资经营 超市经营 企业管理 市场营销"),
        _words("农资店店主 超市经营者"),
        40,
    ): 6,
    Trade(
        "社会服务",
        _words("人民调解 会计 记账 社会工作 红白理事"),
        _words("调解员 村会计"),
        40,
        (("初级会计师", "junior"), ("会计师", "middle"), ("助理社会工作师", "junior")),
    ): 4,
}

_STEMS = "澄霁 栖岫 砚溪 汀葭 筠禾 苕岚 蘅川 荻原 漱石 鹭洲 墨屿 笙野 棠序 萱成 藤舟 萤行".split()
_CITIES = {
    "郑州": 34, "北京": 8, "上海": 9, "深圳": 9, "广州": 6, "杭州": 7, "苏州": 6, "武汉": 4,
    "西安": 3,
    "洛阳": 4, "南京": 3, "天津": 2, "青岛": 2, "成都": 3,
}  # fmt: skip


class Firm(Struct, frozen=True):
    """A kind of firm away from home; its titles stand from junior upwards."""

    industry: str
    kind: str
    positions: tuple[str, ...]
    skills: tuple[str, ...]
    titles: tuple[str, ...] = ()


_ENGINEERS = _words("助理工程师 工程师 高级工程师 正高级工程师")
_LEVELS = ("junior", "middle", "associate", "senior")
_FIRMS: dict[Firm, float] = {
    Firm(industry, kind, _words(positions), _words(skills), titles): weight
    for industry, kind, positions, skills, titles, weight in (
        (
            "信息技术",
            "信息技术有限公司",
            "软件工程师 产品经理 技术总监",
            "软件开发 网络维护 信息化",
            _ENGINEERS,
            14,
        ),
        (
            "制造业",
            "智能装备有限公司",
            "车间主任 工艺工程师 生产经理",
            "机械加工 企业管理 电焊",
            _ENGINEERS,
            18,
        ),
        (
            "建筑业",
            "建设工程有限公司",
            "项目经理 造价员 施工队长",
            "建筑施工 工程造价 规划设计",
            _ENGINEERS,
            16,
        ),
        ("商贸流通", "商贸有限公司", "总经理 区域经理 店长", "市场营销 企业管理 创业", (), 18),
        ("物流", "物流有限公司", "分拨中心经理 车队队长", "物流配送 货车驾驶", (), 8),
        (
            "教育",
            "实验学校",
            "教师 教研组长",
            "教学 培训",
            _words("二级教师 一级教师 高级教师 正高级教师"),
            6,
        ),
        ("医疗卫生", "医院", "医师", "医疗 中医", _words("医师 主治医师 副主任医师 主任医师"), 5),
        ("餐饮住宿", "餐饮管理有限公司", "店主 行政总厨", "餐饮管理 面点制作", (), 8),
        (
            "财会",
            "会计师事务所",
            "会计 审计员",
            "会计 审计 税务",
            _words("初级会计师 会计师 高级会计师 正高级会计师"),
            5,
        ),
        ("法律服务", "律师事务所", "律师 法务", "法律 调解", (), 2),
    )
}
_TITLED = {None: 58, 0: 13, 1: 19, 2: 9, 3: 1}
SCHOOLS = (
    "中原云岫大学 豫川工程学院 澄霁师范学院 汀洲农业大学 洛滨职业技术学院 嵩野财经学院".split()
)
EVENING_SCHOOLS = "中原云岫大学继续教育学院 汀洲农业大学继续教育学院".split()
MAJORS = """
农学 园艺 畜牧兽医 会计 工商管理 法学 计算机应用 机电一体化 土木工程 行政管理 电子商务 护理
""".split()


def at_home(rng: Random, sex: str, village: str) -> Work:
    """Draw a trade for somebody in a village; `village` is its short name."""
    while True:
        trade = chances.pick(rng, TRADES)
        if chances.chance(rng, trade.women if sex == "2" else 100 - trade.women):
            break
    many = min(len(trade.skills), rng.choice((1, 1, 1, 2, 2, 3)))
    title: tuple[str | None, str | None] = (None, None)
    if trade.titles and chances.chance(rng, 20):
        title = rng.choice(trade.titles)
    elif chances.chance(rng, 30):
        title = (None, "none")
    firm = f"{village}{trade.firm}" if trade.firm and chances.chance(rng, 45) else None
    skills = tuple(rng.sample(trade.skills, many))
    return Work(trade.industry, rng.choice(trade.positions), skills, firm, *title)


def away(rng: Random) -> tuple[str, Work]:
    """Draw a city and work there."""
    city = chances.pick(rng, _CITIES)
    firm = chances.pick(rng, _FIRMS)
    step = chances.pick(rng, _TITLED) if firm.titles else None
    title = (None, None) if step is None else (firm.titles[step], _LEVELS[step])
    known = tuple(rng.sample(firm.skills, rng.randint(1, 2)))
    employer = f"{city}{rng.choice(_STEMS)}{firm.kind}"
    return city, Work(firm.industry, rng.choice(firm.positions), known, employer, *title)
