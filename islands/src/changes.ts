/**
 * In the reading room, “n” goes to the next change and “p” to the one before, by article and paragraph; anywhere else the
 * keys do nothing, and never while somebody types.
 */
const changed = () => [...document.querySelectorAll<HTMLElement>(".treaty .para:has(ins, del), .pointer, .treaty h3:has(ins, del)")].filter((it) => it.offsetParent !== null);
const typing = (it: EventTarget | null) => it instanceof HTMLElement && it.closest("input, select, textarea, [contenteditable]") !== null;
const topOf = (it: HTMLElement) => it.getBoundingClientRect().top;

/** From the change the reader is at, when it is still in sight; else from the top edge of the window. */
function next(step: 1 | -1) {
  const all = changed();
  const at = all.findIndex((it) => it === document.activeElement && topOf(it) > -it.offsetHeight && topOf(it) < innerHeight);
  const target = at >= 0 ? all[at + step] : step === 1 ? all.find((it) => topOf(it) >= 0) : all.findLast((it) => topOf(it) < 0);
  if (!target) return;
  target.scrollIntoView({ block: "start", behavior: "instant" }); // a long way: watching it go by helps nobody
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "n") next(1);
  if (event.key === "p") next(-1);
});
