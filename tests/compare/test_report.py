"""The HTML report in a real browser: Debian's Chromium, driven by Selenium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from banmian.cli.main import main
from tests.compare.support import project

SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--window-size=1400,900"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium and chromedriver are not installed")
    options = Options()
    options.binary_location = chromium
    for switch in SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    yield found
    found.quit()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    before = project(folder / "a")
    after = project(folder / "b", ("公交车照常", "公交照常"), ("rule: thin}", "rule: thick}"), ("line: 17}", "line: 18}"))
    target = folder / "report.html"
    assert main(["compare", str(before), str(after), "--html", str(target), "-q"]) == 1
    return target


@pytest.fixture
def page(browser: webdriver.Chrome, report: Path) -> webdriver.Chrome:
    browser.set_window_size(1400, 900)
    browser.get(report.as_uri())
    return browser


def press(page: webdriver.Chrome, *keys: str) -> None:
    for key in keys:
        page.find_element(By.TAG_NAME, "body").send_keys(key)


def items(page: webdriver.Chrome) -> list[str]:
    return [item.text for item in page.find_elements(By.CSS_SELECTOR, ".item > button")]


def current(page: webdriver.Chrome) -> str:
    return page.find_element(By.CSS_SELECTOR, ".item[aria-current=true]").text


def test_it_lists_the_differences_and_fetches_nothing(page: webdriver.Chrome, report: Path) -> None:
    assert len(items(page)) == 4
    assert any("“车” is gone after “公交”" in text for text in items(page))
    assert page.find_element(By.TAG_NAME, "h1").text == "different: 3 differences on 1 page, and 1 that follows from them"
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]
    html = report.read_text(encoding="utf-8")
    assert "src=" not in html.replace('src="data:', "")


def test_both_pages_are_shown_with_boxes(page: webdriver.Chrome) -> None:
    widths = page.execute_script("return [...document.querySelectorAll('.sheet img')].map(image => image.naturalWidth)")
    assert len(widths) == 2
    assert min(widths) > 400
    assert len(page.find_elements(By.CSS_SELECTOR, ".sheet[data-side=before] rect")) >= 4
    assert len(page.find_elements(By.CSS_SELECTOR, ".sheet[data-side=after] rect.follows")) >= 1


def test_keys_walk_through_the_differences(page: webdriver.Chrome) -> None:
    press(page, "j")
    first = current(page)
    press(page, "j")
    assert current(page) != first
    press(page, "k")
    assert current(page) == first
    assert page.find_elements(By.CSS_SELECTOR, "rect.picked")


@pytest.mark.parametrize(("key", "name"), [("1", "side"), ("2", "overlay"), ("3", "swipe"), ("4", "blink")])
def test_keys_choose_how_the_pages_are_shown(page: webdriver.Chrome, key: str, name: str) -> None:
    press(page, key)
    assert name in (page.find_element(By.ID, "sheets").get_attribute("class") or "").split()
    assert page.find_element(By.CSS_SELECTOR, f"[data-mode={name}]").get_attribute("aria-pressed") == "true"
    assert page.find_element(By.ID, "swipe").is_displayed() == (name == "swipe")
    first, second = (sheet.location for sheet in page.find_elements(By.CSS_SELECTOR, ".sheet"))
    assert (first == second) == (name != "side")


def test_filters_leave_what_is_asked_for(page: webdriver.Chrome) -> None:
    press(page, "c")
    assert len(items(page)) == 3
    page.find_element(By.CSS_SELECTOR, "[data-kind=text]").click()
    assert len(items(page)) == 2
    page.find_element(By.ID, "search").send_keys("photo")
    assert len(items(page)) == 1
    assert "frame photo" in items(page)[0]
    page.find_element(By.ID, "search").send_keys("nowhere")
    assert page.find_element(By.ID, "none").text == "Nothing is left under these filters."


def test_a_difference_is_listed_down_to_the_glyph(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "search").send_keys("next line")
    page.find_element(By.CSS_SELECTOR, ".item summary").click()
    rows = page.find_elements(By.CSS_SELECTOR, ".item li li")
    assert len(rows) >= 3
    assert "bus.text line 1" in rows[0].text


def test_it_is_readable_in_light_and_dark(page: webdriver.Chrome) -> None:
    def ground() -> str:
        return page.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")

    light = ground()
    page.find_element(By.ID, "theme").click()
    assert ground() != light
    page.find_element(By.ID, "theme").click()
    assert ground() == light


def test_it_fits_a_phone(page: webdriver.Chrome) -> None:
    page.set_window_size(400, 800)
    page.refresh()
    wide = page.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    lefts = {item.location["x"] for item in page.find_elements(By.CSS_SELECTOR, "#list, #stage")}
    assert lefts == {0}
    page.set_window_size(1400, 900)


def test_the_help_tells_the_keys(page: webdriver.Chrome) -> None:
    press(page, "?")
    assert "next, previous difference" in page.find_element(By.ID, "keys").text
