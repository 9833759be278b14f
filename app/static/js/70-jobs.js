// Jobs: a [data-job] section follows its work by asking an address for JSON until it is done or stopped.
import { say } from "./10-page.js";

const QUICK = 600;
const SLOW = 3000;

function show(section, job) {
  section.querySelector("progress").value = job.progress ?? 0;
  const message = section.querySelector("[data-message]");
  if (job.message && message.textContent !== job.message) message.textContent = job.message;
}

async function follow(section, pause = QUICK) {
  let again = Math.min(pause * 1.2, SLOW);
  try {
    const answer = await fetch(section.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    show(section, job);
    if (job.state === "done") {
      if (job.url) location.assign(job.url);
      else location.reload();
      return;
    }
    if (job.state === "failed") {
      section.classList.add("stopped");
      say("stopped");
      return;
    }
  } catch {
    again = SLOW;
  }
  setTimeout(() => follow(section, again), again);
}

for (const section of document.querySelectorAll("[data-job]")) follow(section);
