// Proposes the browser's own time zone, as long as nobody has chosen one.
const select = document.getElementById("id_time_zone");
if (select && select.value === "UTC" && !select.closest("form").querySelector("[aria-invalid]")) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if ([...select.options].some((option) => option.value === timeZone)) select.value = timeZone;
}
