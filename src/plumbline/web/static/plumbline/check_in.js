// The check-in by keyboard: digits choose the confidence, Enter saves, = S Z in the value field.
const say = (words) => {
  const line = document.getElementById("status_line");
  if (line) line.textContent = words;
};

const chooseConfidence = (control, number) => {
  const cell = control.querySelector(`input[value="${number}"]`);
  if (!cell) return;
  cell.checked = true;
  cell.focus();
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
};

const confidenceKey = (event) => {
  const control = event.target.closest("[data-confidence]");
  if (!control || !/^\d$/.test(event.key)) return false;
  chooseConfidence(control, event.key === "0" ? 10 : Number(event.key));
  return true;
};

let skipped = ""; // the row that was skipped last, until another one is saved

// The rows stand in the order of the week; each says when it was saved. A toast is of just now.
const lastSaved = () =>
  [...document.querySelectorAll("form[data-undo]")].reduce(
    (last, form) => (!last || !form.dataset.undo || form.dataset.undo >= last.dataset.undo ? form : last),
    null,
  );

// Z takes the latest act back: what was skipped opens again, what was saved goes.
const takeBack = () => {
  const row = document.getElementById(skipped);
  skipped = "";
  const opener = row?.matches(".pl-row-skipped") && row.querySelector("[data-row-open]");
  if (opener) opener.click();
  else lastSaved()?.requestSubmit();
};

// With every row saved or skipped no field has the focus.
const restKey = ({ key, target }) => {
  if (key.toLowerCase() !== "z" || !(target === document.body || target.matches("[data-week-rest]"))) return false;
  if (!skipped && !document.querySelector(".pl-week")) return false;
  takeBack();
  return true;
};

const NUMBER_SIGN = /^[\d.,+\-−–'’%\s]$/;

// The value takes digits, sign and separator; = S Z act, and another letter is no number.
const valueKey = (event) => {
  const field = event.target;
  if (!field.matches("[data-check-in-value]")) return false;
  const row = field.closest("[data-row]") ?? document;
  const key = event.key.toLowerCase();
  if (key === "=") {
    if (!field.dataset.last) return true;
    field.value = field.dataset.last;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const cells = row.querySelector("[data-confidence]");
    (cells?.querySelector("input:checked") ?? cells?.querySelector("input"))?.focus();
    return true;
  }
  if (key === "s") {
    row.querySelector("[data-check-in-skip]")?.click();
    return true;
  }
  if (key === "z") {
    takeBack();
    return true;
  }
  return field.matches("input:not([type])") && key.length === 1 && !NUMBER_SIGN.test(key);
};

// The page asks from the start, or the preview of a value does.
const noteAsked = (form) => form.matches("[data-note-asked]") || form.querySelector("[data-note-asked]");

// When a note is asked, Enter goes there first; its label says why.
const noteFirst = (event) => {
  if (event.key !== "Enter" || event.target.matches("[data-check-in-note], button, a")) return false;
  const form = event.target.closest("form[data-check-in]");
  const note = form?.querySelector("[data-check-in-note]");
  if (!note || note.value.trim() || !noteAsked(form)) return false;
  note.focus();
  say(form.querySelector(`label[for="${CSS.escape(note.id)}"]`)?.textContent ?? "");
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (confidenceKey(event) || valueKey(event) || restKey(event) || noteFirst(event)) event.preventDefault();
});

// − and + of a phone: steps of the metric's precision, in the decimal mark that is in use.
const stepped = (text, step) => {
  const comma = text.includes(",") && !text.includes(".");
  const number = Number(text.replace("−", "-").replace(/[\s\u202f\u00a0]/g, "").replace(",", "."));
  if (!Number.isFinite(number)) return text;
  const places = Math.max((text.split(/[.,]/)[1] ?? "").length, (step.split(".")[1] ?? "").length);
  const written = (number + Number(step)).toFixed(places);
  return comma ? written.replace(".", ",") : written;
};

document.addEventListener("click", ({ target }) => {
  const row = target.closest("[data-check-in-skip]")?.closest("[data-row]");
  if (row) skipped = row.id;
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("form[data-check-in]")) skipped = "";
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-step]");
  const field = button?.parentElement.querySelector("[data-check-in-value]");
  if (!field) return;
  field.value = stepped(field.value, button.dataset.step);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// What was refused is mended next, wherever Enter was pressed.
const WRONG = '[aria-invalid="true"], [data-invalid] input';

const openRow = (root) => {
  const form = root.querySelector("form[data-check-in]");
  const wrong = form?.querySelector(WRONG);
  if (!form || (!wrong && form.contains(document.activeElement))) return;
  const field = wrong ?? form.querySelector(noteAsked(form) ? "[data-check-in-note]" : "[data-check-in-value]");
  field?.focus();
  field?.select?.();
};

// After the last row the focus would be nowhere: it goes to what comes next, or to how far the week is.
const restWeek = () => {
  const week = document.getElementById("week");
  if (!week || week.querySelector("form[data-check-in]") || document.activeElement !== document.body) return;
  [...week.querySelectorAll("[data-week-rest]")].at(-1)?.focus();
};

const fadeToasts = (root) => {
  for (const toast of root.querySelectorAll("[data-toast]:not([data-fading])")) {
    toast.dataset.fading = "";
    let left = 10; // seconds; they do not run while the toast is focused or pointed at
    const tick = setInterval(() => {
      if (toast.matches(":hover, :focus-within")) return;
      left -= 1;
      if (left > 0 && toast.isConnected) return;
      clearInterval(tick);
      toast.remove();
    }, 1000);
  }
};

document.addEventListener("htmx:afterSettle", (event) => {
  openRow(event.target);
  if (event.target.closest("#week")) restWeek();
  fadeToasts(document);
});
openRow(document);
fadeToasts(document);
