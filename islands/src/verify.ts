import { canonicalJson, checkReceipt, type Finding, parseReceipt, type Receipt, withoutCode, witnessesIn } from "@travaux/record-proofs";
import { element, verdictOn } from "./findings.ts";

/**
 * `<travaux-verify>`: checks the receipt of the form inside in the browser, and sends nothing. Without it the form goes to the
 * server. The newest signed state came with the page; to ask for tiles would tell which entry somebody cares about.
 */
class Verify extends HTMLElement {
  private said = document.createElement("div");

  connectedCallback() {
    const form = this.querySelector("form");
    if (!form || this.said.isConnected) return;
    const where = form.querySelector("p.small");
    if (where) where.textContent = this.sentences.here ?? "";
    this.said.setAttribute("role", "status");
    this.append(this.said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.check(new FormData(form));
    });
  }

  private get sentences(): Record<string, string> {
    return JSON.parse(this.dataset.sentences ?? "{}") as Record<string, string>;
  }

  private async check(form: FormData) {
    const file = form.get("file");
    const text = file instanceof File && file.size > 0 ? await file.text() : typedIn(form, "text");
    const witnesses = witnessesIn(typedIn(form, "witnesses"));
    if (!text.trim() || !witnesses) return this.said.replaceChildren(element("p", this.sentences[witnesses ? "needed" : "witnesses.wrong"], "error"));
    const { key = "", checkpoint } = this.dataset;
    const receipt = receiptIn(text);
    const ours = receipt?.key === key && checkpoint;
    this.show(receipt, await checkReceipt(receipt, { trustedKey: key, ...witnesses, ...(ours ? { newerCheckpoint: checkpoint } : {}) }));
  }

  private show(receipt: Receipt | null, findings: Finding[]) {
    const { sentences } = this;
    const { verdict, list } = verdictOn(findings, { sentences, under: "verify", written });
    const code = element("code", receipt ? canonicalJson(receipt.statement) : "");
    code.dir = "ltr";
    const statement = element("p", "", "copy");
    statement.append(code);
    this.said.replaceChildren(element("h2", sentences.result), verdict, list, ...(receipt ? [element("h2", sentences.statement), statement] : []));
    verdict.focus();
  }
}

/** Numbers and days as the page's language writes them; keys and codes from left to right (UAX #9, isolates). */
function written(name: string, value: string | number): string {
  const { lang } = document.documentElement;
  if (typeof value === "number") return value.toLocaleString(lang);
  return name === "day" && value ? new Date(value).toLocaleDateString(lang, { dateStyle: "medium", timeZone: "UTC" }) : `\u2066${value}\u2069`;
}

function typedIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The receipt in a text, or null when it has not the form of one. */
function receiptIn(text: string): Receipt | null {
  try {
    const value = withoutCode(JSON.parse(text));
    return parseReceipt(value) ? (value as Receipt) : null;
  } catch {
    return null;
  }
}

customElements.define("travaux-verify", Verify);
