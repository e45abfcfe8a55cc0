"""Ethnicity (民族), GB/T 3304-1991: the fifty-six, and two codes for everybody else."""

from talent.core import cells
from talent.core.cells import Recognised

_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 "
    "哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 "
    "俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 "
    "基诺"
).split()

TABLE: dict[str, str] = {f"{place:02}": name + "族" for place, name in enumerate(_NAMES, 1)} | {
    "97": "其他",
    "98": "外国血统中国籍人士",
}

_WORDS = (
    {name: code for code, name in TABLE.items()}
    | {name: f"{place:02}" for place, name in enumerate(_NAMES, 1)}
    | {
        "汉民族": "01",
        "蒙族": "02",
        "蒙": "02",
        "维族": "05",
        "维": "05",
        "哈族": "17",
        "其它": "97",
    }
)


def recognise(said: object) -> Recognised[str]:
    """Recognise an ethnicity, with or without 族, or its two-digit code."""
    if cells.is_blank(said):
        return Recognised()
    typed = cells.plain(said)
    code = typed.zfill(2) if isinstance(said, int | float) else typed
    code = code if code in TABLE else _WORDS.get(typed, "")
    return Recognised(code) if code else Recognised(fault="国家标准中的民族名称，如“汉族”“回族”")
