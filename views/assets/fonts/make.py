#!/usr/bin/env python3
"""Make the So Doan web fonts: Be Vietnam Pro with the figures of Inter.

    python3 make.py BE_VIETNAM_PRO_FOLDER INTER_FOLDER

Each folder is searched for the upstream static TTFs. Three WOFF2 files are written beside this script.
Needs fontTools 4.38 or newer with brotli (Debian: python3-fonttools, python3-brotli).
"""
import sys
from array import array
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import ttProgram
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "So Doan"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}

# Characters kept from Be Vietnam Pro: ASCII, the letters of Western Europe, Vietnamese, and a few signs.
KEEP = [
    *range(0x20, 0x7F), *range(0xC0, 0x180), *range(0x1EA0, 0x1EFA),
    *map(ord, "ƠơƯư"),
    *map(ord, "\u00a0§°±·×–—‘’“”•…€₫≠≤≥"),
    0x300, 0x301, 0x303, 0x309, 0x323,
]

# Characters taken from Inter: character -> (glyph shown, glyph under the pnum feature or None).
# Figures, plus and minus share one width by default; the other signs keep their own.
FIGURES = dict(zip("0123456789", "zero one two three four five six seven eight nine".split()))
TABULAR = {**FIGURES, "+": "plus", "\u2212": "minus"}
FROM_INTER = {char: (name + ".tf", name) for char, name in TABULAR.items()}
FROM_INTER.update({char: (None, None) for char in "%,-./:№→←↑↓↗↙✓"})

# These two keep Be Vietnam Pro's kerning with the letters before them ("T." "y,"): only their shape changes.
KERNED = ",."

ALIASES = {0x2010: "-", 0x2011: "-"}  # hyphens that should look like the plain one


def find(folder, weight, style):
    """The one upright TTF of this weight anywhere under the folder."""
    found = [p for p in Path(folder).rglob("*.ttf") if p.stem.endswith((f"_{weight}{style}", f"-{style}"))]
    if len(found) != 1:
        sys.exit(f"{folder}: expected one {weight} {style} TTF, found {len(found)}")
    return found[0]


def subset(font):
    """Leave the wanted characters, pair kerning, and nothing else."""
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = True  # needed while editing; dropped on saving
    options.name_IDs = []
    options.drop_tables += ["GSUB", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[u for u in KEEP if chr(u) not in FROM_INTER or chr(u) in KERNED])
    subsetter.subset(font)


def copy_glyph(source, name, target, new_name, scale):
    """Copy one outline with its advance width, flattened and scaled."""
    coordinates, ends, flags = source["glyf"][name].getCoordinates(source["glyf"])
    coordinates = coordinates.copy()
    coordinates.scale((scale, scale))
    coordinates.toInt()
    glyph = Glyph()
    glyph.numberOfContours = len(ends)
    glyph.coordinates, glyph.endPtsOfContours, glyph.flags = coordinates, list(ends), array("B", flags)
    glyph.program = ttProgram.Program()
    glyph.program.fromBytecode(b"")
    target["glyf"][new_name] = glyph  # a new name also joins the glyph order
    glyph.recalcBounds(target["glyf"])
    target["hmtx"][new_name] = (round(source["hmtx"][name][0] * scale), glyph.xMin)


def merge(font, inter):
    """Put Inter's figures and signs into the subset font."""
    # Not only the em but the height of the capitals is made equal, which also brings the stems closer.
    scale = font["OS/2"].sCapHeight / inter["OS/2"].sCapHeight
    source_cmap = inter.getBestCmap()
    target_cmap = font.getBestCmap()
    added, proportional = {}, []
    for char, (shown, alternate) in FROM_INTER.items():
        shown = shown or source_cmap[ord(char)]
        name = target_cmap.get(ord(char), "inter." + shown)
        copy_glyph(inter, shown, font, name, scale)
        added[ord(char)] = name
        if alternate:
            copy_glyph(inter, alternate, font, "inter." + alternate, scale)
            proportional.append((name, "inter." + alternate))
    added.update({alias: added[ord(char)] for alias, char in ALIASES.items()})
    for table in font["cmap"].tables:
        table.cmap.update(added)
    rules = "".join(f"sub {a} by {b};" for a, b in proportional)
    addOpenTypeFeaturesFromString(
        font, "languagesystem DFLT dflt; languagesystem latn dflt; feature pnum {%s} pnum;" % rules, tables=["GSUB"])


def name_font(font, weight, style, originals):
    """Our own name; the copyright lines of both sources, and their licence."""
    copyright_lines = "; ".join(f["name"].getDebugName(0) for f in originals)
    version = "Version 1.000"
    full = f"{FAMILY} {style}"
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        0: copyright_lines + ". Merged and renamed.",
        1: FAMILY if weight == 400 else full, 2: "Regular", 3: f"1.000;{postscript}",
        4: full, 5: version, 6: postscript,
        13: originals[0]["name"].getDebugName(13), 14: originals[0]["name"].getDebugName(14),
    }
    if weight != 400:
        names.update({16: FAMILY, 17: style})
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["head"].fontRevision = 1.0
    font["OS/2"].achVendID = "NONE"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for weight, style in WEIGHTS.items():
        # Keeping the upstream time stamp makes every run write the same bytes.
        font = TTFont(find(sys.argv[1], weight, style), recalcTimestamp=False)
        inter = TTFont(find(sys.argv[2], weight, style))
        upstream = TTFont(font.reader.file.name)
        subset(font)
        merge(font, inter)
        name_font(font, weight, style, (upstream, inter))
        font["gasp"].gaspRange = {0xFFFF: 0x0F}  # no hinting left: smooth at every size
        font["post"].formatType = 3.0
        font.flavor = "woff2"
        path = Path(__file__).with_name(f"so-doan-{weight}.woff2")
        font.save(path)
        print(path.name, path.stat().st_size, "bytes,", font["maxp"].numGlyphs, "glyphs")


if __name__ == "__main__":
    main()
