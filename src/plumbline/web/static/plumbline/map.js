// The map with keys and a wheel; without this it is read, folded and focused by its links.
const box = document.querySelector("[data-map]");
const drawing = box?.querySelector("svg");
const STEP = 1.25;
const LEAST = 0.5;
const MOST = 2;
let scale = 1;

const whole = drawing && { width: Number(drawing.getAttribute("width")), height: Number(drawing.getAttribute("height")) };

const zoom = (factor) => {
  const wanted = Math.min(MOST, Math.max(LEAST, factor === 0 ? 1 : scale * factor));
  const middle = { x: (box.scrollLeft + box.clientWidth / 2) / scale, y: (box.scrollTop + box.clientHeight / 2) / scale };
  scale = wanted;
  drawing.setAttribute("width", String(whole.width * scale));
  drawing.setAttribute("height", String(whole.height * scale));
  box.scrollTo(middle.x * scale - box.clientWidth / 2, middle.y * scale - box.clientHeight / 2);
  box.dispatchEvent(new Event("scroll")); // which edges hide something may have changed
};

const stops = () => [...drawing.querySelectorAll("a")];

const place = (element) => {
  const at = element.getBoundingClientRect();
  return { x: at.left + at.width / 2, y: at.top + at.height / 2 };
};

// The nearest stop in a direction: sideways distance counts double, so that rows stay rows.
const nearest = (from, dx, dy) => {
  const here = place(from);
  return stops()
    .filter((stop) => stop !== from)
    .map((stop) => ({ stop, at: place(stop) }))
    .map(({ stop, at }) => ({ stop, along: (at.x - here.x) * dx + (at.y - here.y) * dy, across: Math.abs((at.x - here.x) * dy) + Math.abs((at.y - here.y) * dx) }))
    .filter(({ along }) => along > 1)
    .reduce((best, next) => (!best || next.along + 2 * next.across < best.along + 2 * best.across ? next : best), null)?.stop;
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Bringing into focus, folding and unfolding load the page anew: whoever does it with keys goes on
// from there instead of from the top.
const STOOD = "plumbline-map-stood";

const stoodKeep = (from) => {
  const node = from.dataset.mapNode ?? from.dataset.mapFold;
  if (!node) return;
  try {
    sessionStorage.setItem(STOOD, JSON.stringify({ node, fold: "mapFold" in from.dataset }));
  } catch { /* without storage the page begins at its top */ }
};

const stoodTake = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STOOD));
    sessionStorage.removeItem(STOOD);
    return kept;
  } catch {
    return null;
  }
};

const stoodRestore = () => {
  const kept = stoodTake();
  if (!kept) return;
  const found = stops().filter((stop) => (stop.dataset.mapNode ?? stop.dataset.mapFold) === kept.node);
  (found.find((stop) => "mapFold" in stop.dataset === kept.fold) ?? found[0])?.focus();
};

// F brings what one stands on into the focus; what is there already is opened with Enter.
const focusHere = (event, from) => {
  if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!from?.dataset.mapNode || from.classList.contains("pl-map-focus")) return false;
  event.preventDefault();
  stoodKeep(from);
  location.assign(from.getAttribute("href"));
  return true;
};

const walk = (event) => {
  const from = event.target.closest("a");
  if (focusHere(event, from)) return;
  const way = WAYS[event.key];
  if (!from || !way) return;
  event.preventDefault();
  nearest(from, ...way)?.focus();
};

if (drawing) {
  drawing.addEventListener("keydown", walk);
  drawing.addEventListener("click", (event) => {
    const from = event.target.closest("a");
    if (from && event.detail === 0) stoodKeep(from); // pressed with a key
  });
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const factor = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 }[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    zoom(factor);
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP);
  }, { passive: false });
  for (const button of document.querySelectorAll("[data-map-zoom]")) {
    button.addEventListener("click", () => zoom(button.dataset.mapZoom === "in" ? STEP : 1 / STEP));
  }
  drawing.querySelector(".pl-map-focus")?.scrollIntoView({ block: "nearest", inline: "center" });
  stoodRestore();
}
