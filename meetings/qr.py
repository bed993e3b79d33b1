"""A QR code as a drawing in the page: nothing is loaded, and it is sharp on paper and on a wall."""

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules of white around it: the standard's own


def qr_drawing(address: str) -> SafeString:
    """Black on white whatever the theme is: not every phone reads it otherwise."""
    code = segno.make_qr(address, error="m")
    drawing = code.svg_inline(
        omitsize=True, border=QUIET_ZONE, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308 - digits and our own markup
