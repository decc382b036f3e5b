"""One page for many tests: the widget is taken away and mounted anew where the page stands, as a new learner."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, ViewportSize

#: What a page is unless a test says otherwise.
SIZE = ViewportSize(width=1280, height=900)

#: Runs before a page's own scripts and keeps hold of what anywidget mounts: the module's `render`, the model and the
#: element. Everything else is as a student gets it.
KEEP = """
(() => {
  const END = /export default \\{ render \\};\\s*$/;
  const KEEPING = "export default { render: window.lbpTests.keeping(render) };";
  const mounts = [];
  const forget = () => {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // An empty page has no memory.
    }
  };
  const keeping = (render) => (given) => {
    const mount = { ...given, render, reads: false, stop: render(given) };
    mounts.push(mount);
    return () => mount.stop();
  };
  const answered = (model, message, field) => new Promise((done, fail) => {
    // The explorer counts its questions; the others name their acts.
    const name = field === "n" ? 1e9 + Math.floor(Math.random() * 1e9) : `quiet-${Date.now()}-${Math.random()}`;
    const hear = (msg) => {
      if (msg[field] !== name) return;
      model.off("msg:custom", hear);
      done();
    };
    setTimeout(() => fail(new Error("Python did not answer")), 20_000);
    model.on("msg:custom", hear);
    model.send({ ...message, [field === "ack" ? "id" : field]: name });
  });
  window.lbpTests = {
    keeping,
    reusable: () => mounts.length === 1,
    stop() {
      for (const mount of mounts) {
        mount.reads = mount.reads || Boolean(mount.el.querySelector(".lbp-explorer"));
        mount.stop();
        mount.stop = () => {};
      }
      forget();
    },
    // Python answers in order: when this has its answer, nothing of the test before is under way any more.
    quiet() {
      const [{ model, reads }] = mounts;
      if (reads) return answered(model, { type: "hello", lang: "da" }, "n");
      return answered(model, { type: "act", kind: "set_lang", lang: "da" }, "ack");
    },
    anew(address) {
      const [{ model, el, render }] = mounts;
      forget();
      history.replaceState(null, "", address);
      scrollTo(0, 0);
      mounts[0].stop = render({ model, el });
    },
  };
  const Whole = window.Blob;
  window.Blob = class Blob extends Whole {
    constructor(parts, options) {
      const module = options?.type === "text/javascript" && typeof parts?.[0] === "string" && END.test(parts[0]);
      super(module ? [parts[0].replace(END, KEEPING)] : parts, options);
    }
  };
})();
"""


class Kept:
    """A page, in a profile of its own, that one test after another is given."""

    def __init__(self, context: BrowserContext) -> None:
        """Open an empty page."""
        context.add_init_script(KEEP)
        self.context = context
        self.page = context.new_page()
        self.unused = True

    def lend(self) -> Page:
        """Return the page as it is for every test: nothing remembered, one tab in front, the usual size and colours."""
        for tab in self.context.pages:
            if tab is not self.page:
                tab.close()
        self.page.evaluate("() => window.lbpTests?.stop()")
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.page.set_viewport_size(SIZE)
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.bring_to_front()
        self.page.mouse.move(0, 0)
        self.unused = True
        return self.page

    def go(self, url: str) -> None:
        """Open an address: the first of a test as a new learner, every other as a browser does."""
        first, self.unused = self.unused, False
        if first and self.page.evaluate("() => Boolean(window.lbpTests?.reusable())"):
            self.page.evaluate("() => lbpTests.quiet()")
            self.page.lbp.received.clear()  # the last that was said to the learner before
            if urlsplit(self.page.url).path == urlsplit(url).path:
                self.page.evaluate("(url) => lbpTests.anew(url)", url)
                return
        self.page.goto(url)
