// Keys that come while the week is on its way to the next row are kept, and typed there.
const KEPT = /^(.|Enter|Tab|Backspace)$/u;
const PAUSE = 700; // milliseconds without a key, after which a typist has looked up
const STOPS = "input:not([type=hidden]), select, textarea, button, a[href], summary";

let kept = null; // null while nothing is on its way
let swapped = false;
let refused = false;
let lost = 0; // when the latest key of a run was let go

const isWeek = ({ target, elt }) => target?.id === "week" && elt.closest("#week");

// A group of radio buttons is one stop: the chosen one, or the first.
const isStop = (stop, _at, stops) => {
  if (stop.disabled || stop.tabIndex < 0 || !stop.checkVisibility()) return false;
  if (stop.type !== "radio" || stop === document.activeElement) return true;
  const group = stops.filter((other) => other.name === stop.name);
  if (group.includes(document.activeElement)) return false;
  return stop === (group.find((other) => other.checked) ?? group[0]);
};

const stepTo = (step) => {
  const row = document.activeElement.closest("[data-row]");
  if (!row) return;
  const stops = [...row.querySelectorAll(STOPS)].filter(isStop);
  stops[stops.indexOf(document.activeElement) + step]?.focus();
};

const write = (field, key) => {
  let { selectionStart: from, selectionEnd: to } = field;
  if (key === "Backspace" && from === to) from = Math.max(0, from - 1);
  field.setRangeText(key === "Backspace" ? "" : key, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// What a browser itself does with a key that was pressed.
const press = ({ key, shiftKey }) => {
  const field = document.activeElement;
  const event = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
  if (!field.dispatchEvent(event)) return;
  if (key === "Tab") stepTo(shiftKey ? -1 : 1);
  else if (field.matches("button, a, summary") || (key === " " && field.matches("[type=checkbox], [type=radio]"))) {
    if (key === " " || key === "Enter") field.click();
  } else if (key === "Enter") field.form?.requestSubmit();
  else if (field.matches("input:not([type=radio], [type=checkbox]), textarea")) write(field, key);
};

const pressAll = () => {
  const keys = kept ?? [];
  kept = null;
  while (keys.length && !kept) press(keys.shift());
  kept?.push(...keys); // an Enter among them is on its way again
};

// They were meant for the next row, and that one did not come.
const letGo = () => {
  const isLost = kept?.length;
  kept = null;
  if (!isLost) return;
  lost = performance.now(); // the rest of the run goes the same way
  const toast = document.createElement("div");
  toast.className = "pl-toast";
  toast.dataset.toast = "";
  toast.setAttribute("role", "alert");
  toast.textContent = document.querySelector("[data-typed-ahead]")?.dataset.typedAhead ?? "";
  document.getElementById("toasts").append(toast);
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!event.isTrusted || !KEPT.test(event.key)) return;
  const isRunOn = event.timeStamp - lost < PAUSE && lost > 0;
  if (!kept && !isRunOn) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (kept) kept.push({ key: event.key, shiftKey: event.shiftKey });
  else lost = event.timeStamp;
}, true);

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!isWeek(detail)) return;
  kept ??= [];
  swapped = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.requestConfig?.target?.id !== "week") return;
  swapped = true;
  refused = detail.xhr.status >= 400;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (kept && !swapped && detail.requestConfig?.target?.id === "week") letGo();
});

// What an answer brings besides settles first; the keys are for the row.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!kept || !swapped || target.id !== "week") return;
  swapped = false;
  if (refused) letGo();
  else pressAll();
});
