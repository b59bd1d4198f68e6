// While somebody writes: "Use this" puts the proposal in place of the sentence, F8 goes on to the next finding.
const formOf = (element) => element.closest("form");

const use = (button) => {
  const form = formOf(button);
  const line = button.value.split(" ")[1];
  const title = form.elements[line ? `title_${line}` : "title"];
  const words = button.parentElement.querySelector("[data-proposal]").textContent.trim();
  title.value = words;
  title.dispatchEvent(new Event("input", { bubbles: true }));
  title.dispatchEvent(new Event("change", { bubbles: true }));
  title.focus();
  document.getElementById("status_line").textContent = words;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-use]");
  if (!button) return;
  event.preventDefault();
  use(button);
});

// Before the form in place takes the same keys for itself.
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const turning = event.target.closest?.("[data-turning]");
  if (turning && event.key === "Enter" && event.target.matches("input")) {
    // A single line would send the whole form.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.ctrlKey || event.metaKey) turning.querySelector("button[data-use]")?.click();
    return;
  }
  if (event.key !== "F8") return;
  const findings = [...document.querySelectorAll("[data-finding]")].filter((each) => each.offsetParent);
  if (!findings.length) return;
  event.preventDefault();
  findings[(findings.indexOf(document.activeElement.closest("[data-finding]")) + 1) % findings.length].focus();
}, true);

// What the rules said of older words is dimmed until they answer; if they do not, a sentence says so.
const failed = ({ target }) => {
  const part = target.closest?.("[data-wording]");
  if (!part || part.querySelector("[data-failure]")) return;
  const words = document.createElement("p");
  words.className = "pl-secondary";
  words.dataset.failure = "";
  words.textContent = part.dataset.failed;
  part.append(words);
};
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", failed);
