// Copies a field to the clipboard; where the browser refuses, the text is selected for Ctrl+C.
const copied = async (field) => {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  const field = button && document.getElementById(button.dataset.copy);
  if (!field || !(await copied(field))) return;
  button.textContent = button.dataset.done;
  button.focus();
  document.getElementById("status_line").textContent = button.dataset.done;
});
