// Runs before the first paint: the chosen theme, the folded side bar and, on a phone, folded
// trees, without a flash.
(() => {
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
  // A phone shows the objectives of a tree first; their key results unfold.
  if (!window.matchMedia("(max-width: 47.99rem)").matches) return;
  const OPEN = ".pl-tree-fold[open]";
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
    for (const element of added) {
      if (element.matches(OPEN)) element.removeAttribute("open");
      for (const fold of element.querySelectorAll(OPEN)) fold.removeAttribute("open");
    }
  }).observe(root, { childList: true, subtree: true });
})();
