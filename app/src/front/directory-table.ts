import type { Words } from "../ground/words.ts";
import type { ListedBody } from "../concepts/stakeholders/directory/store.ts";
import type { FacetNames } from "./directory-names.ts";

const heads = ["name", "address", "sector", "region", "country", "languages", "expertise", "offers", "needs", "networks", "website", "about", "confirmed", "invented"] as const;

/** Bodies as rows of words, a row of heads in front: for CSV and spreadsheets. No address of a person is in it. */
export function tableOf(bodies: readonly ListedBody[], names: FacetNames, words: Words, addressOf: (it: ListedBody) => string): string[][] {
  const given = (it: ListedBody, side: "offers" | "needs") => it.exchanges.filter((one) => one.side === side).map((one) => one.text || words.say(`stakeholders.exchange.${one.kind}`)).join("; ");
  const row = (it: ListedBody): Record<(typeof heads)[number], string> => ({
    name: words.pick(it.name).text, address: addressOf(it), sector: names("sector", it.sector), region: it.regionalGroup ? names("region", it.regionalGroup) : "",
    country: it.country ? names("country", it.country) : "", languages: it.languages.map(words.languageName).join("; "), expertise: it.expertise.map((one) => names("expertise", one)).join("; "),
    offers: given(it, "offers"), needs: given(it, "needs"), networks: it.networks.map((one) => names("network", one)).join("; "), website: it.website ?? "",
    about: it.description[words.language] ?? Object.values(it.description)[0] ?? "", confirmed: it.confirmedAt?.toISOString().slice(0, 10) ?? "", invented: it.invented ? words.say("stakeholders.invented") : "",
  });
  return [heads.map((it) => words.say(`directory.head.${it}`)), ...bodies.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}
