"""Archives and readers on the command line: render's standards, preflight's, veraPDF, listen."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from banmian.cli.main import main
from banmian.press.preflight.verapdf import program_rows
from tests.output.tagged_support import BUS, PAGE, VeraPdf

REPORT = b"""<?xml version="1.0" encoding="utf-8"?>
<report><jobs><job><validationReport jobEndStatus="normal" isCompliant="false"><details passedRules="1" failedRules="2">
<rule specification="ISO 19005-2:2011" clause="6.6.2.1" testNumber="1" status="failed" failedChecks="1"><description>The Catalog
 has   Metadata</description></rule>
<rule specification="ISO 19005-2:2011" clause="6.1.2" testNumber="1" status="passed"><description>no</description></rule>
</details></validationReport></job></jobs></report>"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(BUS, tmp_path / "bus.jpg")
    path = tmp_path / "page.yaml"
    path.write_text(PAGE, encoding="utf-8")
    return path


def rendered(page: Path, *options: str) -> bytes:
    assert main(["render", str(page), "-o", "page.pdf", "-q", *options]) == 0
    return Path("page.pdf").read_bytes()


def test_standards_with_commas_and_again_are_the_same(page: Path) -> None:
    assert rendered(page, "--standard", "pdf/a-2u,pdf/ua-1") == rendered(page, "--standard", "pdf/a-2u", "--standard", "pdf/ua-1")


def test_tags_are_as_the_standard_has_them_or_as_one_says(page: Path) -> None:
    assert b"/MarkInfo" not in rendered(page)
    assert rendered(page, "--tags") != rendered(page)
    tagged, plain = rendered(page, "--standard", "pdf/a-2u"), rendered(page, "--standard", "pdf/a-2u", "--no-tags")
    assert rendered(page, "--standard", "pdf/a-2u", "--tags") == tagged != plain
    assert rendered(page, "--standard", "pdf/x-4") != rendered(page, "--standard", "pdf/x-4", "--tags")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--standard", "pdf/a-9"], "there is no standard pdf/a-9; choose from pdf/x-4, "),
        (["--standard", "pdf/a-2u,pdf/a-4"], "pdf/a-2u and pdf/a-4 do not go together"),
        (["--standard", "pdf/ua-1", "--no-tags"], "pdf/ua-1 wants tags"),
        (["--standard", "pdf/a-2u", "--carry", "all"], "--carry is of PDF/A-3 and PDF/A-4f"),
        (["--standard", "pdf/a-3u", "--carry", "words"], "words cannot ride along"),
        (["--standard", "pdf/a-2u", "-o", "page.png"], "--standard is of PDFs, and page.png is none"),
        (["--tags", "-o", "page.txt"], "--tags is of PDFs, and page.txt is none"),
    ],
)
def test_what_does_not_go_together_is_said(options: list[str], told: str, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(["render", str(page), "-o", "page.pdf", *options])
    except SystemExit as error:
        status = int(str(error.code))
    assert status == 2
    assert told in capsys.readouterr().err
    assert not Path("page.pdf").exists()


def test_an_alt_text_is_asked_for_at_its_place(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text(PAGE.replace(", alt: 一辆红色的双层巴士", ""), encoding="utf-8")
    rendered(page, "--standard", "pdf/a-2u")
    told = capsys.readouterr().err
    assert "page.yaml:32:10: warning: the picture bus has no alt text" in told
    assert "help: write alt: and what is to be seen on it" in told
    assert main(["render", str(page), "--standard", "pdf/ua-1", "-o", "other.pdf"]) == 2
    assert "page.yaml:32:10: error: the picture bus has no alt text" in capsys.readouterr().err
    assert not Path("other.pdf").exists()
    rendered(page)
    assert "alt text" not in capsys.readouterr().err  # where nobody listens, nobody asks


def test_preflight_judges_a_file_by_what_it_names(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(page, "--standard", "pdf/a-2u,pdf/ua-1")
    assert main(["preflight", "page.pdf", "--no-verapdf"]) == 0
    told = capsys.readouterr().out
    assert "nothing to mend (An archive; pdf/a-2u and pdf/ua-1)" in told
    assert "  tags         2 Part, 2 Art, 2 H1, 2 H2, 1 H3," in told
    assert "language zh-Hans" in told


def test_preflight_judges_any_file_by_what_is_asked(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(page)
    assert main(["preflight", "page.pdf", "--standard", "pdf/a-2u,pdf/ua-1", "--no-verapdf"]) == 1
    told = capsys.readouterr().out
    for rule in ("a-metadata", "a-colours", "a-streams", "ua-tagged", "ua-content"):
        assert rule in told


def test_preflight_makes_a_page_file_for_what_is_asked(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", str(page), "--standard", "pdf/a-4,pdf/ua-2", "--no-verapdf"]) == 0
    assert "pdf/a-4 and pdf/ua-2" in capsys.readouterr().out
    assert main(["preflight", str(page), "--standard", "pdf/a-4,pdf/x-4"]) == 2


def test_a_file_for_press_and_archive_is_asked_what_both_ask(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(page, "--standard", "pdf/x-4,pdf/a-2u,pdf/ua-1")
    main(["preflight", "page.pdf", "--no-verapdf"])
    assert "(A daily, 240 %; pdf/x-4 and pdf/a-2u and pdf/ua-1)" in capsys.readouterr().out


def test_preflight_asks_verapdf(page: Path, vera: VeraPdf, capsys: pytest.CaptureFixture[str]) -> None:
    del vera  # where it cannot be asked, the test skips
    rendered(page)
    assert main(["preflight", "page.pdf", "--standard", "pdf/a-2u", "--verapdf"]) == 1
    assert "2u 6.6.2.1-1" in capsys.readouterr().out


def test_what_is_wanting_for_verapdf_is_said(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("banmian.press.preflight.looking.is_there", lambda: False)
    rendered(page, "--standard", "pdf/a-2u")
    assert main(["preflight", "page.pdf"]) == 0
    assert main(["preflight", "page.pdf", "--verapdf"]) == 2
    assert "veraPDF is not installed" in capsys.readouterr().err


def test_the_programs_report_is_understood() -> None:
    assert list(program_rows(REPORT, "2u")) == [("2u", "6.6.2.1", 1, "The Catalog has Metadata")]
    with pytest.raises(ValueError, match="not a PDF"):
        list(
            program_rows(
                b"<report><jobs><job><taskException><exceptionMessage>not a PDF</exceptionMessage></taskException></job></jobs></report>",
                "2u",
            )
        )


def test_the_program_is_asked_where_it_is_installed(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rendered(page, "--standard", "pdf/a-2u")
    tools = Path("tools")
    tools.mkdir()
    (tools / "report.xml").write_bytes(REPORT)
    program = tools / "verapdf"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nassert sys.argv[1:5] == ['--flavour', '2u', '--format', 'xml']\nsys.stdout.write(pathlib.Path(r'{tools.resolve()}', 'report.xml').read_text())\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools.resolve()), prepend=":")
    assert main(["preflight", "page.pdf"]) == 1
    assert "2u 6.6.2.1-1: The Catalog has Metadata" in capsys.readouterr().out


def test_listen_says_a_page_and_a_pdf_alike(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", str(page)]) == 0
    said = capsys.readouterr().out
    assert "heading 1: 大标题第一行 第二行标题\n" in said
    rendered(page, "--tags")
    capsys.readouterr()
    assert main(["listen", "page.pdf"]) == 0
    assert capsys.readouterr().out == said


def test_listen_to_what_is_not_tagged_says_so(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(page)
    assert main(["listen", "page.pdf"]) == 2
    assert "page.pdf is not tagged" in capsys.readouterr().err
    assert main(["listen", "nothing.pdf"]) == 2
    Path("broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    assert main(["listen", "broken.pdf"]) == 2
