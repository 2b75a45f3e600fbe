"""Browser windows that the tests of a module use one after another.

The first page of a new profile loads and compiles all scripts, which is about twice the work of a page in a
window that has shown one before. So a window is lent to one test after another. After each test it leaves the site, the
site's storage is emptied, its size and media are restored, and the test's listeners and routes are removed. All else
that a test can do to a window, such as to add a script, to change permissions, or to press a key without letting it go,
ends the window, and the next test gets a new one. So a test gets nothing from those before it, except scripts and
styles in the browser's cache.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from serving import BLANK
from visitor import Visitor, find_own_faults, open_profile

HARMLESS_TO_PAGE = frozenset(
    [
        *("goto", "reload", "go_back", "go_forward", "url", "title", "content", "is_closed", "click"),
        *("locator", "get_by_label", "get_by_role", "get_by_text", "evaluate", "set_viewport_size"),
        *("on", "remove_listener", "route", "unroute", "unroute_all", "emulate_media"),
        *("wait_for_load_state", "wait_for_timeout", "wait_for_url", "viewport_size", "keyboard", "mouse"),
        *("expect_navigation", "expect_request", "expect_response"),
    ]
)
"""The members of a page that leave nothing that a window does not remove after each test.

Of media, a test may change the color scheme and the type."""

HARMLESS_TO_KEYBOARD = frozenset(["press", "type", "insert_text"])
"""The members of a keyboard that leave no key pressed."""

HARMLESS_TO_MOUSE = frozenset(["move", "click", "dblclick", "wheel"])
"""The members of a mouse that leave no button pressed. A page that is opened later knows no pointer."""

_CLEAR_TAB = "() => { sessionStorage.clear(); window.name = ''; }"


class Windows:
    """The windows of a module: at most one for each address and set of options, as long as no test has changed it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[tuple[str, str], _Window] = {}

    @contextmanager
    def visiting(self, address: str, **options: Any) -> Iterator[Visitor]:
        """Lend a window on the site at `address`; `options` are Playwright's for a context."""
        key = (address, repr(sorted(options.items())))
        window = self._free.pop(key, None) or _Window(self._browser, address, options)
        window.visitor.faults.clear()
        try:
            yield window.visitor
        except BaseException:
            window.close()
            raise
        if window.restore():
            self._free[key] = window
        else:
            window.close()

    @contextmanager
    def visiting_well(self, address: str, **options: Any) -> Iterator[Visitor]:
        """Lend a window as `visiting` does; a script's exception or a request to another site fails the test."""
        with self.visiting(address, **options) as reader:
            yield reader
        assert find_own_faults(reader) == []

    def close(self) -> None:
        """Close all windows."""
        for window in self._free.values():
            window.close()
        self._free.clear()


class _Window:
    """A window with a profile of its own. It notes whether a test used anything that is not known to be harmless."""

    def __init__(self, browser: Browser, address: str, options: dict[str, Any]) -> None:
        self._context = open_profile(browser, **options)
        self._color_scheme = options.get("color_scheme", "light")
        self._page = self._context.new_page()
        self._size = self._page.viewport_size
        self._session = self._context.new_cdp_session(self._page)
        self._is_changed = False
        self._used: set[str] = set()
        self._listeners: list[tuple[Any, Any]] = []
        self.visitor = Visitor(self._page, address)
        _watch(self._page.keyboard, partial(self._note_use, HARMLESS_TO_KEYBOARD))
        _watch(self._page.mouse, partial(self._note_use, HARMLESS_TO_MOUSE))
        _watch(self._page, self._note_use_of_page)

    def _note_use(self, harmless: frozenset[str], name: str, member: Any) -> Any:
        self._is_changed = self._is_changed or name not in harmless
        return member

    def _note_use_of_page(self, name: str, member: Any) -> Any:
        """Note that a test uses a member of the page, and return the member, or a function that notes a listener."""
        self._used.add(name)
        if name == "on":
            return partial(self._add_listener, member)
        if name == "remove_listener":
            return partial(self._remove_listener, member)
        return self._note_use(HARMLESS_TO_PAGE, name, member)

    def _add_listener(self, add: Callable[..., object], event: Any, listener: Any) -> None:
        add(event, listener)
        self._listeners.append((event, listener))

    def _remove_listener(self, remove: Callable[..., object], event: Any, listener: Any) -> None:
        remove(event, listener)
        self._listeners.remove((event, listener))

    def restore(self) -> bool:
        """Remove what a test left, and return true if another test can use the window."""
        if self._is_changed or self._page.is_closed() or len(self._context.pages) > 1:
            return False
        self._remove_additions()
        address = urlsplit(self.visitor.address)
        origin = f"{address.scheme}://{address.netloc}"
        # The pointer and what the page showed end with the page; a script could still store something when it ends.
        self._page.goto(self.visitor.address + BLANK)
        self._page.evaluate(_CLEAR_TAB)
        self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        if self._size and self._page.viewport_size != self._size:
            self._page.set_viewport_size(self._size)
        self._used.clear()
        return True

    def _remove_additions(self) -> None:
        """Remove listeners and routes, and emulate the media of the beginning."""
        for event, listener in list(self._listeners):
            self._page.remove_listener(event, listener)
        if "route" in self._used:
            self._page.unroute_all(behavior="ignoreErrors")
        if "emulate_media" in self._used:
            self._page.emulate_media(media="null", color_scheme=self._color_scheme)

    def close(self) -> None:
        self._context.close()


def _watch(subject: Any, note_use: Callable[[str, Any], Any]) -> None:
    """Call `note_use` with the name and value of each public member of `subject` that is used; its result is used."""

    class Watched(type(subject)):  # type: ignore[misc]  # the class of the object
        def __getattribute__(self, name: str) -> Any:
            member = super().__getattribute__(name)
            return member if name.startswith("_") else note_use(name, member)

    subject.__class__ = Watched
