// Key results are put in order by drag, touch or the arrow keys on a handle; each move is saved at
// once. Without this, the page that the handle leads to has a button for each step.
const FAR = 5; // pixels after which a press on the handle is a drag
const EDGE = 72; // pixels from an edge of the window within which it scrolls
const FASTEST = 16; // pixels a frame

const say = (words, values) => {
  const line = document.getElementById("status_line");
  line.textContent = words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};
const form = () => document.querySelector("[data-order-form]");
const rowsIn = (list) => [...list.querySelectorAll("[data-order-row]")];
const isLast = (row) => "orderLast" in row.dataset;

let saved = Promise.resolve();
const save = (row) => {
  const sheet = form();
  const rows = rowsIn(row.closest("[data-order]"));
  const keys = rows.map((each) => each.dataset.orderRow);
  // One after the other: each says which order it has seen.
  saved = saved.then(async () => {
    const seen = [...sheet.querySelectorAll("[name=seen]")];
    if (seen.every((field, place) => field.value === keys[place])) return;
    const body = new URLSearchParams(new FormData(sheet));
    for (const key of keys) body.append("order", key);
    const answer = await fetch(sheet.action, { method: "POST", body, redirect: "manual", headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.status !== 204) {
      location.assign(sheet.action); // there it says what stands in the way, and how they stand now
      return;
    }
    seen.forEach((field, place) => { field.value = keys[place]; });
    steps(rows);
    say(sheet.dataset.put, { name: row.dataset.orderName, place: rows.indexOf(row) + 1, count: rows.length });
  });
};

// The buttons of the page send a step from where they stand.
const steps = (rows) => {
  for (const row of rows) {
    const place = rows.indexOf(row);
    for (const button of row.querySelectorAll("[data-order-step]")) {
      const other = rows[place + (button.dataset.orderStep === "up" ? -1 : 1)];
      button.hidden = !other || isLast(other) !== isLast(row);
    }
  }
};

const put = (row, place) => {
  const rows = rowsIn(row.closest("[data-order]"));
  const other = rows[place];
  if (!other || other === row || isLast(other) !== isLast(row)) return false;
  if (rows.indexOf(row) < place) other.after(row);
  else other.before(row);
  return true;
};

// ---- by keys ----
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag?.begun) return stop(true);
  const handle = event.target.closest?.("[data-order-handle]");
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  const row = handle.closest("[data-order-row]");
  if (!put(row, rowsIn(row.closest("[data-order]")).indexOf(row) + way)) return;
  handle.focus();
  save(row);
}, true);

// ---- by hand ----
let drag = null; // { handle, row, from, x, y, startX, startY, begun, frame }
let dragged = false;

const aim = () => {
  const rows = rowsIn(drag.row.closest("[data-order]"));
  const place = rows.findIndex((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return drag.y >= top && drag.y < bottom;
  });
  if (place < 0) return;
  const { top, height } = rows[place].getBoundingClientRect();
  const here = rows.indexOf(drag.row);
  // Past the middle of the other one: rows of unlike height would change places for ever.
  const isPast = place < here ? drag.y < top + height / 2 : drag.y > top + height / 2;
  if (isPast) put(drag.row, place);
};

const scroll = () => {
  if (!drag?.begun) return;
  const near = (distance) => Math.max(0, Math.min(1, (EDGE - distance) / EDGE)) * FASTEST;
  const by = near(innerHeight - drag.y) - near(drag.y);
  if (by) {
    scrollBy(0, by);
    aim();
  }
  drag.frame = requestAnimationFrame(scroll);
};

const stop = (isLeft) => {
  if (!drag) return;
  const { row, from, begun, frame } = drag;
  drag = null;
  cancelAnimationFrame(frame);
  row.removeAttribute("data-order-moved");
  if (!begun) return;
  dragged = true; // the click that ends a drag is none
  setTimeout(() => { dragged = false; });
  if (isLeft) {
    put(row, from);
    say(form().dataset.left, { name: row.dataset.orderName });
  } else save(row);
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-order-handle]");
  if (!handle || event.button !== 0 || !event.isPrimary) return;
  const row = handle.closest("[data-order-row]");
  const from = rowsIn(row.closest("[data-order]")).indexOf(row);
  drag = { handle, row, from, x: event.clientX, y: event.clientY, startX: event.clientX, startY: event.clientY };
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.x = event.clientX;
  drag.y = event.clientY;
  if (!drag.begun) {
    if (Math.hypot(drag.x - drag.startX, drag.y - drag.startY) < FAR) return;
    drag.begun = true;
    drag.row.setAttribute("data-order-moved", "");
    drag.handle.setPointerCapture(event.pointerId);
    scroll();
  }
  aim();
});
addEventListener("pointerup", () => stop(false));
addEventListener("pointercancel", () => stop(true));
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-order-handle]")) event.preventDefault(); // a link would be dragged away
});
document.addEventListener("click", (event) => {
  if (!dragged || !event.target.closest?.("[data-order-handle]")) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
