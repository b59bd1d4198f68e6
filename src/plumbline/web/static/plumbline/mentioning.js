// Behind an @ in a comment: those who may read it, by the beginning of their name. Without the list
// a name is typed whole, which means the same. Answers come with the page, so the document listens.
const BEGUN = /(?:^|[^\p{L}\p{N}@./])@(\p{L}[\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u;
const PAUSE = 150; // milliseconds without a key

let list = null;
let field = null;
let timer = 0;
let asked = 0;
let taken = "";

const begunIn = (text) => {
  if (text.selectionStart !== text.selectionEnd) return "";
  return BEGUN.exec(text.value.slice(0, text.selectionStart))?.[1] ?? "";
};

const close = () => {
  clearTimeout(timer);
  asked += 1; // what is on its way comes too late
  list?.parentElement.remove();
  list = null;
  for (const name of ["aria-controls", "aria-activedescendant"]) field?.removeAttribute(name);
  field = null;
};

const mark = (option) => {
  for (const each of list.children) each.setAttribute("aria-selected", String(each === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const show = (text, options) => {
  close();
  if (!options.trim()) return;
  field = text;
  list = document.createElement("ul");
  list.className = "pl-whom";
  list.id = "whom";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.form.dataset.mentionsLabel);
  list.innerHTML = options;
  const place = document.createElement("div");
  place.className = "pl-whom-place";
  place.append(list);
  text.after(place);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);
  mark(list.firstElementChild);
};

const choose = (option) => {
  const text = field;
  const begun = begunIn(text);
  const caret = text.selectionStart;
  taken = `${option.dataset.whom} `;
  close();
  text.focus();
  text.setRangeText(taken, caret - begun.length, caret, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
};

const fits = (option, begun) => ` ${option.dataset.whom}`.toLowerCase().includes(` ${begun.toLowerCase()}`);

const ask = async (text, begun) => {
  const number = (asked += 1);
  const url = new URL(text.form.dataset.mentions, location.href);
  url.searchParams.set("whom", begun);
  try {
    const answer = await fetch(url);
    if (number !== asked || document.activeElement !== text) return;
    if (answer.ok) show(text, await answer.text());
  } catch {
    // Nobody is offered while the server cannot be reached.
  }
};

document.addEventListener("input", ({ target, isComposing }) => {
  if (isComposing || !target.matches?.("form[data-mentions] textarea")) return;
  const begun = begunIn(target);
  // A whole name with its space behind it is done, though another may go on behind it.
  const done = begun === taken || [...(list?.children ?? [])].some((each) => begun === `${each.dataset.whom} `);
  if (!begun || done) {
    close();
    return;
  }
  // Whoever types on meanwhile does not take with Enter whom they no longer mean.
  if (list && !fits(list.querySelector("[aria-selected=true]"), begun)) close();
  clearTimeout(timer);
  asked += 1; // the answer to fewer letters is no answer any more
  timer = setTimeout(ask, PAUSE, target, begun);
});

document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const options = [...list.children];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    mark(options[(at + step + options.length) % options.length]);
  } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(options[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// Pressed, not clicked: the field keeps its focus and its caret.
document.addEventListener("mousedown", (event) => {
  const option = list && event.target.closest?.(".pl-whom > li");
  if (!option) return;
  event.preventDefault();
  choose(option);
});
document.addEventListener("focusout", ({ target }) => {
  if (target === field) close();
});
