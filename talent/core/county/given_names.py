"""Surnames and given names by sex and time of birth, and how a name is written wrongly.

Surname shares are core.surnames' (census of 2010, published by the National Bureau of
Statistics). The given names are a modest hand-written choice of what was in fashion when; their
frequencies are assumed; short names that a well-known person bears with a common surname are left
out. Villages are clans: a few surnames and generation characters (字辈).
"""

from collections.abc import Mapping
from random import Random

from msgspec import Struct

from talent.core import surnames
from talent.core.county import chances

SURNAMES: dict[str, float] = (
    {name: float(share) for name, share in surnames.COMMONEST.items()}
    | dict.fromkeys(sorted(surnames.COMMON), float(surnames.COMMON_SHARE))
    | dict.fromkeys("单解仇查曾翟覃牛樊申霍耿焦桑楚苗屈付代肖候", 12.0)
    | dict.fromkeys("欧阳 上官 司马 诸葛 皇甫 尉迟 令狐".split(), 3.0)
)
GENERATIONS = "世德传家远永绍继兴邦振文明学仁义礼信忠孝廉守正立全保广庆长万占"

# A year, then what people born before it (and after the year above) are called.
_MEN = """
1965 建国 国庆 国强 保国 爱国 振国 长海 长安 长林 德顺 德成 德福 福来 福生 金生 金山 金水 铁柱
    根生 栓柱 天成 天顺 有才 有福 新民 新安 富贵 文学 文明 文义 志文 水生 玉堂 玉山 清海 书田
    秋生 春生 冬生
1975 建军 建民 卫东 卫民 卫军 红军 志强 志军 国军 国民 国伟 宏伟 海军 海江 军伟 永军 永强 永杰
    向阳 东升 胜利 新建 新军 立新 立军 爱民 学军 拥军 保军 松涛 俊杰 清波 根旺 宝成 成立 五星
    军 勇 平 刚
1985 伟 伟 勇 军 磊 刚 涛 斌 辉 杰 峰 波 志伟 志勇 建伟 建辉 晓东 晓辉 晓峰 海涛 海波 海峰
    俊峰 俊伟 红伟 红涛 红兵 宏伟 国锋 少华 少军 松伟 振华 振伟 文涛 新伟 永刚 永伟 占伟 志华
    长青 秋峰
1995 超 帅 磊 龙 飞 浩 斌 博 阳 伟 鹏飞 亚飞 亚军 晓龙 海龙 俊超 世超 世伟 向前 旭东
    旭阳 少鹏 文博 浩杰 冠军 鹏程 龙飞 佳伟 佳鹏 腾飞 志鹏 志远 明明 明阳 会超 占超
9999 鑫 浩 宇 轩 旭 瑞 航 浩然 浩宇 子豪 俊豪 家豪 世豪 明轩 宇航 宇轩 天宇 嘉豪 博文 文豪
    一鸣 鑫磊 泽宇 铭浩 佳乐 晨阳
"""
_WOMEN = """
1965 秀英 桂英 秀兰 玉兰 桂兰 玉英 秀芝 秀珍 玉珍 凤英 爱莲 金凤 玉梅 秀梅 桂枝 秋菊 春梅 兰英
    巧云 巧玲 素珍 素英 月英 喜梅 香 花 荣 改 改名 大妮
1975 爱红 爱玲 红霞 红梅 秀丽 玉霞 玉玲 春霞 春玲 桂花 桂霞 彩云 彩霞 凤霞 凤琴 爱芹 巧红 会玲
    改玲 建华 建英 素霞 素敏 秋霞 月霞 爱华 海霞 淑敏 淑芳 霞 芳 红 琴 敏 英 华 玲 平
1985 丽 娜 艳 静 敏 燕 芳 丽娜 丽娟 丽红 丽霞 艳丽 艳红 艳霞 艳玲 晓丽 晓霞 晓燕 晓红 红艳 红丽
    海燕 海霞 俊丽 俊霞 会娟 会丽 玉红 亚丽 慧娟 慧丽 春艳 利娟 利红 淑娟 素娟 伟丽 永丽
1995 娜 静 静 婷 丹 莹 倩 晶 雪 娟 敏 洁 丽 婷婷 丹丹 娜娜 莹莹 倩倩 晶晶 园园 盼盼 晓静 晓娜
    亚楠 亚萍 梦洁 慧敏 慧慧 文静 文娟 佳佳 佳丽 雪梅 利娜 艳艳 冰冰 苗苗 珊珊
9999 梦 雨 欣 婷 悦 怡 佳怡 雨欣 欣怡 梦瑶 梦洁 梦雨 雨桐 诗雨 思雨 佳琪 佳慧 静怡 子涵 可欣
    文慧 雅琪 心怡 若曦 晨曦 雪莹 紫涵 嘉怡
"""


def _eras(text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    found: list[tuple[int, list[str]]] = []
    for word in text.split():
        if word.isdigit():
            found.append((int(word), []))
        else:
            found[-1][1].append(word)
    return tuple((before, tuple(names)) for before, names in found)


_STOCK = {"1": _eras(_MEN), "2": _eras(_WOMEN)}
_HEADS = {"1": "建志国文永海新宏振俊", "2": "秀玉春红丽晓亚慧雪佳"}
_TAILS = {"1": "伟强军峰杰辉民华明成林平超飞波", "2": "英兰霞玲红梅丽娟敏静燕琴娜婷莹"}

# Characters that sound alike (the tone may differ): who types by sound takes one for another.
_SOUNDS = """
伟维炜玮纬 丽莉利俐力立 静婧靖敬 晶京菁 红宏洪鸿虹 军君钧俊峻骏 峰锋丰枫 涛滔 辉晖徽
杰洁捷婕 燕艳雁彦 玲凌灵铃伶 琴勤芹秦 梅玫眉 兰岚蓝 英瑛莺 莹盈 珍贞真 振震镇 志智至治
建健剑 新欣鑫馨 明鸣铭名 永勇咏 文雯闻 鹏朋 浩皓昊 宇雨羽禹 玉育裕钰 晨辰臣 成诚承程 晓筱小
慧惠会 桂贵 淑舒书 凤奉 亚娅雅 娟涓 婷庭亭 佳嘉家 怡仪宜 龙隆 阳洋杨扬 凯恺 磊蕾 斌彬宾滨
刚钢纲 平萍苹 林琳霖 生升声 祥翔 东冬 轩宣 瑞锐睿 思司 琪琦棋 瑶遥尧 涵晗含 霞侠 芳方 长常
清青卿 香祥 学雪 花华 荣容蓉 社设 超朝 波博 珊山 倩茜 立利 子梓紫
""".split()
# Pairs of unlike sound that one stroke or part tells apart.
_SHAPES = """
军车 红江 玲怜 涛铸 俊梭 静睁 金全 杨汤 昊吴 龙尤 天夫 铁轶 晴睛 帅师 丹舟 海梅 波坡 爱受
云去 杰烈 侠陕 明朋 玉王 贵责 鸣呜 芳芬 春舂 荣菜
""".split()
_FORMS = dict(
    zip(
        "国强丽兰红凤龙东义峰杰云军华伟张刘陈赵吴",
        "國強麗蘭紅鳳龍東義峯傑雲軍華偉張劉陳趙吳",
        strict=True,
    )
)
_SURNAMES_ALIKE = "付傅 肖萧 闫阎 代戴 邱丘 侯候 石时 程成 徐许 于余 张章 申沈".split()


def _table(groups: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        for char in group:
            found[char] = found.get(char, "") + group.replace(char, "")
    return found


SOUND_ALIKE: Mapping[str, str] = _table(_SOUNDS)
LOOK_ALIKE: Mapping[str, str] = _table(_SHAPES)
OTHER_FORM: Mapping[str, str] = _FORMS
SURNAME_ALIKE: Mapping[str, str] = _table(_SURNAMES_ALIKE)


class Clan(Struct, frozen=True):
    """A village's surnames, and the generation characters of its families by birth year."""

    surnames: dict[str, float]
    offset: int

    def generation(self, surname: str, year: int) -> str:
        """Answer the 字辈 of a surname for people born in a span of twenty years."""
        place = self.offset + ord(surname[0]) + (year - 1900) // 20
        return GENERATIONS[place % len(GENERATIONS)]


def clan(rng: Random) -> Clan:
    """Draw a village's surnames: one to four lead, the rest as everywhere."""
    led = {chances.pick(rng, SURNAMES): weight for weight in (45, 20, 10, 6)[: rng.randint(2, 4)]}
    return Clan(
        {name: float(weight) for name, weight in led.items()} | {"": 25.0}, rng.randrange(30)
    )


def surname(rng: Random, of: Clan | None = None) -> str:
    """Draw a surname of a village, or of anywhere."""
    drawn = chances.pick(rng, of.surnames) if of else ""
    return drawn or chances.pick(rng, SURNAMES)


def given(rng: Random, sex: str, year: int, head: str = "") -> str:
    """Draw a given name of its time; with `head` it begins so (字辈)."""
    if head:
        return head + rng.choice(_TAILS[sex].replace(head, ""))
    if chances.chance(rng, 70):
        return rng.choice(next(names for before, names in _STOCK[sex] if year < before))
    return rng.choice(_HEADS[sex]) + rng.choice(_TAILS[sex])


def _replaced(rng: Random, text: str, table: Mapping[str, str]) -> str | None:
    places = [place for place, char in enumerate(text) if char in table]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + rng.choice(table[text[place]]) + text[place + 1 :]


def sounding_alike(rng: Random, surname: str, given: str) -> str | None:
    """Write the name with one character of the same sound; None where none is at hand."""
    if surname in SURNAME_ALIKE and chances.chance(rng, 35):
        return rng.choice(SURNAME_ALIKE[surname]) + given
    found = _replaced(rng, given, SOUND_ALIKE)
    return surname + found if found else None


def looking_alike(rng: Random, surname: str, given: str) -> str | None:
    """Write the name with one character of the same look; None where none is at hand."""
    found = _replaced(rng, given, LOOK_ALIKE)
    return surname + found if found else None


def in_other_form(rng: Random, surname: str, given: str) -> str | None:
    """Write the name with one traditional character; None where none is at hand."""
    return _replaced(rng, surname + given, OTHER_FORM)
