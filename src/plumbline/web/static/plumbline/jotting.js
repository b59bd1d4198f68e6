// What is typed into a form is kept at each pause, so that nothing hangs on the tab or the connection.
const PAUSE = 800; // as long as one looks up between two words
const AGAIN = 5_000; // until a server that did not answer is asked once more

const watch = (form) => {
  const line = form.querySelector("[data-jotting-said]");
  let timer = 0;
  let isOpen = false; // something stands in the form that is not kept
  let isSent = false;
  let asked = null;

  const say = (which) => {
    if (line.textContent !== line.dataset[which]) line.textContent = line.dataset[which];
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };
  const fields = () => {
    const sent = new URLSearchParams(new FormData(form));
    sent.set("sheet_act", "keep");
    return sent;
  };

  const keep = async () => {
    clearTimeout(timer);
    if (!isOpen || isSent || !form.isConnected) return;
    isOpen = false;
    asked?.abort();
    const call = new AbortController();
    asked = call;
    try {
      const answer = await fetch(form.dataset.jotting || location.pathname, {
        method: "POST",
        body: fields(),
        redirect: "manual",
        keepalive: document.visibilityState === "hidden", // the tab may be closing
        signal: call.signal,
      });
      if (answer.ok) say("kept");
      else if (answer.type === "opaqueredirect") say("signedOut");
      else if (answer.status < 500) say("refused");
      else throw new Error(String(answer.status));
      if (!answer.ok) isOpen = true;
    } catch {
      if (call.signal.aborted) return; // a later pause, or the form itself, is on its way
      isOpen = true;
      say("waiting");
      later(AGAIN);
    }
  };

  const typed = () => {
    isOpen = true;
    later(PAUSE);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    asked?.abort();
  });
  form.addEventListener("htmx:sendError", () => {
    isSent = false;
    typed();
  });
  addEventListener("online", keep);
  document.addEventListener("visibilitychange", keep);
  addEventListener("pageshow", () => {
    isSent = false;
  });
  // In place, whoever leaves keeps nothing, and what is refused comes back as a form of its own.
  form.addEventListener("plumbline:left", () => {
    isSent = true;
    clearTimeout(timer);
    asked?.abort();
  });
  // Whoever leaves with words that could not be kept is asked whether they mean it.
  addEventListener("beforeunload", (event) => {
    if (form.isConnected && isOpen && !isSent && line.textContent && line.textContent !== line.dataset.kept) event.preventDefault();
  });
};

for (const form of document.querySelectorAll("form[data-jotting]")) watch(form);

// Whoever types faster than the scripts come is heard once they are all there.
const isTyped = (field) => {
  if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
  return field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue;
};
document.addEventListener("DOMContentLoaded", () => {
  // What a browser puts back where one returns was kept, or saved, before.
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  for (const form of document.querySelectorAll("form[data-jotting]")) {
    for (const field of form.elements) if (isTyped(field)) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt.matches?.("form[data-in-place]")) watch(detail.elt);
});
