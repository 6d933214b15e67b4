/**
 * `<travaux-draft>` in the form that answers a call: keeps what is typed on the server a moment after one stops typing, tries again
 * when the connection is lost, holds a copy in this browser until the server has it, and offers that copy back when the page is
 * opened again, also after signing in anew. It counts words as they are typed. What is to be nobody's it keeps nowhere.
 */
import { countWords } from "@travaux/treaty-text/count-words";

/** What a form sent is read as, by name; several of one name in their order. */
type Fields = [name: string, value: string][];
type Copy = { fields: Fields; at: string };
type Answer = { how: "kept" | "behind" | "sent" | "nobodys"; edition?: number; keptAt?: string };

/** Long enough that a sentence is not sent letter by letter, short enough that a lost tab loses no thought. */
const pause = 2_000;
const between = [5_000, 15_000, 60_000];
/** Of the fields those that the server gives anew with every page. */
const notTyped = new Set(["form-token", "draft", "edition", "once", "deed"]);

class Draft extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private kept = "";

  connectedCallback() {
    const form = this.closest("form");
    if (!form) return;
    this.kept = JSON.stringify(fieldsOf(form));
    form.addEventListener("input", () => this.typed(form));
    form.addEventListener("change", () => this.typed(form));
    form.addEventListener("submit", () => this.leaving(form));
    addEventListener("online", () => this.soon(form, 0));
    this.offer(form);
    this.count(form);
  }

  private typed(form: HTMLFormElement) {
    this.count(form);
    if (isNobodys(form)) return this.becomeNobodys(form);
    this.hold({ fields: fieldsOf(form), at: new Date().toISOString() });
    this.say(this.dataset.waiting);
    this.soon(form, pause);
  }

  private soon(form: HTMLFormElement, after: number) {
    clearTimeout(this.timer);
    if (this.copy()) this.timer = setTimeout(() => void this.send(form), after);
  }

  /** The button takes it from here: what is sent twice is kept once. */
  private leaving(form: HTMLFormElement) {
    clearTimeout(this.timer);
    if (isNobodys(form)) this.forget(undefined);
  }

  private async send(form: HTMLFormElement) {
    const typed = JSON.stringify(fieldsOf(form));
    if (typed === this.kept || isNobodys(form)) return;
    const answer = await fetch(this.dataset.to ?? "", { method: "POST", body: new FormData(form), headers: { accept: "application/json" } }).catch(() => null);
    const said = answer && (await (answer.json() as Promise<Answer>).catch(() => null));
    if (!answer || answer.status >= 500) return this.again(form);
    if (answer.status === 403) return this.say(this.dataset.out);
    if (said?.how !== "kept") return this.say(said?.how === "behind" ? this.dataset.behind : this.dataset.lost);
    this.tries = 0;
    this.kept = typed;
    const edition = form.elements.namedItem("edition");
    if (edition instanceof HTMLInputElement) edition.value = String(said.edition);
    history.replaceState(history.state, "", `?draft=${this.dataset.id}`); // opened again, the page has the draft
    if (JSON.stringify(fieldsOf(form)) === typed) this.drop();
    this.say(this.dataset.kept?.replace("%TIME%", new Date(said.keptAt ?? "").toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })));
  }

  private again(form: HTMLFormElement) {
    this.say(this.dataset.lost);
    this.soon(form, between[Math.min(this.tries++, between.length - 1)]!);
  }

  /** A copy that the server never had, newer than what it keeps: the reader says what becomes of it. */
  private offer(form: HTMLFormElement) {
    const copy = this.copy();
    if (!copy || copy.at <= (this.dataset.keptAt ?? "") || JSON.stringify(copy.fields) === this.kept) return;
    const line = this.appendChild(document.createElement("p"));
    line.className = "flash";
    line.append(this.dataset.copy ?? "", " ");
    const button = (words: string | undefined, deed: () => void) => {
      const it = line.appendChild(document.createElement("button"));
      it.type = "button";
      it.className = "little";
      it.textContent = words ?? "";
      it.addEventListener("click", () => { deed(); line.remove(); });
    };
    button(this.dataset.take, () => { putBack(form, copy.fields); this.count(form); this.soon(form, 0); });
    line.append(" ");
    button(this.dataset.drop, () => this.drop());
  }

  private count(form: HTMLFormElement) {
    const line = form.querySelector<HTMLElement>("#text-count");
    if (!line) return;
    const counted = fieldsOf(form).filter(([name]) => name === "text" || /^ask-\d+-text$|^answer-\d+$/.test(name)).map(([, value]) => value).join("\n\n");
    const [words, limit] = [countWords(counted), Number(line.dataset.limit)];
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const parts = [this.dataset.count?.replace("%COUNT%", number.format(words)).replace("%LIMIT%", number.format(limit)), words > limit ? this.dataset.over?.replace("%OVER%", number.format(words - limit)) : undefined];
    line.replaceChildren(...parts.filter((it) => it !== undefined).map((it) => Object.assign(document.createElement("span"), { textContent: it })));
  }

  /** What was kept so far goes, here and on the server, which is told the draft’s key and none of the words. */
  private becomeNobodys(form: HTMLFormElement) {
    this.forget(this.dataset.nobody);
    const [edition, draft] = ["edition", "draft"].map((name) => form.elements.namedItem(name));
    if (!(edition instanceof HTMLInputElement) || !(draft instanceof HTMLInputElement) || edition.value === "0") return;
    const body = new FormData();
    for (const name of ["draft", "combination", "form-token"]) body.set(name, valueOf(form, name));
    void this.dropThere(body, edition);
  }

  private async dropThere(body: FormData, edition: HTMLInputElement) {
    const answer = await fetch(this.dataset.to ?? "", { method: "POST", body }).catch(() => null);
    if (answer?.ok) edition.value = "0";
  }

  private say(words: string | undefined) {
    const said = this.querySelector("[role=status]");
    if (said && words && said.textContent !== words) said.textContent = words;
  }

  private forget(words: string | undefined) {
    clearTimeout(this.timer);
    this.drop();
    this.say(words);
  }

  private get name() { return `travaux-draft-${this.dataset.call}`; }
  private copy(): Copy | null {
    try { return JSON.parse(localStorage.getItem(this.name) ?? "null") as Copy | null; } catch { return null; }
  }
  private hold(it: Copy) {
    try { localStorage.setItem(this.name, JSON.stringify(it)); } catch { /* storage is shut or full: the server keeps it, or nobody does */ }
  }
  private drop() {
    try { localStorage.removeItem(this.name); } catch { /* there is none */ }
  }
}

const fieldsOf = (form: HTMLFormElement): Fields => [...new FormData(form)].filter((it): it is [string, string] => typeof it[1] === "string" && !notTyped.has(it[0]));
const valueOf = (form: HTMLFormElement, name: string) => { const value = new FormData(form).get(name); return typeof value === "string" ? value : ""; };
const isNobodys = (form: HTMLFormElement) => valueOf(form, "combination").endsWith("/unattributed");

/** Put values into the fields that the form has; what belongs to an ask that it has not stays in the copy's text. */
function putBack(form: HTMLFormElement, fields: Fields) {
  for (const element of form.elements) {
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) { const value = fields.find(([name]) => name === element.name)?.[1]; if (value !== undefined) element.value = value; }
    else if (element instanceof HTMLInputElement && !notTyped.has(element.name) && element.name !== "") {
      if (element.type === "checkbox" || element.type === "radio") element.checked = fields.some(([name, value]) => name === element.name && value === element.value);
      else if (element.type !== "hidden") element.value = fields.find(([name]) => name === element.name)?.[1] ?? element.value;
    }
  }
}

customElements.define("travaux-draft", Draft);
