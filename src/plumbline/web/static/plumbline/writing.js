// While somebody writes: words at fault are marked in their field, "Use this" and "Mend" put another
// sentence in its place, F8 goes on to the next finding.
const titleOf = (form, line) => form.elements[line ? `title_${line}` : "title"];

const put = (title, words) => {
  title.focus();
  title.select();
  // As if it were typed, so that the browser's own undo takes it back.
  if (!document.execCommand("insertText", false, words)) {
    title.value = words;
    title.dispatchEvent(new Event("input", { bubbles: true }));
  }
  title.dispatchEvent(new Event("change", { bubbles: true }));
  document.getElementById("status_line").textContent = words;
};

const use = (button, title) => {
  // The work that the sentence named goes along, so that it is kept beside the result.
  const work = button.form.elements[title.name.replace("title", "work")];
  if (work && !work.value) work.value = title.value;
  put(title, button.parentElement.querySelector("[data-proposal]").textContent.trim());
};

const mend = (button, title) => {
  const part = button.closest("[data-wording]");
  const before = title.value;
  put(title, button.dataset.mend);
  const line = document.createElement("p");
  const back = document.createElement("button");
  line.className = "pl-mended";
  back.className = "btn pl-btn-quiet";
  back.type = "button";
  back.textContent = part.dataset.undo;
  line.append(part.dataset.mended, back);
  part.after(line);
  back.addEventListener("click", () => put(title, before));
  // It is offered until the sentence changes again, by this or by typing.
  title.addEventListener("input", () => line.remove(), { once: true });
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button:is([data-use], [data-mend])");
  if (!button) return;
  event.preventDefault();
  const title = titleOf(button.form, button.value.split(" ")[1]);
  if ("mend" in button.dataset) mend(button, title);
  else use(button, title);
});

// Over the field lies the same text, unseen but for the lines below the words at fault.
const marked = new WeakMap(); // by field: the layer over it, the text it shows, the stretches in it

const shifted = (ranges, before, now) => {
  const most = Math.min(before.length, now.length);
  let front = 0;
  while (front < most && before[front] === now[front]) front += 1;
  let back = 0;
  while (back < most - front && before[before.length - 1 - back] === now[now.length - 1 - back]) back += 1;
  const further = now.length - before.length;
  return ranges.flatMap(({ start, end, level }) => {
    if (end <= front) return [{ start, end, level }];
    return start >= before.length - back ? [{ start: start + further, end: end + further, level }] : [];
  });
};

const follow = (field, { layer }) => {
  layer.classList.toggle("pl-marks-beside-bar", field.scrollHeight > field.clientHeight);
  layer.scrollTop = field.scrollTop;
};

const draw = (field, ranges, text) => {
  const known = marked.get(field);
  known.ranges = shifted(ranges, text, field.value);
  known.text = field.value;
  let at = 0;
  const pieces = known.ranges.flatMap(({ start, end, level }) => {
    const mark = document.createElement("mark");
    mark.className = level;
    mark.textContent = known.text.slice(start, end);
    const before = known.text.slice(at, start);
    at = end;
    return [before, mark];
  });
  // A last break is a line of its own in a field.
  known.layer.replaceChildren(...pieces, `${known.text.slice(at)}\n`);
  follow(field, known);
};

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) follow(target, marked.get(target));
});

const layered = (field) => {
  if (!marked.has(field)) {
    const layer = document.createElement("div");
    layer.className = "form-control pl-marks";
    layer.ariaHidden = "true";
    field.after(layer);
    marked.set(field, { layer, text: "", ranges: [] });
    resized.observe(field);
  }
};

// What the server marked below the field moves into it; read aloud it stays where it was.
const take = (part) => {
  const field = titleOf(part.closest("form"), part.id.split("_")[1]);
  if (!field?.parentElement.matches(".pl-marked") || matchMedia("(forced-colors: active)").matches) return;
  const read = part.querySelector(".pl-words-read");
  const ranges = [];
  let at = 0;
  for (const node of read?.childNodes ?? []) {
    const end = at + node.textContent.length;
    if (node.nodeName === "MARK") ranges.push({ start: at, end, level: node.className });
    at = end;
  }
  read?.classList.add("pl-spoken");
  layered(field);
  draw(field, ranges, read?.textContent ?? "");
};

const takeAll = (within) => {
  if (within.matches("[data-wording]")) take(within);
  else for (const part of within.querySelectorAll("[data-wording]")) take(part);
};

takeAll(document.body);
document.addEventListener("htmx:afterSettle", ({ target }) => takeAll(target));
document.addEventListener("input", ({ target }) => {
  const known = marked.get(target);
  if (known) draw(target, known.ranges, known.text);
});
document.addEventListener("scroll", ({ target }) => {
  const known = marked.get(target);
  if (known) follow(target, known);
}, true);

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
