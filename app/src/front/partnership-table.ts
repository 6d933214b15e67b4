import type { Words } from "../ground/words.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { isStale } from "../concepts/partnerships/partnership.ts";
import type { RegisterNames } from "./partnership-names.ts";

const heads = ["title", "address", "status", "starts", "ends", "regions", "countries", "crimes", "functions", "form", "partners", "sectors", "about", "basis", "rights", "data", "resources", "governance", "results", "sources", "confirmed", "stale"] as const;

/** Public partnerships as rows of words, a row of heads in front: for CSV and spreadsheets. */
export function tableOf(all: readonly ShownPartnership[], names: RegisterNames, words: Words, day: string, addressOf: (it: { slug: string }) => string): string[][] {
  const row = (it: ShownPartnership): Record<(typeof heads)[number], string> => {
    const entry = it.public!;
    const text = (localized: typeof entry.title) => words.pick(localized).text;
    const several = (facet: Parameters<RegisterNames>[0], values: readonly string[]) => values.map((one) => names(facet, one)).join("; ");
    return {
      title: text(entry.title), address: addressOf(it), status: names("status", entry.status), starts: entry.startsDay ?? "", ends: entry.endsDay ?? "", regions: several("region", entry.regions), countries: several("country", entry.countries), crimes: several("crime", entry.crimes.map((one) => one.slug)),
      functions: several("function", entry.functions), form: names("form", entry.form), partners: entry.partners.map((one) => (one.role ? `${text(one.body.name)} (${one.role})` : text(one.body.name))).join("; "), sectors: several("sector", [...new Set(entry.partners.map((one) => one.body.sector))]),
      about: text(entry.about), basis: text(entry.basis), rights: text(entry.rights), data: text(entry.data), resources: text(entry.resources), governance: text(entry.governance), results: entry.results.map((one) => `${one.text} <${one.evidence}>`).join("\n"), sources: entry.sources.join("\n"),
      confirmed: entry.partners.map((one) => one.day).filter((one) => one !== null).toSorted()[0] ?? "", stale: isStale(entry.partners, day) ? words.say("partnerships.stale") : "",
    };
  };
  return [heads.map((it) => words.say(`partnerships.head.${it}`)), ...all.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}
