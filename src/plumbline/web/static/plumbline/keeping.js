// What is typed into a form is kept in this tab until it is saved: a page that is loaded again, a
// lost connection and an ended session take none of it. It goes when one signs out, with the tab,
// and is shown to nobody else who signs in here.
const KEPT = "plumbline-kept:";
const SENT = "plumbline-sent";
const PAUSE = 300; // milliseconds
const DAY = 86_400_000; // milliseconds; what is older was left for good
const FIELDS = "textarea, input:not([type]), input[type=text]";
const ALONG = ["version", "sheet"]; // hidden: whose change the words are, so that a later one is noticed

const content = document.getElementById("content");
const person = content?.dataset.person ?? "";
const toasts = document.getElementById("toasts");
const timers = new WeakMap();
let refused = ""; // the form whose refusal is being shown
let isLeaving = false; // signing out: nothing is kept any more
const opening = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";

const read = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};
const write = (key, value) => {
  try {
    if (value && Object.keys(value).length) sessionStorage.setItem(key, JSON.stringify(value));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is refused or full: the words stand on the page alone.
  }
};

const here = () => KEPT + location.pathname + location.search;
const nameOf = (form) => form.id || `${form.getAttribute("action") ?? ""}#${form.elements.reply_to?.value ?? ""}`;

const isKept = (form) =>
  person &&
  form?.matches?.("form") &&
  form.method === "post" &&
  form.closest("#content") &&
  !form.matches("[data-in-place], [data-undo]") &&
  form.querySelector(FIELDS) &&
  !form.querySelector("[type=password]");

const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && !field.matches("button, [type=hidden], [type=password], [type=file], [type=submit]"),
  );
const isBox = (field) => field.matches("[type=radio], [type=checkbox]");
const isTyped = (field) => {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value !== first?.value;
};

const forget = (address, name) => {
  const all = read(address) ?? {};
  delete all[name];
  write(address, all);
};

const keep = (form) => {
  clearTimeout(timers.get(form));
  if (!form.isConnected) return;
  const fields = fieldsOf(form);
  if (!fields.some(isTyped)) {
    forget(here(), nameOf(form));
    return;
  }
  const said = fields.filter((field) => !isBox(field) || field.checked).map(({ name, value }) => [name, value]);
  const along = ALONG.filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value]);
  write(here(), { ...read(here()), [nameOf(form)]: { person, at: Date.now(), said, along } });
};

// What stands in the form again need not be offered above it, too.
const offerElsewhere = (sheet, isOffered) => {
  const line = [...document.querySelectorAll(".pl-jottings [name=sheet]")]
    .find((field) => field.value === sheet)
    ?.closest("li");
  if (!line) return;
  line.hidden = !isOffered;
  const part = line.closest(".pl-jottings");
  part.hidden = !part.querySelector("li:not([hidden])");
};

const sayNoMore = (name) =>
  [...toasts.querySelectorAll("[data-given-back]")].find((each) => each.dataset.givenBack === name)?.remove();

const offer = (form) => {
  sayNoMore(nameOf(form)); // one offer a form: a later one takes the place of what was said before
  const toast = document.createElement("div");
  toast.className = "pl-toast";
  toast.dataset.toast = "";
  toast.dataset.givenBack = nameOf(form);
  toast.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = toasts.dataset.back;
  const away = document.createElement("button");
  away.className = "pl-link-button";
  away.type = "button";
  away.textContent = toasts.dataset.away;
  away.addEventListener("click", () => {
    offerElsewhere(form.elements.sheet?.value, true);
    form.reset();
    forget(here(), nameOf(form));
    toast.remove();
    form.querySelector(FIELDS)?.focus();
  });
  toast.append(words, away);
  toasts.append(toast);
};

const fill = (form, { said, along }) => {
  const rest = new Map();
  for (const [name, value] of said) rest.set(name, [...(rest.get(name) ?? []), value]);
  const changed = fieldsOf(form).filter((field) => {
    const values = rest.get(field.name) ?? [];
    if (isBox(field)) {
      const before = field.checked;
      field.checked = values.includes(field.value);
      return before !== field.checked;
    }
    if (!values.length) return false;
    const before = field.value;
    field.value = values.shift();
    return before !== field.value;
  });
  if (!changed.length) return;
  for (const [name, value] of along) if (form.elements[name]) form.elements[name].value = value;
  offerElsewhere(form.elements.sheet?.value, false);
  for (const field of changed) field.dispatchEvent(new Event("input", { bubbles: true }));
  for (const field of changed) field.closest("details")?.setAttribute("open", "");
  offer(form);
};

const giveBack = (root) => {
  const all = read(here());
  if (!all) return;
  for (const form of [root, ...root.querySelectorAll("form")].filter(isKept)) {
    const entry = all[nameOf(form)];
    // The answer to a refused save holds what was typed last; what was kept before it is older.
    if (nameOf(form) === refused || form.querySelector("[data-offered]")) continue;
    if (!entry || entry.person !== person || Date.now() - entry.at > DAY) continue;
    // What the server keeps of it is offered by the page itself, unless it was on its way.
    if (form.matches("[data-jotting]") && opening === "navigate" && !entry.isInterrupted) continue;
    fill(form, entry);
  }
};

// A form that was sent as a page is saved once another page is read that came of it; an answer to
// the form itself, a page to sign in on, or one that is opened anew after the line broke, is not that.
const settle = () => {
  const sent = read(SENT);
  if (!sent) return;
  write(SENT, null);
  const isLed = document.referrer.startsWith(`${location.origin}/`);
  if (person && !("posted" in content.dataset) && opening === "navigate" && isLed) {
    forget(sent.address, sent.name);
    return;
  }
  const all = read(sent.address);
  if (all?.[sent.name]) {
    all[sent.name].isInterrupted = true;
    write(sent.address, all);
  }
};

settle();
if (person && !("posted" in content.dataset)) giveBack(content);
document.addEventListener("htmx:beforeSwap", ({ detail: { xhr, requestConfig } }) => {
  const sender = requestConfig?.verb === "post" && xhr.status >= 400 ? requestConfig.elt : null;
  refused = sender?.matches?.("form") ? nameOf(sender) : "";
});
document.addEventListener("htmx:load", ({ detail }) => giveBack(detail.elt));

for (const name of ["input", "change"]) {
  document.addEventListener(name, ({ target }) => {
    const { form } = target;
    if (!isKept(form)) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), PAUSE));
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action")?.endsWith("/sign-out")) {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) write(key, null);
    isLeaving = true;
    return;
  }
  if (!isKept(form)) return;
  // Even where htmx sends it: what is typed and sent within the pause would not be kept at all.
  keep(form);
  if (!event.defaultPrevented && !form.matches("[hx-post]")) write(SENT, { address: here(), name: nameOf(form) });
});
addEventListener("pagehide", () => {
  if (!isLeaving && !read(SENT)) for (const form of document.querySelectorAll("#content form")) if (isKept(form)) keep(form);
});

// Where the answer took the place of its form, htmx names an element around it: the request knows the form.
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr, successful } }) => {
  const elt = requestConfig?.elt;
  if (!successful || !xhr.responseURL || new URL(xhr.responseURL).pathname.startsWith("/sign-in")) return;
  if (elt.matches?.("[hx-post]")) {
    clearTimeout(timers.get(elt));
    forget(here(), nameOf(elt));
    sayNoMore(nameOf(elt));
  }
});

// What was given back to a form that is gone from the page is no longer there to be thrown away.
document.addEventListener("htmx:afterSettle", () => {
  const names = new Set([...document.querySelectorAll("#content form")].filter(isKept).map(nameOf));
  for (const { dataset } of toasts.querySelectorAll("[data-given-back]")) {
    if (!names.has(dataset.givenBack)) sayNoMore(dataset.givenBack);
  }
});
