// A row of tabs that is longer than its window: the open one is brought into sight, and an edge
// behind which more tabs lie fades. Without this the row scrolls all the same.
const ROOM = 24; // pixels of the neighbour that stay in sight beside the open tab

for (const row of document.querySelectorAll(".pl-tab-row")) {
  const mark = () => {
    const left = Math.abs(row.scrollLeft); // negative where writing runs from right to left
    const rest = row.scrollWidth - row.clientWidth - left;
    row.toggleAttribute("data-more-before", left > 1);
    row.toggleAttribute("data-more-after", rest > 1);
  };
  const open = row.querySelector("[aria-current]");
  if (open) {
    const [tab, box] = [open.getBoundingClientRect(), row.getBoundingClientRect()];
    if (tab.left - ROOM < box.left || tab.right + ROOM > box.right) {
      row.scrollLeft += tab.left + tab.width / 2 - box.left - box.width / 2;
    }
  }
  row.addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  document.fonts?.ready.then(mark);
  mark();
}
