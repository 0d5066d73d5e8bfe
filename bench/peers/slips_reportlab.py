"""The same slips by ReportLab, text shaped by HarfBuzz (uharfbuzz) and set as glyph outlines' advances: slips_reportlab.py SLIPS FONTS.
ReportLab 4.4 shapes text itself where uharfbuzz is installed (canvas.drawString with shaping on). Prints slips a second of processor."""

import io
import sys
import time

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FIRST = ["राम", "लक्ष्मी", "श्रीकांत", "सुनीता", "मोहम्मद", "कृष्णा", "राजेंद्र", "शकुंतला"]
LAST = ["कुमार", "देवी", "प्रसाद", "सिंह", "खातून", "त्रिपाठी", "यादव"]


def main():
    slips, fonts = int(sys.argv[1]), sys.argv[2]
    pdfmetrics.registerFont(TTFont("D", f"{fonts}/NotoSansDevanagari-Regular.ttf", shapable=True))
    pdfmetrics.registerFont(TTFont("B", f"{fonts}/NotoSansDevanagari-Bold.ttf", shapable=True))
    begin = time.process_time()
    done = size = 0
    while done < slips:
        out = io.BytesIO()
        page = canvas.Canvas(out, pagesize=A4)
        for i in range(min(1000, slips - done)):
            at = i % 8
            if i and at == 0:
                page.showPage()
            x, y = 35 + (at % 2) * 275, A4[1] - 31 - (at // 2) * 199
            name = f"{FIRST[done % 8]} {LAST[done % 7]} {FIRST[done // 7 % 8]}"
            for font, points, down, text in (
                ("D", 8, 8, "मतदाता पर्ची (सरकारी दस्तावेज़ नहीं)"), ("D", 8, 24, "नाम"), ("B", 17, 44, name), ("D", 8, 62, "क्रम संख्या"),
                ("B", 17, 82, str(i + 1)), ("D", 9.5, 100, f"भाग {done // 1000 + 1} · विधान सभा 322 गोरखपुर शहर"),
                ("D", 9.5, 114, "मतदान स्थल: प्राथमिक विद्यालय खेड़ी करमू कक्ष सं. 1"),
                ("D", 5.5, 180, "मुद्रक: नमूना प्रेस, लखनऊ · प्रकाशक: अ. कुमार, लखनऊ · प्रतियाँ: 1000")):
                page.setFont(font, points)
                page.drawString(x, y - down, text, shaping=True)
            done += 1
        page.save()
        size += len(out.getvalue())
    seconds = time.process_time() - begin
    print(f"slips {slips} seconds {seconds:.3f} a_second {slips / seconds:.0f} bytes_a_slip {size / slips:.0f}")


main()
