// Proposes the browser's own time zone, as long as nobody has chosen one.
const select = document.getElementById("id_time_zone");
if (select && select.value === "UTC" && !select.closest("form").querySelector("[aria-invalid]")) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if ([...select.options].some((option) => option.value === timeZone)) select.value = timeZone;
}

// Says on the button what it will open, once that has a name.
const name = document.getElementById("id_organization_name");
const open = document.querySelector("[data-named]");
if (name && open) {
  const unnamed = open.textContent;
  const say = () => {
    const words = name.value.trim();
    const fits = words && words.length <= 30; // longer ones would not stay on the button
    open.textContent = fits ? open.dataset.named.replace("{name}", () => words) : unnamed;
  };
  name.addEventListener("input", say);
  say();
}
