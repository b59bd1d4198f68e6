// A form that is on its way is not sent a second time by an impatient click.
const WAITS = 15_000; // whoever hears nothing for that long may try again

const SOON = 800; // what is answered by then needs no words

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ((event.submitter?.formMethod || form.method) === "post" && form.id) {
    const words = document.querySelector(`[data-waits-for="${form.id}"]`);
    if (words) setTimeout(() => { words.hidden = false; }, SOON);
  }
  // htmx sends its forms itself, and a question may be asked as often as one likes.
  if (form.method !== "post" || event.defaultPrevented || form.matches("[hx-post], [data-hx-post]")) return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "";
  setTimeout(() => delete form.dataset.sending, WAITS);
});

// The page that a refused act answers with is read again at its own address: the act is never
// sent a second time by loading the page.
const { address } = document.getElementById("content")?.dataset ?? {};
if (address) history.replaceState(history.state, "", address);

// Going back shows the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const words of document.querySelectorAll("[data-waits-for]")) words.hidden = true;
});
