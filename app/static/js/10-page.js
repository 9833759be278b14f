// The page: marks that script runs, speaks to screen readers, and finds the translated words.

document.documentElement.classList.add("script");

const voice = document.getElementById("say");
let shown = 0;

/** Say one of the sentences that the page carries (or a sentence as it is), aloud and in sight. */
export function say(word) {
  const sentence = voice?.dataset[word] ?? word;
  if (!voice || !sentence) return;
  voice.textContent = sentence;
  voice.classList.toggle("toast", word !== "saving");
  clearTimeout(shown);
  shown = setTimeout(() => voice.classList.remove("toast"), word === "saved" ? 1500 : 6000);
}

/** A translated word that the page carries for the script. */
export function word(name) {
  return voice?.dataset[name] ?? "";
}

document.querySelector("[data-focus]")?.focus();

// On a phone a strip of tabs is wider than the screen: the present tab comes into sight.
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = here.closest("ul");
  strip.scrollLeft += here.getBoundingClientRect().left - strip.getBoundingClientRect().left - strip.clientWidth / 3;
}

document.addEventListener("click", async (event) => {
  const back = event.target.closest("[data-back]");
  if (back && document.referrer.startsWith(`${location.origin}/`)) {
    event.preventDefault();
    location.assign(document.referrer);
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      say("copied");
    } catch {
      // The browser keeps its clipboard shut: what would have been copied is selected instead.
      getSelection().selectAllChildren(copy.parentElement.querySelector("[data-handed]"));
      say("selected");
    }
  }
});
