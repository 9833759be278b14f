// A page that is watched while things happen: its clock runs in the project's zone, and it looks again by itself.

const EVERY = 20_000;

function run(clock) {
  const ahead = Date.parse(clock.dataset.clock) - Date.now();
  const face = new Intl.DateTimeFormat(document.documentElement.lang === "zh-CN" ? "zh-CN" : "en-GB", {
    timeZone: clock.dataset.zone, dateStyle: "medium", timeStyle: "medium",
  });
  const tick = () => {
    if (!clock.isConnected) return;
    clock.textContent = face.format(new Date(Date.now() + ahead));
    setTimeout(tick, 1000 - ((Date.now() + ahead) % 1000));
  };
  tick();
}

/** Fetch the page anew and put its live part in place, unless somebody is at work in it or looks elsewhere. */
async function look(live) {
  const busy = document.hidden || live.contains(document.activeElement) || document.querySelector("dialog[open]");
  if (busy) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh || live.contains(document.activeElement)) return;
    for (const opened of live.querySelectorAll("details[open]")) fresh.querySelector("details")?.setAttribute("open", opened.open);
    live.replaceWith(fresh);
    wake();
  } catch {
    // Without connection the page stays as it was; the next look tries again.
  }
}

function wake() {
  for (const clock of document.querySelectorAll("[data-clock]")) run(clock);
}

wake();
if (document.querySelector("[data-live]")) setInterval(() => look(document.querySelector("[data-live]")), EVERY);
