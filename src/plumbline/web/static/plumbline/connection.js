// What could not be fetched or saved: the page stays as it is, and a sentence says so.
const toasts = document.getElementById("toasts");

const complain = (words) => {
  toasts.querySelector("[data-complaint]")?.remove();
  if (!words) return;
  const toast = document.createElement("div");
  toast.className = "pl-toast";
  toast.dataset.complaint = "";
  toast.setAttribute("role", "alert");
  toast.textContent = words;
  toasts.append(toast);
};

// Who asked. At a swap htmx names the place that is filled, which may stand elsewhere on the page.
const asking = ({ requestConfig, elt }) => requestConfig?.elt ?? elt;

const saves = (event) => event.detail.requestConfig?.verb !== "get";
// A preview comes with every key; the next one makes up for it.
const isPreview = ({ detail }) => Boolean(asking(detail)?.closest("[data-preview]"));

const unanswered = (event) => {
  if (!isPreview(event)) complain(saves(event) ? toasts.dataset.unsaved : toasts.dataset.unanswered);
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
