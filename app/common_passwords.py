"""Passwords that attackers try first: common words and their usual disguises, walks on the keyboard, repetitions.

A list of leaked passwords would hold few of twelve letters and more; people lengthen the usual words instead. So the
disguise is taken off (digits and signs around and between, letters written as digits) and what is left is looked at.
"""

import re
from functools import cache

WORDS = frozenset(
    """
    password passwort passwd passphrase pass motdepasse contrasena senha parola admin administrator root user guest
    login signin welcome letmein enter access secret private security secure default change changeme changeit temp
    temporary test testing tester demo sample example master super superuser system server network internet computer
    windows microsoft google apple samsung android iphone facebook twitter linkedin wechat weixin alipay taobao baidu
    tencent huawei xiaomi oracle salesforce database manager office company business sales marketing service customer
    client project team crm erp sap sextant monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december spring summer autumn winter love iloveyou
    loveyou lover mylove forever sweet sweetheart baby angel princess prince queen king dragon monkey tiger lion
    panda eagle falcon hunter shadow ninja warrior soldier master killer football soccer baseball basketball hockey
    golf tennis chelsea arsenal liverpool barcelona madrid juventus yankees lakers superman batman spiderman starwars
    pokemon naruto matrix merlin gandalf freedom america england china beijing shanghai london paris newyork california
    texas florida canada australia germany france sunshine rainbow flower butterfly chocolate cookie coffee cheese
    pepper ginger orange banana cherry lemon purple silver golden diamond crystal blue red green black white yellow
    happy lucky hello goodbye thanks please jesus christ heaven god bless faith hope trust trustno michael jordan
    jennifer jessica ashley amanda daniel matthew andrew joshua thomas robert charlie william george richard harley
    mustang ferrari porsche mercedes corvette yamaha honda toyota whatever nothing something anything computer
    woaini woaiwo aini nihao zhongguo beijing mima zhanghao tianxia laopo laogong baobei wang zhang wodemima guanliyuan
    abc abcd abcde abcdef qwe qwer qwert qwerty qwertz azerty asd asdf asdfg asdfgh zxc zxcv zxcvb zxcvbn qaz wsx edc
    qazwsx my the and is it im am me you one two three new old big best top first last good great number
    """.split()
)
KEYBOARD = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz")
COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/")
LEET = str.maketrans("0134578@$!|", "oleastbasii")
PINYIN_NUMBERS = ("5201314", "1314520", "520520", "147258", "147258369", "789456", "123321", "112233", "121212")


def is_common(password: str) -> bool:
    """Whether an attacker would guess this early; case, digits and signs around common words do not hide them."""
    lowered = password.casefold()
    return (
        len(set(lowered)) < 5
        or _is_repetition(lowered)
        or _is_walk(lowered)
        or any(_is_made_of_common_words(letters) for letters in _undisguised(lowered))
    )


def _is_repetition(text: str) -> bool:
    """The same few signs again and again: abcabcabcabc."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, min(7, len(text) // 2 + 1)))


def _is_walk(text: str) -> bool:
    """Nothing but runs of neighbouring keys, of the alphabet or of beloved numbers, each of three signs or more."""
    while text:
        step = max((size for size in range(3, len(text) + 1) if text[:size] in _walks()), default=0)
        if not step:
            break
        text = text[step:]
    return len(text) < 3


@cache
def _walks() -> frozenset[str]:
    rows = [*KEYBOARD, "12345678901234567890", *COLUMNS, *PINYIN_NUMBERS]
    both = [way for row in rows for way in (row, row[::-1])]
    return frozenset(
        way[start:end] for way in both for start in range(len(way)) for end in range(start + 3, len(way) + 1)
    )


def _undisguised(text: str) -> set[str]:
    """The letters of a password: without digits and signs, and with digits read as the letters they stand for."""
    trimmed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    plain = (re.sub(r"[\W\d_]+", "", text), re.sub(r"[\W\d_]+", "", trimmed.translate(LEET)))
    return {letters for letters in plain if letters.isascii() or not letters}


def _is_made_of_common_words(letters: str) -> bool:
    """Whether at most two common words are all there is, or next to no letters at all beside digits and signs."""
    if len(letters) <= 2:
        return True
    reached = {0: 0}
    for place in range(len(letters)):
        if place not in reached or reached[place] == 2:
            continue
        for end in range(place + 2, len(letters) + 1):
            if letters[place:end] in WORDS:
                reached[end] = min(reached.get(end, 2), reached[place] + 1)
    return len(letters) in reached
