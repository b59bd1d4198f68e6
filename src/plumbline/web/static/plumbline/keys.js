// The keys of every page. Single letters act outside text fields only and can be turned off.
const SWITCH = "plumbline-keys";
const WAIT = 1500; // milliseconds in which a letter after G still counts

let goAsked = 0;

const keysOn = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
};

const writing = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

// What is folded away cannot be stood on, and would hold the way to the rows behind it.
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());

const rowStop = (row) =>
  ["[data-check-in-value]", "[data-row-open]", "a[href]"]
    .map((stop) => row.querySelector(stop))
    .find(Boolean) ?? row;

const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const here = all.findLastIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  rowStop(all[next]).focus();
};

const go = (letter) => {
  const link = document.querySelector(`a[data-go="${CSS.escape(letter)}"]`);
  if (link) link.click();
  return Boolean(link);
};

const acts = {
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
  "[": () => document.dispatchEvent(new CustomEvent("plumbline:rail")),
  e: () => {
    const here = document.activeElement.closest("[data-row], [data-place]") ?? document;
    (here.querySelector("[data-in-place-open]") ?? document.querySelector("[data-in-place-open]"))?.click();
  },
  j: () => move(1),
  k: () => move(-1),
  // While a part is written in place, what was written before it stays. A check-in is taken back by
  // its own script, which knows what was skipped after it.
  z: () => {
    if (!document.querySelector("form[data-in-place]")) document.querySelector("#toasts form[data-undo-part]")?.requestSubmit();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!keysOn() || writing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (goAsked && event.timeStamp - goAsked < WAIT) {
    goAsked = 0;
    if (go(key)) event.preventDefault();
    return;
  }
  if (key === "g") {
    goAsked = event.timeStamp;
    return;
  }
  // A page names keys of its own beside what they do: the map its two forms.
  const own = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
  if (own) {
    event.preventDefault();
    own.click();
    return;
  }
  if (Object.hasOwn(acts, key)) {
    event.preventDefault();
    acts[key]();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) acts["?"]();
});

const choice = document.querySelector("[data-keys-switch]");
if (choice) {
  choice.checked = keysOn();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, choice.checked ? "on" : "off");
    } catch {
      // Storage is refused: the letters stay on.
    }
  });
}
