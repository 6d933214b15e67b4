/**
 * `<travaux-survey>` on the page that has all questions of a survey: says by itself what is asked, as the form’s own conditions have
 * it, keeps what is typed in this browser if one wishes, and sends it when there is a connection again. What is sent twice is kept
 * once by the house. A repeat whose rounds are counted by an answer, and more rounds than are at hand, need the connection.
 */
import { type Form, type Given, isThere, offeredAt, pathOf, readForm, settle, type Sheet, treeOf, withAnswers } from "@travaux/survey-forms";

type Copy = { fields: [name: string, value: string][] };

class Survey extends HTMLElement {
  private form: Form | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: HTMLElement | null = null;
  private tries = 0;

  connectedCallback() {
    const page = this.closest("form");
    if (!page) return;
    for (const hidden of this.querySelectorAll<HTMLElement>("label[hidden]")) hidden.hidden = false;
    page.addEventListener("input", () => this.typed(page));
    page.addEventListener("change", () => this.typed(page));
    page.addEventListener("click", (event) => this.pressed(event));
    page.addEventListener("submit", (event) => this.submitted(event, page));
    addEventListener("online", () => this.again(page));
    this.takeBack(page);
    void this.read(page);
  }

  /** The questionnaire, to know its conditions. Without it every question stays as the house drew it. */
  private async read(page: HTMLFormElement) {
    const answer = await fetch(this.dataset.form ?? "").catch(() => null);
    if (!answer?.ok) return;
    this.form = readForm((await answer.json()) as Sheet[]).form;
    this.bring(page);
  }

  private typed(page: HTMLFormElement) {
    this.keep(page);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.bring(page), 150);
  }

  /** A round that is at hand is added here; for any other the page is sent. */
  private pressed(event: Event) {
    const button = event.target instanceof HTMLButtonElement ? event.target : null;
    const path = /^add:(.*)$/.exec(button?.value ?? "")?.[1];
    const spare = path === undefined ? null : [...document.querySelectorAll<HTMLElement>("[data-spare]")].find((it) => it.dataset.path?.replace(/\[\d+\]$/, "") === path);
    const page = this.closest("form");
    if (!spare || !page) return;
    event.preventDefault();
    delete spare.dataset.spare;
    spare.hidden = false;
    const shown = page.elements.namedItem("shown") as HTMLInputElement;
    shown.value += [...new Set([...spare.querySelectorAll<HTMLInputElement>("[name^='/']")].map((it) => ` ${it.name.replace(/#\d+$/, "")}`))].join("");
    this.bring(page);
    spare.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  /** Show what is asked with what was typed so far, and hide the rest. */
  private bring(page: HTMLFormElement) {
    if (!this.form) return;
    const language = this.dataset.language ?? "";
    const circumstances = { now: new Date(), language, random: Math.random };
    const tree = treeOf(this.form, givenIn(page));
    settle(tree, circumstances);
    const places = new Map([...tree.places].filter(([node]) => isThere(tree, node)).map(([node, place]) => [pathOf(tree, node), { node, ...place }]));
    for (const box of page.querySelectorAll<HTMLElement>("[data-path]")) {
      const place = places.get(box.dataset.path!);
      box.hidden = "spare" in box.dataset || !place?.isAsked;
      if (!place || place.item?.kind !== "question") continue;
      const value = box.querySelector<HTMLElement>("[data-value]");
      if (value) value.textContent = place.node.value;
      if (place.item.choiceFilter) offer(box, new Set(offeredAt(tree, place.node, place.item, circumstances).map((it) => it.name)));
      const said = box.querySelector<HTMLElement>("[data-said]");
      if (said) said.textContent = withAnswers(said.dataset.said!, tree, language);
    }
  }

  private get keeps() { return this.querySelector<HTMLInputElement>("[data-keep]")?.checked ?? false; }
  private get name() { return `travaux-survey-${this.dataset.name}`; }

  private keep(page: HTMLFormElement) {
    try {
      if (!this.keeps) return localStorage.removeItem(this.name);
      localStorage.setItem(this.name, JSON.stringify({ fields: fieldsOf(page) } satisfies Copy));
      this.say(this.dataset.kept);
    } catch { /* storage is shut or full: what is typed stays on this page */ }
  }

  /** What this browser kept is put back into a page on which nothing was typed since. */
  private takeBack(page: HTMLFormElement) {
    const copy = copyOf(this.name);
    if (!copy) return;
    putBack(page, copy.fields);
    const keep = this.querySelector<HTMLInputElement>("[data-keep]");
    if (keep) keep.checked = true;
    this.say(this.dataset.back);
  }

  /** Sent for good: by a request that can fail without the page being lost. What is to be nobody’s goes its own way, without the session. */
  private submitted(event: SubmitEvent, page: HTMLFormElement) {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.value !== "send") return;
    if (page.dataset.unattributedPage && page.querySelector("travaux-unattributed")) { if (!navigator.onLine) this.wait(event, button); return; }
    event.preventDefault();
    void this.send(page, button);
  }

  private wait(event: Event, button: HTMLElement) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = button;
    this.say(this.dataset.waits);
  }

  private async send(page: HTMLFormElement, button: HTMLButtonElement) {
    this.say(this.dataset.sending);
    const answer = await fetch(page.action, { method: "POST", body: new FormData(page, button), redirect: "manual" }).catch(() => null);
    if (!answer || answer.status >= 500) {
      this.waiting = button;
      this.say(this.dataset.waits);
      setTimeout(() => this.again(page), Math.min(60_000, 5_000 * 2 ** this.tries++));
      return;
    }
    const received = answer.type === "opaqueredirect";
    if (received) this.forget();
    location.assign(received ? location.pathname : `${location.pathname}?page=check`); // it was saved, and something in it is wrong
  }

  private again(page: HTMLFormElement) {
    const button = this.waiting;
    this.waiting = null;
    if (button) page.requestSubmit(button);
  }

  private forget() {
    try { localStorage.removeItem(this.name); } catch { /* there is none */ }
  }

  private say(words: string | undefined) {
    const said = this.querySelector("[role=status]");
    if (said && words && said.textContent !== words) said.textContent = words;
  }
}

/** Choices that are not offered are hidden and let go. */
function offer(box: HTMLElement, names: ReadonlySet<string>) {
  for (const it of box.querySelectorAll<HTMLElement>("[data-choice]")) {
    it.hidden = !names.has(it.dataset.choice!);
    if (it instanceof HTMLOptionElement) { it.disabled = it.hidden; if (it.hidden) it.selected = false; }
    const input = it.querySelector("input");
    if (input && it.hidden) input.checked = false;
  }
}

/** What stands in the fields of rounds that are there, by its path, as the house reads it. */
function givenIn(page: HTMLFormElement): Given {
  const given: Record<string, string> = {};
  for (const it of page.elements) {
    if (!(it instanceof HTMLInputElement || it instanceof HTMLSelectElement || it instanceof HTMLTextAreaElement) || !it.name.startsWith("/") || it.closest("[data-spare]")) continue;
    const path = it.name.replace(/#\d+$/, "");
    const value = it instanceof HTMLInputElement && (it.type === "radio" || it.type === "checkbox") && !it.checked ? "" : it.value;
    given[path] = [given[path] ?? "", value].filter(Boolean).join(" ");
  }
  return given;
}

const fieldsOf = (page: HTMLFormElement): Copy["fields"] => [...new FormData(page)].filter((it): it is [string, string] => typeof it[1] === "string" && (it[0].startsWith("/") || it[0] === "shown"));

function copyOf(name: string): Copy | null {
  try { return JSON.parse(localStorage.getItem(name) ?? "null") as Copy | null; } catch { return null; }
}

/** Put values into the fields that the page has; rounds that were added come back with them. */
function putBack(page: HTMLFormElement, fields: Copy["fields"]) {
  const values = Map.groupBy(fields, ([name]) => name);
  for (const it of page.elements) {
    if (it instanceof HTMLInputElement && it.name === "shown") it.value = values.get("shown")?.[0]?.[1] ?? it.value;
    if (!(it instanceof HTMLInputElement || it instanceof HTMLSelectElement || it instanceof HTMLTextAreaElement) || !it.name.startsWith("/") || !values.has(it.name)) continue;
    const spare = it.closest<HTMLElement>("[data-spare]");
    if (spare && values.get(it.name)!.some(([, value]) => value !== "")) delete spare.dataset.spare;
    if (it instanceof HTMLInputElement && (it.type === "radio" || it.type === "checkbox")) it.checked = values.get(it.name)!.some(([, value]) => value === it.value);
    else it.value = values.get(it.name)![0]![1];
  }
}

customElements.define("travaux-survey", Survey);
