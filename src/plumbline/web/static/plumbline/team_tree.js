// The tree of teams and their people by drag and by keys. It only chooses a place: the page that the
// place leads to says what would change, and asks. Without this, "Change" beside a team and "Move"
// beside a person lead to the same.
const table = document.querySelector("[data-team-tree]");
const rows = table ? [...table.querySelectorAll("tr[data-rank]")] : [];
const FAR = 5; // pixels after which a press on the handle is a drag
const EDGE = 72; // pixels from an edge of the window within which it scrolls
const FASTEST = 18; // pixels a frame
const WAIT = 1500; // milliseconds after G in which a letter goes somewhere: G M is the map
let goAsked = -WAIT;

const rank = (row) => Number(row.dataset.rank);
const say = (words, values = {}) => {
  const line = document.getElementById("status_line");
  line.textContent = words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};

// Of a person some things are said in other words than of a team.
const wordsFor = (row, name) => table.dataset["person" in row.dataset ? `${name}Person` : name];

const after = (row) => rows.slice(rows.indexOf(row) + 1);
const below = (row) => {
  const rest = after(row);
  const end = rest.findIndex((next) => rank(next) <= rank(row));
  return end < 0 ? rest : rest.slice(0, end);
};
const above = (row) => rows.slice(0, rows.indexOf(row)).findLast((before) => rank(before) < rank(row));
const placesFor = (row) => {
  const shut = new Set([row, above(row), ...below(row)]);
  return rows.filter((place) => place.dataset.place && !shut.has(place));
};

// ---- what is being moved, by either hand ----
let moved = null; // { row, places, over }
let ghost = null;

const over = (place) => {
  if (!moved || moved.over === place) return;
  moved.over?.removeAttribute("data-over");
  place?.setAttribute("data-over", "");
  moved.over = place;
  if (ghost) {
    const values = { team: moved.row.dataset.name, place: place?.dataset.name };
    ghost.textContent = place ? wordsFor(moved.row, "ghost").replace(/\{(\w+)\}/g, (whole, name) => values[name]) : values.team;
  }
  if (!place) return;
  const number = moved.places.indexOf(place) + 1;
  say(wordsFor(moved.row, "over"), { place: place.dataset.name, rank: rank(place), number, count: moved.places.length });
};

const stop = (words) => {
  if (!moved) return;
  over(null);
  const { row } = moved;
  for (const each of rows) each.removeAttribute("data-shut");
  table.removeAttribute("data-moving");
  row.removeAttribute("data-moved");
  moved = null;
  if (words) say(words, { team: row.dataset.name });
};

const begin = (row) => {
  stop();
  const places = placesFor(row);
  if (!places.length) {
    say(wordsFor(row, "nowhere"), { team: row.dataset.name });
    return false;
  }
  moved = { row, places, over: null };
  table.setAttribute("data-moving", "");
  row.setAttribute("data-moved", "");
  for (const each of rows) each.toggleAttribute("data-shut", !places.includes(each) && each !== row);
  return true;
};

const put = (place) => {
  const { row } = moved;
  stop(table.dataset.put);
  const name = "person" in row.dataset ? "to" : "parent";
  location.assign(`${row.dataset.move}?${name}=${encodeURIComponent(place.dataset.place)}`);
};

// ---- by keys ----
const stand = (row) => {
  for (const each of rows) each.tabIndex = each === row ? 0 : -1;
  row.focus();
};

const step = (count) => {
  const { places } = moved;
  const here = places.indexOf(moved.over);
  over(places[Math.min(Math.max(here + count, 0), places.length - 1)]);
  moved.over.scrollIntoView({ block: "nearest" });
};

const pickUp = (row) => {
  if (!row.dataset.move || !begin(row)) return;
  stand(row);
  say(wordsFor(row, "picked"), { team: row.dataset.name });
  // The place it would go to first is the nearest above it: no announcement before a key is pressed.
  const before = rows.slice(0, rows.indexOf(row));
  moved.start = moved.places.findLast((place) => before.includes(place)) ?? moved.places[0];
};

const movingKeys = {
  ArrowDown: () => (moved.over ? step(1) : over(moved.start)),
  ArrowUp: () => (moved.over ? step(-1) : over(moved.start)),
  Home: () => step(-rows.length),
  End: () => step(rows.length),
  Enter: () => put(moved.over ?? moved.start),
  Escape: () => stop(table.dataset.left),
  Tab: null, // leaves the tree, and with it the move
};

const walkingKeys = {
  ArrowDown: (row) => after(row)[0],
  ArrowUp: (row) => rows[rows.indexOf(row) - 1],
  ArrowLeft: above,
  ArrowRight: (row) => below(row)[0],
  Home: () => rows[0],
  End: () => rows.at(-1),
};

const keyed = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest("tr[data-rank]");
  if (moved) {
    const act = movingKeys[event.key];
    if (event.key === "Tab") stop(table.dataset.left);
    if (act) {
      event.preventDefault();
      act();
    }
    return;
  }
  if (!row) return;
  const next = walkingKeys[event.key];
  if (next) {
    event.preventDefault();
    const found = next(row);
    if (found) stand(found);
  } else if (event.key.toLowerCase() === "g") {
    goAsked = event.timeStamp;
  } else if (event.key.toLowerCase() === "m" && event.timeStamp - goAsked > WAIT) {
    event.preventDefault();
    pickUp(row);
  } else if (event.key === "Enter" && event.target === row) {
    row.querySelector("[data-row-open]")?.click();
  }
};

// ---- by hand: mouse, pen or finger, on the handle ----
let drag = null; // { handle, row, x, y, begun, frame }
let dragged = false;

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

const aim = () => {
  const row = document.elementFromPoint(drag.x, drag.y)?.closest("tr[data-rank]");
  over(row && moved.places.includes(row) ? row : null);
  ghost.style.transform = `translate(${drag.x + 14}px, ${drag.y + 10}px)`;
};

const forget = () => setTimeout(() => { dragged = false; });

const drop = (words) => {
  if (!drag) return;
  cancelAnimationFrame(drag.frame);
  ghost?.remove();
  ghost = null;
  const { begun } = drag;
  drag = null;
  if (!begun) return;
  dragged = true; // the click that ends a drag is none
  if (words !== "escape") forget();
  if (!words && moved?.over) put(moved.over);
  else stop(table.dataset.left);
};

const pressed = (event) => {
  const handle = event.target.closest("[data-team-handle]");
  if (!handle || event.button !== 0 || !event.isPrimary) return;
  drag = { handle, row: handle.closest("tr"), x: event.clientX, y: event.clientY, from: event.clientY, side: event.clientX };
  handle.setPointerCapture(event.pointerId);
};

const pulled = (event) => {
  if (!drag) return;
  drag.x = event.clientX;
  drag.y = event.clientY;
  if (!drag.begun) {
    if (Math.hypot(drag.x - drag.side, drag.y - drag.from) < FAR) return;
    if (!begin(drag.row)) {
      drag = null;
      return;
    }
    drag.begun = true;
    ghost = document.createElement("div");
    ghost.className = "pl-team-ghost";
    ghost.setAttribute("aria-hidden", "true");
    ghost.textContent = drag.row.dataset.name;
    document.body.append(ghost);
    scroll();
  }
  aim();
};

if (rows.length > 1) {
  table.setAttribute("role", "treegrid");
  table.setAttribute("aria-describedby", "team_how");
  for (const row of rows) {
    row.setAttribute("aria-level", row.dataset.rank);
    row.tabIndex = row === rows[0] ? 0 : -1;
  }
  table.addEventListener("keydown", keyed);
  table.addEventListener("pointerdown", pressed);
  table.addEventListener("pointermove", pulled);
  // After Escape the button is still down; letting go of it later is no click either.
  addEventListener("pointerup", () => (drag ? drop() : forget()));
  table.addEventListener("pointercancel", () => drop("left"));
  // Also without dragging: a press on the handle picks up, one on a row chooses the place.
  table.addEventListener("click", (event) => {
    if (dragged) {
      event.preventDefault();
      return;
    }
    const row = event.target.closest("tr[data-rank]");
    if (moved) {
      event.preventDefault();
      if (row && moved.places.includes(row)) put(row);
      else stop(table.dataset.left);
    } else if (event.target.closest("[data-team-handle]")) {
      pickUp(row);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag?.begun) drop("escape");
  });
  // A page that comes back from the cache of the browser begins anew.
  addEventListener("pageshow", () => stop());
}
