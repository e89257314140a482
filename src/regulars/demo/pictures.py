"""Pictures for some of the invented customers, drawn by code: no photograph of anybody."""

import io
import random

from PIL import Image, ImageDraw

SIDE = 320
GROUNDS = ("#dfe9f5", "#f3e3ec", "#e4f0e6", "#f6ead9", "#e9e4f3", "#e0efef")
CLOTHES = ("#3f6ea8", "#8a3f63", "#3d7a52", "#a8672c", "#5f4a94", "#2d7474")
SKINS = ("#f0cfb0", "#d9a77c", "#b9815a", "#8d5b3c")
HAIRS = ("#2a211d", "#4a352a", "#6b6b6b")


def drawn_face(chance: random.Random) -> bytes:
    """Somebody as a child would draw them, in PNG."""
    picture = Image.new("RGB", (SIDE, SIDE), chance.choice(GROUNDS))
    pen = ImageDraw.Draw(picture)
    skin, hair, clothes = chance.choice(SKINS), chance.choice(HAIRS), chance.choice(CLOTHES)
    pen.ellipse((40, 225, 280, 440), fill=clothes)
    pen.rectangle((138, 190, 182, 240), fill=skin)
    pen.ellipse((90, 55, 230, 210), fill=hair)
    pen.ellipse((102, 80, 218, 216), fill=skin)
    for eye in (135, 177):
        pen.ellipse((eye, 138, eye + 9, 148), fill=hair)
    pen.arc((132, 150, 188, 192), 25, 155, fill=hair, width=4)
    if chance.random() < 0.4:
        pen.pieslice((96, 50, 224, 170), 180, 360, fill=clothes)
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()
