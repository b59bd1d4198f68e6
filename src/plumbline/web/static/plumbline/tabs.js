// A row of tabs, or a map, that is wider than its window: an open tab is brought into sight, and
// an edge behind which more lies fades. Without this it scrolls all the same.
const ROOM = 24; // pixels of the neighbour that stay in sight beside the open tab

for (const row of document.querySelectorAll(".pl-tab-row, [data-map]")) {
  const mark = () => {
    const left = Math.abs(row.scrollLeft); // negative where writing runs from right to left
    const rest = row.scrollWidth - row.clientWidth - left;
    row.toggleAttribute("data-more-before", left > 1);
    row.toggleAttribute("data-more-after", rest > 1);
  };
  const open = row.querySelector("[aria-current]");
  const show = () => {
    const [tab, box] = [open, row].map((each) => each?.getBoundingClientRect());
    if (tab && (tab.left - ROOM < box.left || tab.right + ROOM > box.right)) {
      row.scrollLeft += tab.left + tab.width / 2 - box.left - box.width / 2;
    }
    mark();
  };
  row.addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  show();
  document.fonts.ready.then(show); // letters of another width have moved it
}
