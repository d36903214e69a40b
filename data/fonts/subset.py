"""Makes PaibanSans-Regular.otf from Noto Sans CJK SC; see README.md.

    python3 subset.py NotoSansCJK-Regular.ttc Unihan_OtherMappings.txt PaibanSans-Regular.otf

Needs fonttools. The same inputs give the same bytes.
"""

import os
import re
import sys

# So that the file does not say when it was made.
os.environ["SOURCE_DATE_EPOCH"] = "1640995200"

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Paiban Sans"
SIMPLIFIED = "Noto Sans CJK SC"

# Latin, Greek and Cyrillic letters, punctuation, currency, numbers, arrows, boxes, and forms of full width.
RANGES = [
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01A0, 0x01B0),
    (0x01CD, 0x01DC),
    (0x0391, 0x03C9),
    (0x0401, 0x0451),
    (0x1E00, 0x1EF9),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),
    (0x2100, 0x2138),
    (0x2153, 0x2188),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x25A0, 0x25FF),
    (0x2600, 0x2612),
    (0x2640, 0x2642),
    (0x2713, 0x2717),
    (0x3000, 0x3029),
    (0x3041, 0x30FF),
    (0x3105, 0x312F),
    (0x3220, 0x3243),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
]


def gb2312():
    """Every character of GB 2312, from the codec."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def big5():
    """The 5401 characters of daily use of Big5, for names in traditional characters."""
    for high in range(0xA4, 0xC7):
        for low in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            try:
                yield ord(bytes([high, low]).decode("big5"))
            except UnicodeDecodeError:
                pass


def general_standard(path):
    """The 8105 characters of 通用规范汉字表 (2013), from the property kTGH of Unicode's Unihan database."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if match := re.match(r"U\+([0-9A-F]+)\tkTGH\t2013:", line):
                yield int(match[1], 16)


def rename(font):
    """A font that was changed must not carry a reserved name."""
    names = font["name"]
    names.names = [n for n in names.names if n.platformID == 3 and n.langID == 0x409 and n.nameID in (0, 5, 7, 8, 9, 13, 14)]
    version = str(next(n for n in names.names if n.nameID == 5)).split(";")[0]
    copyright = str(next(n for n in names.names if n.nameID == 0))
    for number, text in {
        0: f"{copyright} Subset of Noto Sans CJK SC.",
        1: FAMILY,
        2: "Regular",
        3: f"{version};PaibanSans-Regular",
        4: f"{FAMILY} Regular",
        5: version,
        6: "PaibanSans-Regular",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = ["PaibanSans-Regular"]
    top[0].FullName = f"{FAMILY} Regular"
    top[0].FamilyName = FAMILY


def main(source, unihan, target):
    fonts = TTCollection(source, lazy=True).fonts
    font = next(f for f in fonts if f["name"].getDebugName(4) == SIMPLIFIED)
    wanted = set(gb2312()) | set(big5()) | set(general_standard(unihan))
    for first, last in RANGES:
        wanted.update(range(first, last + 1))

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)

    had = set(font.getBestCmap())
    standard = set(general_standard(unihan))
    simplified = set(gb2312())
    print(f"{len(had)} characters, {os.path.getsize(target)} bytes")
    print(f"GB 2312: {len(simplified & had)} of {len(simplified)}")
    print(f"通用规范汉字表: {len(standard & had)} of {len(standard)}")
    print("without:", "".join(map(chr, sorted((standard | simplified) - had))))


main(*sys.argv[1:])
