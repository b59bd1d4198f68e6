// Find or do: arrows walk from the field through what was found, Esc comes back, leaving closes.
const fieldOf = (element) => element.closest("[data-find-box]")?.querySelector("[data-find]") ?? document.querySelector("[data-find]");

const panelOf = (element) =>
  (element.closest("[data-find-box]") ?? document).querySelector("[data-find-panel]");

const shown = (panel) => [...panel.querySelectorAll("[data-found]")];

const close = (box) => {
  const panel = box.querySelector("[data-find-panel]");
  if (panel) panel.replaceChildren();
};

document.addEventListener("keydown", (event) => {
  const inField = event.target.matches?.("[data-find]");
  const inPanel = event.target.closest?.("[data-find-panel]");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!inField && !inPanel) return;
  const panel = panelOf(event.target);
  if (!panel) return;
  if (event.key === "Escape") {
    const box = event.target.closest("[data-find-box]");
    fieldOf(event.target).focus();
    if (box) close(box);
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = shown(panel);
  if (!links.length) return;
  event.preventDefault();
  const next = links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  if (next < 0) fieldOf(event.target).focus();
  else links[Math.min(next, links.length - 1)].focus();
});

// The list under the top bar closes with the focus; on the page of its own it stays.
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.("[data-find-box]");
  if (box && event.relatedTarget && !box.contains(event.relatedTarget)) close(box);
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("[data-find-box]").forEach((box) => {
    if (!box.contains(event.target)) close(box);
  });
});
