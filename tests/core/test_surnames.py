"""Surnames as they are published: how many bear them, how they are read, which have two characters."""

import pytest

from talent.core import characters, names, surnames


def test_the_first_hundred_bear_the_published_part_of_the_population() -> None:
    """84.77 % by the Ministry of Public Security; nobody is counted twice."""
    assert len(surnames.COMMONEST) == 20
    assert len(surnames.COMMON) == 80
    assert not surnames.COMMON & surnames.COMMONEST.keys()
    first = sum(map(surnames.share, {*surnames.COMMONEST, *surnames.COMMON}))
    assert first == pytest.approx(0.8477, abs=0.0040)


def test_the_commonest_stand_in_the_order_of_the_census() -> None:
    shares = [surnames.share(one) for one in "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林"]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 0.0710
    assert shares[-1] > surnames.share("郑") > surnames.share("裴")


@pytest.mark.parametrize("surname", ["裴", "爨", "尉迟", "", "囗"])
def test_who_bears_a_surname_beyond_the_first_hundred_is_one_in_two_thousand(surname: str) -> None:
    """Known or not: nobody's surname is impossible."""
    assert surnames.share(surname) == 1 / 2_000


HEARD = """
单shan4 解xie4 仇qiu2 查zha1 区ou1 曾zeng1 任ren2 华hua4 朴piao2 盖ge3/gai4 翟zhai2/di2 覃qin2/tan2
乐yue4/le4 召shao4 繁po2 员yun4 贠yun4 能nai4 阚kan4 都du1 乜nie4 缪miao4 句gou1 要yao1 过guo1 应ying1
曲qu1 訾zi1 哈ha3 纪ji3/ji4 种chong2 黑he4/hei1 折she2 燕yan1 舍she4 宁ning2/ning4 柏bai3/bo2 洗xian3
秘bi4 郗xi1/chi1 郇xun2/huan2 那na1 谌chen2/shen4 相xiang4 牟mu4/mou2 隗wei3/kui2 祭zhai4 葛ge3 晁chao2
逄pang2 车che1 尹yin3 冼xian3 佴nai4 撒sa4 藏zang1 适kuo4 万wan4/mo4 俟qi2 尉wei4/yu4 澹tan2 令ling2
长zhang3 夏xia4 石shi2 沈shen3 大da4 卜bu3
""".split()
TWO = """
尉迟yu4/chi2 万俟mo4/qi2 单于chan2/yu2 澹台tan2/tai2 令狐ling2/hu2 长孙zhang3/sun1 皇甫huang2/fu3
乐正yue4/zheng4 子车zi3/ju1 亓官qi2/guan1 宰父zai3/fu3 夹谷jia2/gu3 鲜于xian1/yu2 夏侯xia4/hou2
""".split()


@pytest.mark.parametrize("said", HEARD)
def test_a_surname_is_heard_as_one_first_and_in_no_reading_less(said: str) -> None:
    """As 现代汉语词典 reads them where they are marked as surnames, several where it knows several."""
    surname, readings = said[0], tuple(said[1:].split("/"))
    assert characters.surname_sounds(surname)[: len(readings)] == readings
    assert set(characters.surname_sounds(surname)) >= set(characters.sounds(surname))
    assert surnames.READINGS[surname] == readings


@pytest.mark.parametrize("said", TWO)
def test_a_surname_of_two_characters_has_a_reading_of_its_own(said: str) -> None:
    surname, reading = said[:2], tuple(said[2:].split("/"))
    assert names.readings(names.parse(f"{surname}明"))[0] == (*reading, "ming2")
    assert surnames.is_surname(surname)


@pytest.mark.parametrize("surname", ["王", "郑", "裴", "欧阳"])
def test_a_surname_is_known_however_common_it_is(surname: str) -> None:
    assert surnames.is_surname(surname)
    assert not surnames.is_surname(surname + "国")
