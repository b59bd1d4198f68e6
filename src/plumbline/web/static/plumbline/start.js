// Runs before the first paint: the chosen theme, the folded side bar and, on a phone, folded
// trees, without a flash; and what is not in sight waits until that is painted.
(() => {
  // Parts of a long page ([data-later]) are laid out one in a frame: all of them in one piece hold
  // a slow phone for as long as it takes. Those in sight come at once, the others once the letters
  // are there, which would lay them out again, or as soon as somebody does anything.
  const LETTERS_MS = 2000; // so long letters are waited for

  const settle = (root) => {
    // Somebody who comes back, or to a place within the page, is to find all of it where it was.
    const [visit] = performance.getEntriesByType("navigation");
    if (visit?.type !== "navigate" || location.hash) return;
    root.dataset.settling = "";
    const later = () => [...document.querySelectorAll("[data-later]")];
    // What is not laid out stands nowhere: it will stand below what is before it.
    const isInSight = (part) => {
      const before = part.previousElementSibling ?? part.parentElement;
      return before.checkVisibility() && before.getBoundingClientRect().bottom < innerHeight;
    };
    const end = () => delete root.dataset.settling;
    // A link of this page can be followed without a key or a pointer: a screen reader only clicks it.
    for (const act of ["keydown", "pointerdown", "click", "scroll"]) {
      addEventListener(act, end, { once: true, passive: true });
    }
    const each = (next, then) => {
      const part = "settling" in root.dataset && next();
      if (!part) return then();
      part.removeAttribute("data-later");
      requestAnimationFrame(() => each(next, then));
    };
    const others = () => each(() => later()[0], end);
    const first = () => {
      if (document.readyState === "loading") return requestAnimationFrame(first);
      if (!later().length) return end();
      each(() => later().find(isInSight), () => {
        const wait = new Promise((done) => setTimeout(done, LETTERS_MS));
        Promise.race([document.fonts.ready, wait]).then(() => requestAnimationFrame(others));
      });
    };
    requestAnimationFrame(() => requestAnimationFrame(first));
  };

  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const theme = localStorage.getItem("plumbline-theme");
    if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme;
    else if (theme === "system") delete root.dataset.bsTheme;
    const rail = localStorage.getItem("plumbline-rail") ?? ("railFirst" in root.dataset ? "folded" : "open");
    if (rail === "folded") root.dataset.rail = "";
  } catch {
    // Storage is refused: the system's theme and the open bar stay.
  }
  settle(root);
  // A phone shows the objectives of a tree first; their key results unfold.
  if (!window.matchMedia("(max-width: 47.99rem)").matches) return;
  const OPEN = ".pl-tree-fold[open]";
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
    for (const element of added) {
      if (element.matches(OPEN)) element.removeAttribute("open");
      // What is read from the page itself comes piece by piece.
      if (document.readyState === "loading") continue;
      for (const fold of element.querySelectorAll(OPEN)) fold.removeAttribute("open");
    }
  }).observe(root, { childList: true, subtree: true });
})();
