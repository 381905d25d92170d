#!/usr/bin/env python3
"""The characters of the pictures' font, on standard output: see README.md."""


def plane(codec, leads, trails):
    """All characters that a two-byte code has."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.add(bytes([lead, trail]).decode(codec))
            except UnicodeDecodeError:
                pass
    return {one for one in found if len(one) == 1}


RANGES = [
    (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x460), (0x1E00, 0x1F00), (0x2000, 0x2300), (0x25A0, 0x27C0), (0x3000, 0x3100),
    (0xFF00, 0xFFF0),
]
# Common in given names, and in neither code.
NAMES = "喆堃淼昇玥甯祎赟翀琎琦璟睿頔婳妤旻昳晞暄煊熠燚珺琬琰瑄璇皞祐禛窈筠箐絜缦翾芃苒茜荞莜菡葳蓁蘅袆谞骞鸢镕瓅锟鑫犇垚垣堉堯圳彧怼槿樾炘焱焜烜熙镓旸晔晗晟昱昶曦泓洺浠浛涵淏渟湉溱滢滟潆澍濛瀚灏玟玹珅珈珩琲瑀瑾璐嫄嬅嬿忻恺懿屹岚崟崧嵘帼宥宸寯"

simplified = plane("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
traditional = plane("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
ranges = {chr(code) for first, end in RANGES for code in range(first, end)}
print("".join(sorted(simplified | traditional | ranges | set(NAMES))), end="")
