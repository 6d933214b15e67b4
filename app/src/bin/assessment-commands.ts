import { type Agreement, agreementOf, type Level, levels, type ProtectedTables, protectTables, readRatings, readTable, setMeasures, Unfit } from "@travaux/assessment-statistics";
import { type Command, type Given, usageOf, WrongUsage } from "./commands.ts";

const agree: Command = {
  name: "agree",
  usage: `RATINGS.csv --level ${levels.join("|")} [--order VALUE,VALUE,…] [--sets ${setMeasures.join("|")}]`,
  about: "Say how much coders agree beyond chance: Krippendorff’s alpha, with an interval.",
  takes: [1, 1], files: "all", options: ["level", "order", "sets"], house: false,
  async run(given) {
    const { options, words: [file = ""] } = given;
    const level = oneOf(agree, "level", levels, options.level);
    const sets = options.sets === undefined ? undefined : oneOf(agree, "sets", setMeasures, options.sets);
    if (sets !== undefined && level !== "nominal") throw wrong(agree, `--sets goes with --level nominal: sets have no order. “${level}” was given.`);
    const order = orderIn(given, level);
    const ratings = readRatings(textOf(given.file(file)), { level, order, isSets: sets !== undefined, file });
    const agreement = agreementOf(ratings, { level, order, sets });
    return { text: aboutAgreement(agreement, level), data: { ...agreement, level } };
  },
};

const wrong = (command: Command, what: string) => new WrongUsage(`${what} ${usageOf(command)}`);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function oneOf<T extends string>(command: Command, option: string, known: readonly T[], typed: string | undefined): T {
  const found = known.find((it) => it === typed);
  if (found === undefined) throw wrong(command, typed === undefined ? `--${option} takes ${known.join(", ")}.` : `--${option} takes ${known.join(", ")}; “${typed}” is none of them.`);
  return found;
}

function orderIn({ options }: Given, level: Level): string[] | undefined {
  if (options.order === undefined) return undefined;
  if (level !== "ordinal") throw wrong(agree, `--order goes with --level ordinal; “${level}” was given.`);
  const order = options.order.split(",").map((it) => it.trim());
  if (order.includes("") || new Set(order).size < order.length) throw wrong(agree, `--order takes each value once, lowest first, with commas between; “${options.order}” is none.`);
  return order;
}

function aboutAgreement({ alpha, interval, units, coders, pairable, percent }: Agreement, level: Level): string {
  const basis = `${units} ${units === 1 ? "unit" : "units"} with two ratings or more, ${pairable} ratings, ${coders} ${coders === 1 ? "coder" : "coders"}.`;
  if (alpha === null) return `There is no alpha: ${pairable === 0 ? "no unit has two ratings" : "all values are the same"}. ${basis}`;
  const within = interval ? ` (95 %: ${interval.map((it) => it.toFixed(3)).join(" to ")})` : "";
  return `Alpha (${level}) ${alpha.toFixed(3)}${within}. ${(100 * (percent ?? 0)).toFixed(1)} % of pairs are alike.\n${basis}`;
}

const protect: Command = {
  name: "protect",
  usage: "TABLE.csv --k N [--width N] [--certificate]",
  about: "Hide the small counts of a table, and as many others as keep them from being worked out; say what an attacker can infer.",
  takes: [1, 1], files: "all", options: ["k", "width"], flags: ["certificate"], house: false,
  async run(given) {
    const { options, words: [file = ""], flags } = given;
    const threshold = wholeOf("k", options.k, 3);
    const width = options.width === undefined ? threshold : wholeOf("width", options.width, 1);
    const result = await protectTables([readTable(textOf(given.file(file)), file)], { threshold, width });
    const { tables: [table], loss, open, certificate } = result;
    const data = { cells: table!.cells, audit: table!.audit, informationLoss: loss.shareOfCells, loss, k: threshold, width, open, ...(flags.has("certificate") ? { certificate } : {}) };
    return { text: aboutTable(result, threshold, width), data, exit: open.length > 0 ? 1 : 0 };
  },
};

function wholeOf(option: "k" | "width", typed: string | undefined, least: number): number {
  if (typed === undefined || !/^\d{1,6}$/.test(typed) || Number(typed) < least) throw wrong(protect, `--${option} takes a whole number from ${least}${typed === undefined ? "" : `; “${typed}” is none`}.`);
  return Number(typed);
}

/** What was hidden and why, and the table as it may be shown: a hidden count is a dot. */
function aboutTable({ tables: [table], loss: { primary, secondary, cells }, open }: ProtectedTables, threshold: number, width: number): string {
  const hidden = primary + secondary === 0 ? `No count is from 1 to ${threshold - 1}: all ${cells} cells are shown.` : `${primary + secondary} of ${cells} cells are hidden: ${primary} because they count fewer than ${threshold}, ${secondary} to protect them.`;
  const kept = primary === 0 ? [] : open.length === 0 ? [`Who knows all that is shown can tell none of the small counts to within a range of less than ${width}.`] : [`Do not publish it: ${open.map((it) => `“${it.at.join(", ")}”`).join(", ")} can be told more closely than to a range of ${width}, whatever is hidden.`];
  return [hidden, ...kept, ...table!.cells.map(({ at, freq }) => `${at.join(", ")}: ${freq ?? "·"}`)].join("\n");
}

/** Commands about ratings and tables, without a house. */
export const assessmentCommands: Command[] = [agree, protect];
export const isUnfitFile = (it: unknown): it is Unfit => it instanceof Unfit;
