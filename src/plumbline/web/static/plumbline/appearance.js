// What the person chooses about the look: theme and folded side bar. Kept in this browser.
const root = document.documentElement;

const remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is refused: the choice holds for this page.
  }
};

const currentTheme = () => root.dataset.bsTheme ?? "system";

const showTheme = () => {
  for (const button of document.querySelectorAll("[data-choose-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === currentTheme()));
  }
};

const chooseTheme = (theme) => {
  if (theme === "system") delete root.dataset.bsTheme;
  else root.dataset.bsTheme = theme;
  remember("plumbline-theme", theme);
  showTheme();
};

const toggleRail = () => {
  const folded = root.toggleAttribute("data-rail");
  remember("plumbline-rail", folded ? "folded" : "open");
};

document.addEventListener("click", (event) => {
  const theme = event.target.closest("button[data-choose-theme]");
  if (theme) chooseTheme(theme.dataset.chooseTheme);
  if (event.target.closest("[data-rail-switch]")) toggleRail();
});
document.addEventListener("plumbline:rail", toggleRail);
const MENUS = ".pl-person[open], .pl-nav-more > details[open], .pl-as-of[open], .pl-teams[open]";
// A menu that was opened closes when the person goes on elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(MENUS);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
showTheme();
