// The help of a page in a panel over it. Without this, or when the server does not answer, the
// link leads to a page with the same words.
const panel = document.getElementById("help");
const place = panel?.querySelector("[data-help-place]");

const load = async (url) => {
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    // Words of this server, made by its template: the page itself came the same way.
    const words = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...words.body.childNodes);
  } catch {
    location.assign(url);
    return;
  }
  if (!panel.open) panel.showModal();
  place.querySelector("[data-help-title]")?.focus();
};

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

if (place) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-help], #help a[data-help-on]");
    if (!link || !plain(event)) return;
    event.preventDefault();
    document.getElementById("keys")?.close();
    load(link.href);
  });
  panel.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-help-find]");
    if (!form) return;
    event.preventDefault();
    load(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  });
}
