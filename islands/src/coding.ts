/**
 * `<travaux-coding>` beside a source that somebody codes: by keyboard to the next segment, words marked, a code by its number or by some letters of
 * its name. What it does goes through the same doors as the form around it, which works without it. What happens is said aloud.
 */
import { folded } from "@travaux/coded-texts/search";

type Given = { id: string; segment: string; code: string; start: number; end: number };
type Sentences = Record<"next" | "given" | "taken" | "failed" | "none" | "where", string>;
type Passage = { segment: HTMLElement; start: number; end: number };

class Coding extends HTMLElement {
  private sentences = {} as Sentences;
  private here: HTMLElement | null = null;
  private marked: Passage | null = null;
  private undo: string[][] = [];
  private filter: HTMLInputElement | null = null;

  connectedCallback() {
    const form = this.closest("form");
    if (!form) return;
    this.sentences = JSON.parse(this.dataset.sentences ?? "{}") as Sentences;
    for (const it of this.segments) it.tabIndex = -1;
    this.filter = this.finder();
    form.addEventListener("keydown", (event) => void this.pressed(event));
    document.addEventListener("keydown", (event) => { if (event.target === document.body) void this.pressed(event); });
    document.addEventListener("selectionchange", () => this.remember());
    form.addEventListener("focusin", (event) => { const it = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-segment]") : null; if (it) this.here = it; });
  }

  private get segments() { return [...document.querySelectorAll<HTMLElement>("[data-segment]")]; }
  private get codes() { return [...document.querySelectorAll<HTMLInputElement>('input[name="codes"]')]; }

  /** The field in which a code is looked for. */
  private finder(): HTMLInputElement {
    const label = this.appendChild(document.createElement("label"));
    label.append(this.sentences.where, " ");
    const field = label.appendChild(document.createElement("input"));
    field.type = "search";
    field.autocomplete = "off";
    field.addEventListener("input", () => this.narrow());
    field.addEventListener("keydown", (event) => void this.found(event));
    return field;
  }

  /** Words of one segment that are marked stay remembered while the focus is in the field. */
  private remember() {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || document.activeElement === this.filter) return;
    const range = selection.getRangeAt(0);
    const words = elementOf(range.commonAncestorContainer)?.closest<HTMLElement>(".words");
    const segment = words?.closest<HTMLElement>("[data-segment]");
    this.marked = words && segment && !range.collapsed ? { segment, start: placeIn(words, range.startContainer, range.startOffset), end: placeIn(words, range.endContainer, range.endOffset) } : null;
    if (segment) this.here = segment;
  }

  private async pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement || (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") || event.altKey || event.metaKey) return;
    if (event.ctrlKey) return event.key.toLowerCase() === "z" ? this.takeBack(event) : undefined;
    if (event.shiftKey && event.key.startsWith("Arrow")) return this.mark(event);
    const deed = this.deedOf(event.key);
    if (!deed) return;
    event.preventDefault();
    await deed();
  }

  private deedOf(key: string): (() => void | Promise<void>) | null {
    if (key === "j") return () => this.go(1);
    if (key === "k") return () => this.go(-1);
    if (key === "u") return () => this.takeBack();
    if (/^[1-9]$/.test(key)) return () => this.give(this.codes[Number(key) - 1]);
    if (/^[\p{L}/]$/u.test(key)) return () => this.look(key === "/" ? "" : key);
    return null;
  }

  private go(step: 1 | -1) {
    const all = this.segments;
    const at = this.here ? all.indexOf(this.here) : -1;
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.here = next;
    this.marked = null;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    this.say(this.sentences.next.replace("%NUMBER%", next.id.replace("s-", "")));
  }

  /** Mark words from the keyboard: the first of the segment, then one more or less; towards the end of a line is leftward where one writes so. */
  private mark(event: KeyboardEvent) {
    const words = this.here?.querySelector<HTMLElement>(".words");
    const selection = getSelection();
    if (!words || !selection) return;
    event.preventDefault();
    if (!selection.anchorNode || !words.contains(selection.anchorNode)) selection.collapse(words, 0);
    const isLeftward = getComputedStyle(words).direction === "rtl";
    const isForward = event.key === "ArrowDown" || event.key === (isLeftward ? "ArrowLeft" : "ArrowRight");
    selection.modify("extend", isForward ? "forward" : "backward", event.key === "ArrowDown" || event.key === "ArrowUp" ? "sentence" : "word");
    if (!selection.focusNode || !words.contains(selection.focusNode)) selection.setBaseAndExtent(selection.anchorNode!, selection.anchorOffset, words, isForward ? words.childNodes.length : 0);
    this.remember();
    this.say(selection.toString());
  }

  private look(first: string) {
    if (!this.filter) return;
    this.filter.value = first;
    this.filter.focus();
    this.narrow();
  }

  /** Codes whose names have what is typed stand, the others go while one types. */
  private narrow(): HTMLInputElement[] {
    const typed = folded(this.filter?.value ?? "", document.documentElement.lang).trim();
    const fitting = this.codes.filter((it) => folded(it.dataset.name ?? "", document.documentElement.lang).includes(typed));
    for (const it of this.codes) it.closest("li")!.hidden = !fitting.includes(it);
    if (typed !== "") this.say(fitting[0]?.dataset.name ?? this.sentences.none);
    return fitting.toSorted((a, b) => Number(startsSo(b, typed)) - Number(startsSo(a, typed)));
  }

  private async found(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    const [first] = this.narrow();
    const isSought = this.filter!.value.trim() !== "";
    this.filter!.value = "";
    this.narrow();
    if (event.key === "Enter" && isSought) await this.give(first);
    this.here?.focus();
  }

  /** Give a code to the words that are marked, or to the segment where one is. */
  private async give(code: HTMLInputElement | undefined) {
    const segment = this.marked?.segment ?? this.here;
    if (!code || !segment) return this.say(this.sentences.none);
    const body = new URLSearchParams({ segments: segment.dataset.segment ?? "", codes: code.value, start: String(this.marked?.start ?? ""), end: String(this.marked?.end ?? ""), "form-token": this.token });
    const answer = await this.send(this.dataset.to ?? "", body);
    if (!answer) return this.say(this.sentences.failed);
    const { codings } = (await answer.json()) as { codings: Given[] };
    this.undo.push(codings.map((it) => it.id));
    for (const it of codings) this.show(segment, it, code.dataset.name ?? "");
    this.say(this.sentences.given.replace("%CODE%", code.dataset.name ?? ""));
  }

  private async takeBack(event?: KeyboardEvent) {
    event?.preventDefault();
    const last = this.undo.pop();
    if (!last) return;
    const body = new URLSearchParams([...last.map((id): [string, string] => ["codings", id]), ["form-token", this.token]]);
    if (!(await this.send(`${this.dataset.to}/removal`, body))) return this.say(this.sentences.failed);
    for (const id of last) document.querySelector(`input[name="codings"][value="${id}"]`)?.closest("li")?.remove();
    this.say(this.sentences.taken);
  }

  private async send(to: string, body: URLSearchParams): Promise<Response | null> {
    const answer = await fetch(to, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    return answer?.ok && answer.headers.get("content-type")?.includes("json") ? answer : null;
  }

  private show(segment: HTMLElement, { id, start, end }: Given, name: string) {
    const line = document.createElement("li");
    const label = line.appendChild(document.createElement("label"));
    const box = label.appendChild(document.createElement("input"));
    [box.type, box.name, box.value] = ["checkbox", "codings", id];
    label.append(" ", Object.assign(document.createElement("bdi"), { textContent: name }));
    const words = segment.querySelector(".words")?.textContent ?? "";
    if (end - start < words.length) line.append(" ", Object.assign(document.createElement("q"), { textContent: words.slice(start, end), className: "soft small" }));
    segment.querySelector(".given")?.append(line);
  }

  private get token() { return this.closest("form")?.querySelector<HTMLInputElement>('input[name="form-token"]')?.value ?? ""; }

  private say(words: string) {
    const said = this.querySelector("[role=status]");
    if (said) said.textContent = words;
  }
}

const startsSo = (it: HTMLInputElement, typed: string) => folded(it.dataset.name ?? "").startsWith(typed);
const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);

/** How many characters of an element’s text stand in front of a place in it. */
function placeIn(words: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(words);
  range.setEnd(node, offset);
  return range.toString().length;
}

customElements.define("travaux-coding", Coding);
