// Reading a chart by pointer or arrows: the reading of the nearest dot is shown and announced.
const dotsOf = (drawing) => [...drawing.querySelectorAll("[data-reading]")];

const read = (drawing, dot) => {
  for (const other of dotsOf(drawing)) other.classList.toggle("pl-dot-read", other === dot);
  const place = drawing.closest("[data-chart]")?.querySelector("[data-chart-reading]");
  if (place) place.textContent = dot ? dot.dataset.reading : "";
};

const nearest = (drawing, clientX) =>
  dotsOf(drawing).reduce((best, dot) => {
    const box = dot.getBoundingClientRect();
    const distance = Math.abs(box.left + box.width / 2 - clientX);
    return !best || distance < best.distance ? { dot, distance } : best;
  }, null)?.dot;

const step = (drawing, key) => {
  const dots = dotsOf(drawing);
  const here = dots.findIndex((dot) => dot.classList.contains("pl-dot-read"));
  const last = dots.length - 1;
  const goal = { ArrowLeft: here < 0 ? last : here - 1, ArrowRight: here + 1, Home: 0, End: last }[key];
  if (goal === undefined || !dots.length) return false;
  read(drawing, dots[Math.min(Math.max(goal, 0), last)]);
  return true;
};

const prepare = (root) => {
  for (const drawing of root.querySelectorAll("[data-chart] svg.pl-trend:not([tabindex])")) {
    if (!dotsOf(drawing).length) continue;
    drawing.setAttribute("tabindex", "0");
    drawing.addEventListener("pointermove", (event) => read(drawing, nearest(drawing, event.clientX)));
    drawing.addEventListener("pointerleave", () => read(drawing, null));
    drawing.addEventListener("blur", () => read(drawing, null));
    drawing.addEventListener("keydown", (event) => {
      if (step(drawing, event.key)) event.preventDefault();
    });
  }
};

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
prepare(document);
