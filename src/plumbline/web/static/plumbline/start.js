// Runs before the first paint: the chosen theme and the folded side bar, without a flash.
(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const theme = localStorage.getItem("plumbline-theme");
    if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme;
    else if (theme === "system") delete root.dataset.bsTheme;
    if (localStorage.getItem("plumbline-rail") === "folded") root.dataset.rail = "";
  } catch {
    // Storage is refused: the system's theme and the open bar stay.
  }
})();
