import type { Words } from "../ground/words.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import { isOutOfDate, type Fact, type Pathway } from "../concepts/pathways/pathway.ts";

const heads = ["name", "kind", "about", "standing", "status", "regions", "themes", "ways", "takes", "next", "bindings", "checked", "sources"] as const;

/** Pathways as rows of words, a row of heads in front: every statement with its sources in the last column. */
export function tableOf(all: readonly Pathway[], words: Words, themeName: (slug: string) => string, now: Date): string[][] {
  const said = (it: Fact | null) => (it ? words.pick(it.text).text : "");
  const listed = (items: string[]) => items.filter(Boolean).join("; ");
  const row = (it: Pathway): Record<(typeof heads)[number], string> => ({
    name: words.pick(it.name).text, kind: words.say(`pathways.kind.${it.kind}`), about: said(it.about), standing: words.say(`pathways.standing.${it.standing}`), status: said(it.status),
    regions: it.regions.length === 0 ? words.say("pathways.world") : listed(it.regions.map((one) => words.say(`stakeholders.group.${one}`))), themes: listed(it.themes.map(themeName)),
    ways: listed(it.ways.map((one) => words.pick(one.how).text)), takes: listed([said(it.takes.status), said(it.takes.money), said(it.takes.time), ...(it.takes.languages?.codes ?? []).map(words.languageName)]),
    next: listed(it.next.map((one) => [one.day, words.pick(one.what).text].filter(Boolean).join(" "))), bindings: listed(it.bindings.map((one) => `${countryName(words, one.country)} ${words.say(`pathways.binding.${one.what}`)} ${one.day}`)),
    checked: isOutOfDate(it, now) ? `${it.checked} (${words.say("pathways.old")})` : it.checked,
    sources: [...new Set([it.about, it.status, ...it.ways, ...it.next, ...it.bindings, ...Object.values(it.takes)].flatMap((one) => one?.sources ?? []))].join(" "),
  });
  return [heads.map((it) => words.say(`pathways.head.${it}`)), ...all.map((it) => { const cells = row(it); return heads.map((head) => cells[head]); })];
}
