/**
 * `<travaux-unattributed>` in a comment form: when an unattributed combination is chosen and this browser holds a token, the words
 * are sent with it to the unlinked door, in a request that carries no cookie, and the receipt is shown here. Otherwise the form is
 * sent as any other. `<travaux-tokens>` on a forum's page only fetches the tokens.
 */
import { fetchTokens, forgetToken, tokenOf, toText, type Token } from "./tokens.ts";

type Doors = Record<string, string>;
type Problem = { title?: string; detail?: string; code?: string };

class Tokens extends HTMLElement {
  connectedCallback() {
    void this.fetchAll();
  }

  protected async fetchAll() {
    for (const [forum, door] of Object.entries(JSON.parse(this.dataset.tokens ?? "{}") as Doors)) {
      if (!tokenOf(forum)) this.tell(this.dataset.making);
      await fetchTokens(forum, door, formToken()).catch(() => false);
      this.say(forum);
    }
  }

  /** Which of the two guarantees holds for a forum, as things stand. */
  protected say(forum: string) {
    this.tell(tokenOf(forum) ? this.dataset.ready : this.dataset.without);
  }

  protected tell(words: string | undefined) {
    const said = this.querySelector("[role=status]");
    if (said && words && said.textContent !== words) said.textContent = words;
  }
}

/** A page that this house has just sent, as markup: the one text that a script here may turn into it. Scripts in it do not run. */
const asPage = (text: string) => (pages ? (pages.createHTML(text) as unknown as string) : text);
type Policies = { createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): object } };
const pages = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy("travaux-page", { createHTML: (text) => text });

/** Fields that a page made in the session, or that name somebody: with them the house could know a request again that brings no session. */
const telling = ["form-token", "draft", "edition", "again", "attachment", "stakeholder", "onBehalf", "showPerson"];

class Unattributed extends Tokens {
  private sending = false;
  /** Made here and not by the page: what is sent twice is filed once, and nobody saw it before. */
  private readonly once = toText(crypto.getRandomValues(new Uint8Array(32)));

  override connectedCallback() {
    if (this.dataset.when !== "chosen") super.connectedCallback();
    const form = this.closest("form");
    form?.addEventListener("submit", (event) => this.submitted(event, form));
    form?.addEventListener("change", () => this.chosen(form));
  }

  /** Who may have one token only is given it when they choose to answer without a name, and not for looking. */
  private chosen(form: HTMLFormElement) {
    if (this.dataset.when === "chosen" && valueOf(form, "combination").endsWith("/unattributed")) void this.fetchAll();
    else this.say(valueOf(form, "forum"));
  }

  protected override say(forum: string) {
    const form = this.closest("form");
    super.say((form && valueOf(form, "forum")) || forum);
  }

  private submitted(event: Event, form: HTMLFormElement) {
    const token = tokenOf(valueOf(form, "forum"));
    if (!valueOf(form, "combination").endsWith("/unattributed") || !token) return;
    event.preventDefault();
    const page = form.dataset.unattributedPage;
    if (!this.sending) void (page ? this.press(form, page, (event as SubmitEvent).submitter, token) : this.send(form, token));
  }

  /** Any button of a form that comes back as a page: pressed without the session, and the page put in the place of this one. The token goes with what is sent for good. */
  private async press(form: HTMLFormElement, page: string, button: HTMLElement | null, token: Token) {
    this.sending = true;
    const forum = valueOf(form, "forum");
    const body = new FormData(form, button);
    for (const name of telling) body.delete(name);
    body.set("once", this.once);
    const isLast = body.get("deed") === "send";
    if (isLast) for (const [name, value] of Object.entries(token)) body.set(`token-${name}`, value);
    const answer = await fetch(page, { method: "POST", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", headers: { "accept-language": document.documentElement.lang }, body }).catch(() => null);
    this.sending = false;
    if (!answer) return this.complain(this.dataset.lost ?? "");
    const sent = new DOMParser().parseFromString(asPage(await answer.text()), "text/html").querySelector("main");
    if (!sent) return this.complain(this.dataset.lost ?? "");
    if (isLast && answer.ok) forgetToken(forum, token);
    this.goOn(sent, answer.ok && isLast);
  }

  /** The page that came, with what knows the tokens in its form until there is a receipt. */
  private goOn(sent: Element, isReceipt: boolean) {
    const main = document.querySelector("main")!;
    const form = sent.querySelector<HTMLFormElement>("form[data-unattributed-page]");
    main.replaceChildren(...sent.childNodes);
    if (form && !isReceipt) form.append(this);
    (main.querySelector<HTMLElement>("[data-receipt], .errors") ?? main).focus();
    scrollTo(0, 0);
  }

  private async send(form: HTMLFormElement, token: Token) {
    this.sending = true;
    const forum = valueOf(form, "forum");
    const fields = Object.fromEntries(["forum", "combination", "language", "answers", "body"].map((name) => [name, valueOf(form, name)]));
    const answer = await post(form.dataset.unattributedTo ?? "/unattributed/comments", { ...fields, ...(JSON.parse(this.dataset.at ?? "{}") as object), token }).catch(() => null);
    this.sending = false;
    if (!answer) return this.complain(this.dataset.lost ?? "");
    if (answer.ok) {
      forgetToken(forum, token);
      return this.show(form, await answer.text());
    }
    const { title, detail, code } = (await answer.json().catch(() => ({}))) as Problem;
    if (code === "token-spent" || code === "token-unknown") forgetToken(forum, token);
    this.complain([title, detail].filter(Boolean).join(" "));
  }

  private complain(words: string) {
    const said = this.querySelector("[role=alert]") ?? this.appendChild(document.createElement("p"));
    said.setAttribute("role", "alert");
    said.className = "error";
    said.textContent = words;
  }

  /** The receipt in the place of the form: nothing of it is kept in this browser. */
  private show(form: HTMLFormElement, text: string) {
    const receipt = JSON.parse(text) as { code: string };
    const shown = this.querySelector("template")!.content.cloneNode(true) as DocumentFragment;
    const part = (name: string) => shown.querySelector<HTMLElement>(`[data-${name}]`)!;
    const data = JSON.stringify(receipt, null, 2);
    part("code").textContent = receipt.code;
    part("data").textContent = data;
    part("save").setAttribute("href", `data:application/json;charset=utf-8,${encodeURIComponent(data)}`);
    const block = part("receipt");
    form.replaceWith(shown);
    block.focus();
  }
}

/** The value of a field, of radio buttons that of the one chosen; empty when there is none. */
function valueOf(form: HTMLFormElement, name: string) {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

const formToken = () => document.querySelector<HTMLInputElement>('input[name="form-token"]')?.value ?? "";

/** No cookie, no referrer, and the page's language in the place of the browser's list, which few share. */
const post = (door: string, body: object) =>
  fetch(door, { method: "POST", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", headers: { "content-type": "application/json", "accept-language": document.documentElement.lang }, body: JSON.stringify(body) });

customElements.define("travaux-tokens", Tokens);
customElements.define("travaux-unattributed", Unattributed);
