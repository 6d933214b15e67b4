/** What a check shows: whether it holds, what was seen, and by which name its sentence is found. */
type Finding = { name: string; ok: boolean; values: Record<string, string | number> };
/** How a page says findings: where their sentences stand among its own, and how a value of one is written. */
type Saying = { sentences: Record<string, string>; under: string; written: (name: string, value: string | number) => string };

/** An element with its words and classes. */
export function element(name: string, text = "", className = ""): HTMLElement {
  const it = document.createElement(name);
  it.textContent = text;
  it.className = className;
  return it;
}

/** The verdict on findings, and each of them in a list; the verdict takes the focus once it stands on the page (`tabIndex` is set). */
export function verdictOn(findings: readonly Finding[], saying: Saying): { verdict: HTMLElement; list: HTMLElement } {
  const { sentences } = saying;
  const ok = findings.every((it) => it.ok);
  const list = element("ul", "", "plain");
  list.append(...findings.map((it) => lineOf(it, saying)));
  const verdict = element("div", "", `flash ${ok ? "reflected" : "not"}`);
  verdict.append(element("p", ok ? sentences.all : sentences.some));
  verdict.tabIndex = -1;
  return { verdict, list };
}

function lineOf({ name, ok, values }: Finding, { sentences, under, written }: Saying): HTMLElement {
  const sentence = (sentences[`${under}.${name}.${ok ? "holds" : "fails"}`] ?? name).replaceAll(/\{(\w+)\}/g, (_, of: string) => written(of, values[of] ?? ""));
  const line = element("li");
  line.append(element("span", ok ? sentences.holds : sentences.fails, `state ${ok ? "reflected" : "not"}`), ` ${sentence}`);
  return line;
}
