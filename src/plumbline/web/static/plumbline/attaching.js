// Files dropped on a form, or pasted into its text, join those that were chosen. A form may come
// with an answer later, so the document listens for all of them.

const formOf = (event) => event.target.closest?.("form[data-attaching]");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
const mark = (form, isOver) => form.classList.toggle("pl-attaching-over", isOver);

const add = (form, files) => {
  const input = form.querySelector("input[type=file]");
  if (!input) return false;
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  const fold = input.closest("details");
  if (fold) fold.open = true;
  return true;
};

document.addEventListener("dragover", (event) => {
  const form = formOf(event);
  if (!form || !holdsFiles(event)) return;
  event.preventDefault();
  mark(form, true);
});
document.addEventListener("dragleave", (event) => {
  const form = formOf(event);
  if (form && !form.contains(event.relatedTarget)) mark(form, false);
});
document.addEventListener("drop", (event) => {
  const form = formOf(event);
  if (!form || !holdsFiles(event)) return;
  event.preventDefault();
  mark(form, false);
  add(form, event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const form = formOf(event);
  if (!form || !event.clipboardData?.files.length) return;
  if (add(form, event.clipboardData.files)) event.preventDefault();
});
