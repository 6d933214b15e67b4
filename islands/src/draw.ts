import { checkDrawn, type Drawn, type Finding, hashOf, readPeople, readQuotas, type Selection, Unfit, whyNoResult } from "@travaux/fair-selection/browser";
import { element, verdictOn } from "./findings.ts";

/**
 * `<travaux-draw>`: checks a draw in the browser from the three files that were published, and sends nothing. It draws again, without the solver
 * that found the lottery: hashes, panels, chances, proofs, the seed. Attributes:
 *
 * - `data-result`, `data-pool`, `data-quotas`: addresses of the result (what `travaux draw --format json` wrote), of respondents.csv and of
 *   categories.csv. Where one is left out, a file is asked for in its place.
 * - `data-sentences`: JSON with the keys of `sentencesOfDraw` in app/src/ground/selection-words.ts: `button`, `result`, `pool` and `quotas` (names of the
 *   file fields), `running`, `all`, `some`, `holds`, `fails`, `unreadable` and `finding.NAME.holds`, `finding.NAME.fails` with {names} of values.
 *
 * The element needs nothing inside; what is inside (the addresses as links, how to check on the command line) stays where it is.
 */
class Draw extends HTMLElement {
  private said = document.createElement("div");

  connectedCallback() {
    if (this.said.isConnected) return;
    this.said.setAttribute("role", "status");
    const form = document.createElement("form");
    const button = element("button", this.sentences.button);
    button.setAttribute("type", "submit");
    form.append(...parts.filter((it) => !this.dataset[it]).map((it) => this.fieldFor(it)), button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.check(new FormData(form));
    });
    this.append(form, this.said);
  }

  private get sentences(): Record<string, string> {
    return JSON.parse(this.dataset.sentences ?? "{}") as Record<string, string>;
  }

  private fieldFor(part: Part): HTMLElement {
    const label = element("label", this.sentences[part]);
    const field = document.createElement("input");
    Object.assign(field, { type: "file", name: part, required: true, accept: part === "result" ? ".json,application/json" : ".csv,text/csv" });
    label.append(field);
    return label;
  }

  private async check(form: FormData) {
    const { sentences } = this;
    this.said.replaceChildren(element("p", sentences.running));
    await new Promise((shown) => setTimeout(shown));
    try {
      const files = { result: await this.bytesOf("result", form), pool: await this.bytesOf("pool", form), quotas: await this.bytesOf("quotas", form) };
      this.show(findingsIn(files));
    } catch (error) {
      this.say(error instanceof Unfit ? `${sentences.unreadable ?? ""} ${error.message}` : sentences.unreadable);
    }
  }

  /** The bytes of a file that was chosen, or of the one at the address that the page gave. */
  private async bytesOf(part: Part, form: FormData): Promise<Uint8Array> {
    const address = this.dataset[part];
    const chosen = form.get(part);
    if (!address) return new Uint8Array(await (chosen as File).arrayBuffer());
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  private show(findings: Finding[]) {
    const { verdict, list } = verdictOn(findings, { sentences: this.sentences, under: "finding", written });
    this.said.replaceChildren(verdict, list);
    verdict.focus();
  }

  private say(sentence = "") {
    this.said.replaceChildren(element("p", sentence, "error"));
  }
}

const parts = ["result", "pool", "quotas"] as const;
type Part = (typeof parts)[number];

/** What the files show; a result that is none is thrown out, as are files that cannot be read. */
function findingsIn({ result, pool, quotas }: Record<Part, Uint8Array>): Finding[] {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const drawn = JSON.parse(text(result)) as Drawn;
  const why = whyNoResult(drawn);
  if (why !== null) throw new Error(why);
  const read = readQuotas(text(quotas));
  const others = otherFiles(drawn, pool, quotas);
  if (others.length > 0) return others;
  const selection: Selection = { people: readPeople(text(pool), { quotas: read, caps: drawn.caps, ...(drawn.idColumn === null ? {} : { idColumn: drawn.idColumn }) }), quotas: read, caps: drawn.caps, size: drawn.size };
  return checkDrawn(drawn, selection, { pool, quotas });
}

/** Files that are not those of the result: nothing else is worth a look then. */
const otherFiles = (drawn: Drawn, pool: Uint8Array, quotas: Uint8Array): Finding[] =>
  (["pool", "quotas"] as const).map((name) => ({ name, hash: hashOf(name === "pool" ? pool : quotas) })).filter(({ name, hash }) => hash !== drawn[name]).map(({ name, hash }) => ({ name, ok: false, values: { hash, said: drawn[name] } }));

/** Numbers as the page's language writes them; hashes and names from left to right or as they are (UAX #9, isolates). */
function written(_: string, value: string | number): string {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 6 }) : `\u2068${value}\u2069`;
}

customElements.define("travaux-draw", Draw);
