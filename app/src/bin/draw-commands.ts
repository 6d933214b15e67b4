import { type Cap, checkDrawn, checkLottery, type Chances, chancesIn, drawFrom, type Drawn, type Finding, type FindingName, hashOf, type Infeasible, type Method, methods, type Progress, type Quota, readPeople, readQuotas, type Selection, Unfit, whyNoResult } from "@travaux/fair-selection";
import { StartRefusal } from "../ground/start-refusal.ts";
import { type Answer, type Command, type Given, usageOf, WrongUsage } from "./commands.ts";

const draw: Command = {
  name: "draw",
  usage: "--pool FILE --quotas FILE --size N [--seed WORDS] [--alternates N] [--id-column NAME] [--cap COLUMN=N]… [--method leximin|maximin|goldilocks] | --lottery LOTTERY.json --pool FILE --quotas FILE --seed WORDS [--alternates N] | --check RESULT.json --pool FILE --quotas FILE [--published]",
  about: "Give everybody in a pool the fairest chance that quotas allow, and draw a panel from words said in public; or check a draw.",
  takes: [0, 0], options: ["pool", "quotas", "size", "seed", "alternates", "id-column", "method", "lottery", "check"], lists: ["cap"], flags: ["published"], fileOptions: ["pool", "quotas", "lottery", "check"], house: false,
  run(given) {
    if (given.options.check !== undefined) return check(given);
    return given.options.lottery === undefined ? drawAnew(given) : drawPublished(given);
  },
};

const wrong = (what: string) => new WrongUsage(`${what} ${usageOf(draw)}`);

/** An option that must be there. */
function needed({ options }: Given, name: string, what: string): string {
  const value = options[name];
  if (value === undefined || value === "") throw wrong(`--${name} takes ${what}.`);
  return value;
}

const fileOf = (given: Given, name: string): Uint8Array => given.file(needed(given, name, "a file"));
const filesOf = (given: Given) => ({ pool: fileOf(given, "pool"), quotas: fileOf(given, "quotas") });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function wholeOf(typed: string, option: string, least: number): number {
  if (!/^\d{1,6}$/.test(typed) || Number(typed) < least) throw wrong(`--${option} takes a whole number from ${least}; “${typed}” is none.`);
  return Number(typed);
}

function capOf(typed: string): Cap {
  const [, column, most] = /^(.+)=([1-9]\d{0,5})$/.exec(typed) ?? [];
  if (column === undefined) throw wrong(`--cap takes a column and how many may share a value in it, such as address=1; “${typed}” is none.`);
  return { column, most: Number(most) };
}

function methodOf(typed = "leximin"): Method {
  const method = methods.find((it) => it === typed);
  if (!method) throw wrong(`--method takes ${methods.join(", ")}; “${typed}” is none of them.`);
  return method;
}

/** What the two files say, read as it was said to be read. */
function selectionIn(given: Given, how: { size: number; caps: readonly Cap[]; idColumn: string | null }): Selection {
  const files = filesOf(given);
  const quotas: Quota[] = readQuotas(textOf(files.quotas), given.options.quotas);
  const people = readPeople(textOf(files.pool), { quotas, caps: how.caps, file: given.options.pool, ...(how.idColumn === null ? {} : { idColumn: how.idColumn }) });
  return { people, quotas, caps: how.caps, size: how.size };
}

async function drawAnew(given: Given): Promise<Answer> {
  const { options, lists } = given;
  const how = { size: wholeOf(needed(given, "size", "how many are to be drawn"), "size", 1), caps: (lists.cap ?? []).map(capOf), idColumn: options["id-column"] ?? null };
  const alternates = wholeOf(options.alternates ?? "0", "alternates", 0);
  const method = methodOf(options.method);
  const seed = options.seed === undefined ? null : seedOf(given);
  const { pool, quotas } = filesOf(given);
  const selection = selectionIn(given, how);
  const chances = await chancesIn(selection, method, { pool: hashOf(pool), quotas: hashOf(quotas), idColumn: how.idColumn }, progressOf(given));
  if (!chances.feasible) return refused(chances);
  if (seed === null) return { text: aboutChances(chances), data: chances };
  return drawn(drawFrom(selection, chances, seed, alternates));
}

/** A bar on a terminal; elsewhere a line for each part that takes long, and nothing beside JSON. */
function progressOf({ say, bar, json }: Given): Progress {
  const said = new Set<string>();
  const words = { chances: "Finding everybody’s chance …", panels: "Finding panels that give everybody their chance …", proof: "Finding the panels that are missing, or that there are none …" };
  return (what, share) => {
    if (bar) bar.show(words[what], share);
    if (bar || json || said.has(what)) return;
    said.add(what);
    say(words[what]);
  };
}

function seedOf(given: Given): string {
  const seed = needed(given, "seed", "words said in public");
  if (seed.trim() === "") throw wrong("--seed takes words said in public.");
  return seed;
}

async function drawPublished(given: Given): Promise<Answer> {
  const chances = documentIn(given, "lottery") as Chances;
  const why = whyNoResult({ ...chances, panel: [], alternates: [], seed: "" });
  if (why !== null) throw new StartRefusal(`${given.options.lottery}: ${why}, with or without a seed.`);
  const [seed, alternates] = [seedOf(given), wholeOf(given.options.alternates ?? "0", "alternates", 0)];
  const [selection, files] = [selectionIn(given, chances), filesOf(given)];
  const wrongFinding = checkDrawn(drawFromOrRefuse(given, selection, chances, seed, alternates), selection, files).find((it) => !it.ok);
  if (wrongFinding) throw new StartRefusal(`${given.options.lottery} is not a lottery of these files: ${sentenceOf(wrongFinding)} Nothing was drawn.`);
  return drawn(drawFrom(selection, chances, seed, alternates));
}

function drawFromOrRefuse(given: Given, selection: Selection, chances: Chances, seed: string, alternates: number): Drawn {
  try {
    return drawFrom(selection, chances, seed, alternates);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new StartRefusal(`${given.options.lottery} is not a lottery of these files: its panels are not of this pool. Nothing was drawn.`);
  }
}

function documentIn(given: Given, option: "lottery" | "check"): unknown {
  try {
    return JSON.parse(textOf(fileOf(given, option)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new StartRefusal(`${given.options[option]} is not JSON. Give the document that “travaux draw --format json” wrote.`);
    throw error;
  }
}

async function check(given: Given): Promise<Answer> {
  const result = documentIn(given, "check") as Drawn;
  const why = whyNoResult(result);
  if (why !== null) throw new StartRefusal(`${given.options.check}: ${why}.`);
  const selection = selectionIn(given, result);
  const findings = checkDrawn(result, selection, filesOf(given));
  if (!given.flags.has("published")) findings.push(await checkLottery(result, selection));
  const follows = findings.every((it) => it.ok);
  const verdict = follows ? "The panel follows from the pool, the quotas and the seed." : "The panel does not follow from what was published.";
  return { text: [...findings.map((it) => `${it.ok ? "ok  " : "FAIL"} ${sentenceOf(it)}`), verdict].join("\n"), data: { ok: follows, findings }, exit: follows ? 0 : 1 };
}

/** What each finding says when it holds and when it does not; {names} are its values. */
const sentences: Record<FindingName, [holds: string, fails: string]> = {
  pool: ["The pool is the one that the result names, {hash}.", "The pool is another than the result names: {hash}, not {said}."],
  quotas: ["The quotas are the ones that the result names, {hash}.", "The quotas are others than the result names: {hash}, not {said}."],
  result: ["The result is whole, {hash}.", "The result was changed after it was written: its hash is {hash}, not {said}."],
  panels: ["Panels of the lottery: {count}. Each keeps the quotas, and their weights sum to the whole.", "A panel of the lottery breaks a quota, or the weights do not sum to the whole."],
  chances: ["Everybody’s chance is what the lottery gives; none is below {minimum}.", "The chances are not what the lottery gives."],
  proofs: ["{count} proofs from the quotas show that no chance could be higher without making a lower one lower still.", "The proofs do not show that these chances are the fairest."],
  draw: ["The seed “{seed}” draws this panel.", "The seed “{seed}” draws another panel."],
  alternates: ["The seed draws these {count} alternates, in this order.", "The seed draws other alternates."],
  lottery: ["Computed again, the lottery is the same; the lowest chance is {minimum}.", "Computed again, the lottery is another; the lowest chance there is {minimum}."],
};

const sentenceOf = ({ name, ok, values }: Finding) => sentences[name][ok ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_, value: string) => String(values[value] ?? ""));

const refused = (it: Infeasible): Answer => ({ text: ["No panel keeps these quotas. The smallest change with which one does:", ...it.relaxation.map((change) => `  ${change.sentence}`)].join("\n"), data: it, exit: 1 });

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

function aboutChances({ size, probabilities, minimum, gini, method, lottery, pool, quotas }: Chances): string {
  return [
    `${size} of ${Object.keys(probabilities).length}, by ${method}. The lowest chance is ${percent(minimum)}; the inequality of chances (Gini) is ${gini.toFixed(3)}.`,
    `The lottery has ${lottery.tickets.length} panels.${lottery.missedBy > 0 ? ` A chance may be up to ${percent(lottery.missedBy)} below the fairest there is.` : ""}`,
    `Pool ${pool}`, `Quotas ${quotas}`,
  ].join("\n");
}

const drawn = (it: Drawn): Answer => ({
  text: [aboutChances(it), `Seed “${it.seed}”`, `Panel: ${it.panel.join(" ")}`, ...(it.alternates.length > 0 ? [`Alternates, in order: ${it.alternates.join(" ")}`] : []), ...(it.alternates.length < it.alternatesAsked ? [`Nobody else could come for anybody without a quota being broken.`] : []), `Result ${it.result}`].join("\n"),
  data: it,
});

/** Commands about draws, without a house. */
export const drawCommands: Command[] = [draw];
export const isUnfit = (it: unknown): it is Unfit => it instanceof Unfit;
