// A part of an objective or key result is written where it stands: it opens there, is saved when it
// is left, and left as it was by Esc.
let opener = ""; // the id of what opened the form in hand
let saving = null; // the form on its way
let next = null; // what was clicked meanwhile: it is done on the fresh page
let pressed = null; // what a pointer is down on
const taken = new WeakSet(); // forms that are gone
const opened = new WeakMap(); // what each form said when it was opened

const said = (form) => new URLSearchParams(new FormData(form)).toString();
const isChanged = (form) => opened.get(form) !== said(form);

// Taking a field away that has the focus is leaving it, too: that must not save.
const takeAway = (form) => {
  taken.add(form);
  form.remove();
};

const tell = (words) => {
  document.getElementById("status_line").textContent = words;
};

const leave = (form) => {
  const url = form.dataset.jotting;
  const body = new URLSearchParams(new FormData(form));
  body.set("sheet_act", "drop");
  // Whoever leaves a form by a key means it: what was kept of it is thrown away.
  if (isChanged(form) || "refused" in form.dataset) {
    fetch(url, { method: "POST", body, redirect: "manual", headers: { "HX-Request": "true" } }).catch(() => {});
  }
  form.dispatchEvent(new CustomEvent("plumbline:left", { bubbles: true }));
  takeAway(form);
  document.getElementById(opener)?.focus();
};

const released = () =>
  new Promise((resolve) => {
    if (!pressed) resolve();
    // The click comes after the pointer is up.
    else addEventListener("pointerup", () => setTimeout(resolve), { once: true });
  });

const fetchAgain = async (words) => {
  const held = document.activeElement;
  const isHere = held === document.body || held.id === opener || held.closest("form[data-in-place]");
  await released();
  const page = location.pathname + location.search;
  // As a browser asks: the address of an act leads to the page it belongs to.
  const fresh = await fetch(page, { headers: { Accept: "text/html" } })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => new DOMParser().parseFromString(text, "text/html").getElementById("content"))
    .catch(() => null);
  if (!fresh) {
    // It is saved; what stands on the page is older. Loading it again would repeat a POST.
    location.assign(page);
    return;
  }
  const content = document.adoptNode(fresh);
  for (const form of document.querySelectorAll("form[data-in-place]")) taken.add(form);
  // A comment or a check-in that is being written stays as it is.
  for (const id of ["discussion", "check_in"]) {
    const written = document.getElementById(id);
    if (written) content.querySelector(`#${id}`)?.replaceWith(written);
  }
  document.getElementById("content").replaceWith(content);
  htmx.process(content);
  saving = null;
  tell(words);
  const wanted = next;
  next = null;
  if (wanted?.id) document.getElementById(wanted.id)?.click();
  else if (wanted?.action) document.querySelector(`form[action="${CSS.escape(wanted.action)}"]`)?.requestSubmit();
  else if (isHere) document.getElementById(opener)?.focus();
};

document.addEventListener("htmx:load", ({ detail }) => {
  const form = detail.elt;
  if (!form.matches?.("form[data-in-place]")) return;
  for (const other of document.querySelectorAll("form[data-in-place]")) if (other !== form) takeAway(other);
  opened.set(form, said(form));
  const field =
    form.querySelector("[aria-invalid=true]") ??
    form.querySelector("input[type=radio]:checked") ??
    form.querySelector("textarea, select, input:not([type=hidden])");
  field?.focus();
  if (field?.matches("textarea, input[type=text]") && !("refused" in form.dataset)) field.select();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const from = event.detail.elt;
  if (from.matches("form[data-in-place]")) {
    saving = from;
    from.inert = true; // what is typed now would be lost with the old page
  } else if (from.matches("[data-in-place-open]")) {
    if (saving) {
      event.preventDefault();
      next = { id: from.id };
    } else opener = from.id;
  }
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // What was refused, or never arrived, is in hand again. Where the answer took the place of its
  // form, htmx names an element around it: the request knows the form.
  const form = detail.requestConfig?.elt ?? detail.elt;
  const isSaved = detail.xhr.getResponseHeader("HX-Trigger") === "plumbline:saved";
  if (!form.matches("form[data-in-place]") || isSaved) return;
  saving = next = null;
  form.inert = false;
});

document.addEventListener("plumbline:saved", ({ target }) => {
  const words = target.dataset.saved;
  // The latest edit alone is offered to be taken back, and each once.
  document.querySelector("[data-undo-part]")?.closest("[data-toast]").remove();
  fetchAgain(words);
});

document.addEventListener("pointerdown", ({ target }) => {
  pressed = target;
}, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    pressed = null;
  });
}

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const form = target.closest?.("form[data-in-place]");
  if (!form || saving || taken.has(form) || form.contains(relatedTarget) || !document.hasFocus()) return;
  if (pressed && form.contains(pressed)) return; // a label leads the focus on
  if ("stays" in form.dataset) return; // what is not there yet is added by its button
  if (isChanged(form)) form.requestSubmit();
  else if (!("refused" in form.dataset)) takeAway(form);
});

// A button elsewhere acts on the version that a save is about to replace: it waits for the fresh one.
document.addEventListener("submit", (event) => {
  if (!saving || event.target.matches("form[data-in-place]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // What was offered before is gone with the save.
  if (!event.target.matches("[data-undo-part]")) next = { action: event.target.getAttribute("action") };
}, true);

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-in-place]");
  if (!form || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    leave(form);
  }
  const isLine = event.target.matches("select, textarea[name=title]") && !event.shiftKey && !("stays" in form.dataset);
  if (event.key === "Enter" && (isLine || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-in-place-leave]");
  if (button) {
    const form = button.form;
    leave(form);
    if (button.dataset.inPlaceLeave === "fetch") fetchAgain("");
    return;
  }
  // The words themselves open, too; whoever marks them to copy does not mean it.
  const place = target.closest("[data-place]");
  if (!place || target.closest("a, button, form, label") || String(getSelection())) return;
  place.querySelector("[data-in-place-open]")?.click();
});
