// A form that is on its way is not sent a second time by an impatient click.
const WAITS = 15_000; // whoever hears nothing for that long may try again

document.addEventListener("submit", (event) => {
  const form = event.target;
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
});
