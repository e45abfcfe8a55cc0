"""A visitor without a mouse: what a journey clicks, fills and ticks is done by keys alone.

While `hands` are on, a page's and a locator's click, fill, check and select_option walk to their
element by Tab, refuse one that cannot be reached or shows no focus, and press what a person would.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.async_api import ElementHandle, Locator, Page

MOST_TABS = 250
# How the element stands to what has the focus: reached, a radio button of its group, behind, ahead.
STANDS = """(wanted) => {
  const now = document.activeElement;
  const radio = wanted.type === "radio" && now.type === "radio" && now.name === wanted.name
    && now.form === wanted.form;
  if (now === wanted) return "there";
  if (radio) return "group";
  if (now === document.body) return "ahead";
  const order = now.compareDocumentPosition(wanted);
  return order & Node.DOCUMENT_POSITION_PRECEDING ? "behind" : "ahead";
}"""
FOCUSABLE = """(one) => {
  const near = one.closest("a[href], button, summary, input, select, textarea, label, [tabindex='0']");
  return near?.control || near || one;
}"""
SHOWS_FOCUS = """(one) => {
  const told = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== "none";
  return told(getComputedStyle(one)) || (one.labels || []).length > 0
    && [...one.labels].some((label) => told(getComputedStyle(label)));
}"""


async def _reach(locator: Locator) -> ElementHandle:
    """Walk to what an element belongs to that can have the focus, and answer it."""
    await locator.wait_for(state="attached")
    wanted = (await locator.evaluate_handle(FOCUSABLE)).as_element()
    assert wanted is not None
    keys = locator.page.keyboard
    for _ in range(MOST_TABS):
        stands = await wanted.evaluate(STANDS)
        if stands == "there":
            break
        steps = {"group": "ArrowDown", "behind": "Shift+Tab", "ahead": "Tab"}
        await keys.press(steps[stands])
    else:
        raise AssertionError(f"not reached by Tab: {locator}")
    assert await wanted.evaluate(SHOWS_FOCUS), f"no visible focus: {locator}"
    return wanted


async def _click(locator: Locator, **_: Any) -> None:
    """Press what is clicked: a box by Space, all else by Enter; of a label what it is for."""
    reached = await _reach(locator)
    box = await reached.evaluate("one => ['checkbox', 'radio'].includes(one.type)")
    if not (box and await reached.is_checked()):
        # As a press of the mouse does, this one waits where it leads to another page.
        await reached.press("Space" if box else "Enter")


async def _fill(locator: Locator, value: str, **_: Any) -> None:
    await _reach(locator)
    await locator.page.keyboard.press("Control+A")
    await locator.page.keyboard.press("Delete")
    await locator.page.keyboard.insert_text(value)


async def _check(locator: Locator, **_: Any) -> None:
    if await locator.is_checked():
        return
    await _reach(locator)
    if not await locator.is_checked():
        await locator.page.keyboard.press("Space")
    assert await locator.is_checked()


async def _select(locator: Locator, value: Any = None, *, label: Any = None, **_: Any) -> None:
    await _reach(locator)
    wanted = value if value is not None else label
    for key in ("ArrowDown", "ArrowUp"):
        for _step in range(60):
            shown = await locator.evaluate(
                "one => [one.value, one.selectedOptions[0]?.textContent.trim()]"
            )
            if wanted in shown:
                return
            await locator.page.keyboard.press(key)
    raise AssertionError(f"not chosen by arrows: {wanted}")


@contextmanager
def hands() -> Generator[None]:
    """Take the mouse away."""
    with pytest.MonkeyPatch.context() as patch:
        for name, deed in (
            ("click", _click),
            ("fill", _fill),
            ("check", _check),
            ("select_option", _select),
        ):
            patch.setattr(Locator, name, deed)

            async def of_page(page: Page, selector: str, *said: Any, _deed: Any = deed) -> None:
                await _deed(page.locator(selector).first, *said)

            patch.setattr(Page, name, of_page)
        yield
