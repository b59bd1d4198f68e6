// The weekly review: a clock for the meeting, and on a wall one key result at a time.
// The clock runs here alone; it is kept for this tab, so that page and wall show the same one.
const KEPT = "plumbline-clock-";

const clock = document.querySelector("[data-clock]");
const parts = clock ? [...clock.querySelectorAll("[data-clock-part]")] : [];
const state = { part: 0, spent: parts.map(() => 0), since: null };

const keep = () => {
  try {
    sessionStorage.setItem(KEPT + clock.dataset.clock, JSON.stringify(state));
  } catch {
    // Storage is refused: the clock begins anew on the other page.
  }
};

const recall = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT + clock.dataset.clock));
    if (kept && kept.spent.length === parts.length) Object.assign(state, kept);
  } catch {
    // What was kept cannot be read: the clock begins anew.
  }
};

const running = () => (state.since === null ? 0 : Date.now() - state.since);

const written = (milliseconds) => {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const showClock = () => {
  const part = parts[state.part];
  const left = Number(part.dataset.minutes) * 60000 - state.spent[state.part] - running();
  const words = left < 0 ? clock.dataset.over : clock.dataset.left;
  // Whole seconds that are left are rounded up, those that are over down: 0:00 is shown once.
  clock.querySelector("[data-clock-time]").textContent = written(left < 0 ? -left : left + 999);
  clock.querySelector("[data-clock-words]").textContent = words.replace("{part}", part.dataset.name);
  clock.querySelector("[data-clock-run]").textContent = state.since === null ? clock.dataset.start : clock.dataset.pause;
  parts.forEach((each, number) => {
    if (number === state.part) each.setAttribute("aria-current", "step");
    else each.removeAttribute("aria-current");
  });
};

const settle = () => {
  state.spent[state.part] += running();
  if (state.since !== null) state.since = Date.now();
};

const turnTo = (part) => {
  settle();
  state.part = part;
  keep();
  showClock();
};

const startOrPause = () => {
  settle();
  state.since = state.since === null ? Date.now() : null;
  keep();
  showClock();
};

if (clock) {
  recall();
  parts.forEach((each, number) => each.addEventListener("click", () => turnTo(number)));
  clock.querySelector("[data-clock-run]").addEventListener("click", startOrPause);
  showClock();
  setInterval(() => state.since !== null && showClock(), 500);
}

const wall = document.querySelector("[data-present]");
const slides = wall ? [...wall.querySelectorAll("[data-slide]")] : [];
let shown = 0;

const show = (number, { focus = true } = {}) => {
  shown = Math.min(Math.max(number, 0), slides.length - 1);
  slides.forEach((slide, place) => {
    slide.classList.toggle("pl-slide-away", place !== shown);
    slide.querySelector("[data-slide-back]").disabled = shown === 0;
    slide.querySelector("[data-slide-next]").disabled = shown === slides.length - 1;
  });
  // The address names the slide, so that a reload in the middle of a meeting stays there.
  history.replaceState(null, "", `#${shown + 1}`);
  if (focus) slides[shown].querySelector("[data-slide-title]").focus({ preventScroll: true });
  window.scrollTo(0, 0);
  const part = Number(slides[shown].dataset.part);
  if (clock && part !== state.part && state.since !== null) turnTo(part);
};

// Where decisions are written down; its field is ready to be typed into.
const decisions = slides.findIndex((slide) => slide.id === "decisions");

const decide = () => {
  if (decisions >= 0) show(decisions);
  document.getElementById("decision_text")?.focus();
};

const leave = () => wall.querySelector(".pl-slide:not(.pl-slide-away) [data-leave-link]").click();

const moves = {
  ArrowRight: () => show(shown + 1),
  ArrowDown: () => show(shown + 1),
  PageDown: () => show(shown + 1),
  ArrowLeft: () => show(shown - 1),
  ArrowUp: () => show(shown - 1),
  PageUp: () => show(shown - 1),
  Home: () => show(0),
  End: () => show(slides.length - 1),
  Escape: leave,
};

// Out of a field Escape leads back to the keys of the page, on a wall to its slide: the next one
// leaves the wall. What was typed stays.
const toKeys = (field) => {
  if (field.closest("dialog[open]")) return;
  const form = field.closest("form");
  const key = [...document.querySelectorAll("[data-key]")].find((each) => each.hash && form?.querySelector(each.hash));
  if (wall) slides[shown]?.querySelector("[data-slide-title]").focus();
  else if (key) key.focus();
  else field.blur();
};

const taller = (slide) => slide && slide.scrollHeight > window.innerHeight + 4;

if (wall) {
  if (slides.length) {
    document.documentElement.classList.add("pl-one-at-a-time");
    const named = slides.findIndex((slide) => slide.id && `#${slide.id}` === location.hash);
    const asked = named < 0 ? Number.parseInt(location.hash.slice(1), 10) - 1 : named;
    show(asked || 0, { focus: false });
  }
  wall.addEventListener("click", (event) => {
    if (event.target.closest("[data-slide-decide]")) decide();
    else if (event.target.closest("[data-slide-next]")) show(shown + 1);
    else if (event.target.closest("[data-slide-back]")) show(shown - 1);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, dialog[open]")) {
    if (event.key === "Escape") toKeys(event.target);
    return;
  }
  if (event.key === " " && clock && !event.target.closest("button, a, summary")) {
    event.preventDefault();
    startOrPause();
    return;
  }
  if (!wall || !Object.hasOwn(moves, event.key)) return;
  // What does not fit is read by the arrows that scroll.
  if (/^Arrow(Up|Down)$/.test(event.key) && taller(slides[shown])) return;
  if (!slides.length && event.key !== "Escape") return;
  event.preventDefault();
  moves[event.key]();
});
