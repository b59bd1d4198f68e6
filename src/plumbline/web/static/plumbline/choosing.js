// Rows of a list that are chosen: all on the page at once, a range with Shift, and how many.
const form = document.querySelector("form[data-choosing]");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=row]")];
  const whole = form.querySelector("[data-choose-page]");
  const some = form.querySelector("[data-choose-some]");
  const count = form.querySelector("[data-chosen-count]");
  let last = null;

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    whole.checked = chosen === boxes.length;
    whole.indeterminate = chosen > 0 && chosen < boxes.length;
    some.disabled = chosen === 0;
    count.textContent = chosen ? ` (${chosen})` : "";
  };

  form.addEventListener("click", (event) => {
    const place = boxes.indexOf(event.target);
    if (place < 0) return;
    if (event.shiftKey && last !== null) {
      for (const box of boxes.slice(Math.min(last, place), Math.max(last, place) + 1)) box.checked = event.target.checked;
    }
    last = place;
  });
  form.addEventListener("change", (event) => {
    if (event.target === whole) for (const box of boxes) box.checked = whole.checked;
    tell();
  });
  addEventListener("pageshow", tell);
  tell();
}
