/**
 * In the reading room, “n” goes to the next change and “p” to the one before, by article and paragraph; anywhere else the
 * keys do nothing, and never while somebody types.
 */
const changed = () => [...document.querySelectorAll<HTMLElement>(".treaty .para:has(ins, del), .pointer, .treaty h3:has(ins, del)")].filter((it) => it.offsetParent !== null);
const typing = (it: EventTarget | null) => it instanceof HTMLElement && it.closest("input, select, textarea, [contenteditable]") !== null;

function next(step: 1 | -1) {
  const all = changed();
  const line = 8; // pixels below the top edge: what stands there is what the reader is at
  const following = all.filter((it) => (step === 1 ? it.getBoundingClientRect().top > line + 1 : it.getBoundingClientRect().top < -1));
  const target = step === 1 ? following[0] : following.at(-1);
  if (!target) return;
  target.scrollIntoView({ block: "start" });
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "n") next(1);
  if (event.key === "p") next(-1);
});
