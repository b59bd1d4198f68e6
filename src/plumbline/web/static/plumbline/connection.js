// What could not be fetched or saved: the page stays as it is, and a sentence says so.
const toasts = document.getElementById("toasts");

const ASKS = 5_000; // milliseconds between two questions whether the server is there again

let askingAgain = 0;

const button = (words, act) => {
  const made = document.createElement("button");
  made.className = "pl-link-button";
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const complain = (words, unsaved = null) => {
  clearInterval(askingAgain);
  toasts.querySelector("[data-complaint]")?.remove();
  if (!words) return;
  const toast = document.createElement("div");
  toast.className = "pl-toast";
  toast.dataset.complaint = "";
  toast.setAttribute("role", "alert");
  const sentence = document.createElement("span");
  sentence.textContent = words;
  toast.append(sentence);
  if (unsaved) toast.append(button(toasts.dataset.again, () => sendAgain(unsaved)));
  const close = button("", () => complain(""));
  close.classList.add("pl-toast-close");
  close.setAttribute("aria-label", toasts.dataset.close);
  toast.append(close);
  toasts.append(toast);
};

const sendAgain = (form) => {
  complain("");
  if (form.isConnected) form.requestSubmit();
};

// A form that says which version it was written on cannot be saved twice; any other may have
// arrived all the same, unless the browser knows that it never left.
const sendOnceThere = (form) => {
  if (navigator.onLine && !form.elements.version) return;
  askingAgain = setInterval(async () => {
    if (!navigator.onLine) return;
    const there = await fetch("/health", { cache: "no-store" }).catch(() => null);
    if (there?.ok && toasts.querySelector("[data-complaint]")) sendAgain(form);
  }, ASKS);
};

// Who asked. At a swap htmx names the place that is filled, which may stand elsewhere on the page.
const asking = ({ requestConfig, elt }) => requestConfig?.elt ?? elt;

const saves = (event) => event.detail.requestConfig?.verb !== "get";
// A preview comes with every key; the next one makes up for it.
const isPreview = ({ detail }) => Boolean(asking(detail)?.closest("[data-preview]"));

const unanswered = (event) => {
  if (isPreview(event)) return;
  const from = asking(event.detail);
  const unsaved = saves(event) && from?.matches("form") ? from : null;
  complain(saves(event) ? toasts.dataset.unsaved : toasts.dataset.unanswered, unsaved);
  if (unsaved) sendOnceThere(unsaved);
};

document.addEventListener("htmx:sendError", unanswered);
document.addEventListener("htmx:timeout", unanswered);
// A refusal may say itself what to do.
const said = ({ detail: { xhr } }) =>
  new DOMParser()
    .parseFromString(xhr.responseText, "text/html")
    .querySelector("[data-complaint]")
    ?.textContent.trim();

document.addEventListener("htmx:responseError", (event) => {
  if (isPreview(event)) return;
  complain(said(event) || (saves(event) ? toasts.dataset.refused : toasts.dataset.failed));
});

// An answer that lacks the part asked for is another page, such as the one to sign in on.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, isError } = event.detail;
  if (isError) return;
  const part = asking(event.detail).closest("[hx-select]")?.getAttribute("hx-select") ?? "";
  const isOther = part.startsWith("#") && !xhr.responseText.includes(`id="${part.slice(1)}"`);
  const isWhole = !part.startsWith("#") && /^\s*<!doctype/i.test(xhr.responseText);
  if (!xhr.responseText || !(isOther || isWhole)) {
    complain("");
    return;
  }
  event.detail.shouldSwap = false;
  if (!isPreview(event)) complain(toasts.dataset.signedOut);
});
