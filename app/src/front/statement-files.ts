import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { pdfOf } from "../ground/report/pdf.ts";
import { wordOf } from "../ground/report/word.ts";
import { forEveryone } from "../ground/web/caching.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { visitor } from "../ground/viewer.ts";
import { escaped } from "../ground/web/xml.ts";
import { ownNames } from "../ground/words.ts";
import { atomOf } from "../concepts/contributions/feed.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { statementAddress } from "../concepts/statements/addresses.ts";
import type { ShownAct } from "../concepts/statements/disclosure.ts";
import { reportOfStatement } from "../concepts/statements/report.ts";
import { changesOf } from "../concepts/statements/store.ts";
import { actsOn } from "../concepts/statements/store/signing.ts";
import { writtenOut } from "../concepts/statements/text.ts";
import { signatoryName } from "../concepts/statements/views.tsx";
import { attached } from "./directory.tsx";
import { standingAt, statementPlace, textFor, type StatementPlace } from "./statement-place.ts";

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A statement to take along: the frozen texts byte by byte, the document with its annex of signatories, tables, a feed, and a picture of its count. */
export const statementFiles = new Hono<Env>()
  .get("/:process/statements/:file{[1-9][0-9]*\\.(?:docx|pdf|csv|xlsx|atom|svg)}", async (c) => fileOf(c, await statementPlace(c), inAddress(c, "file").split(".")[1]!))
  .get("/:process/statements/:statement{[1-9][0-9]*}/texts/:text{[1-9][0-9]*-[a-z][a-z](?:-[1-9][0-9]*)?\\.txt}", async (c) => textFile(c, await statementPlace(c)));

/** The bytes whose SHA-256 is signed, and nothing else. */
function textFile(c: Door, { texts }: StatementPlace) {
  const [, version, language, edition = "1"] = /^(\d+)-([a-z]{2})(?:-(\d+))?\.txt$/.exec(inAddress(c, "text")) ?? [];
  const text = texts.find((it) => it.version === Number(version) && it.language === language && it.edition === Number(edition));
  if (!text) throw new Refusal("not-found", "page-unknown");
  return c.body(writtenOut(text), 200, { "Content-Type": "text/plain; charset=utf-8", "Content-Language": text.language });
}

async function fileOf(c: Door, place: StatementPlace, ending: string) {
  const { words, house } = c.var;
  const name = `${place.process.slug}-statement-${place.it.number}.${ending}`;
  if (ending === "svg") return picture(c, place);
  if (ending === "atom") return feed(c, place);
  if (ending === "csv") return attached(c, name, "text/csv; charset=utf-8", csvOf(await tableOf(c, place)));
  if (ending === "xlsx") return attached(c, name, spreadsheet, await xlsxOf(await tableOf(c, place), words.say("statements.page.signatories"), words.direction === "rtl"));
  const standing = await standingAt(c, place, null);
  const report = reportOfStatement({ process: place.process.name, text: textFor(c, place), standing, address: house.baseUrl + here(c)(statementAddress(place.process, place.it)), day: words.day(c.var.now), number: place.it.number }, words);
  return ending === "docx" ? attached(c, name, word, await wordOf(report)) : attached(c, name, "application/pdf", await pdfOf(report));
}

const heads = ["name", "kind", "sector", "region", "country", "capacity", "version", "languages", "paragraphs", "day", "counts"] as const;
/** Everybody who acted, with what they did last: who counts now, and who does not. */
async function tableOf(c: Door, place: StatementPlace): Promise<string[][]> {
  const { words } = c.var;
  const { organisations, people } = await standingAt(c, place, null);
  const counting = new Set([...organisations, ...people].map((it) => it.who));
  const last = new Map((await actsOn(c.var.db, [place.it.id], visitor)).map((it) => [it.who, it]));
  const row = (it: ShownAct): string[] => [
    signatoryName(words, it), words.say(it.body ? "statements.file.organisation" : "statements.file.person"), it.body ? words.say(`stakeholders.sector.${it.body.sector}`) : "", it.body?.regionalGroup ? words.say(`stakeholders.group.${it.body.regionalGroup}`) : "", it.body?.country ?? "", it.capacity ?? "",
    String(it.version), it.accepted.map((one) => ownNames[one.language]).join("; "), it.paragraphs?.join("; ") ?? "", it.day, words.say(counting.has(it.who) ? "statements.file.counts" : `statements.file.${it.what === "signed" ? "earlier" : it.what}`),
  ];
  return [heads.map((it) => words.say(`statements.file.head.${it}`)), ...[...last.values()].map(row)];
}

/** What happened to a statement, and who signed on which day. */
async function feed(c: Door, place: StatementPlace) {
  const { words, house, db } = c.var;
  const { process, it } = place;
  const address = house.baseUrl + statementAddress(process, it);
  const title = textFor(c, place).title;
  const changes = (await changesOf(db, it.id)).map((one) => ({ id: `${address}#change-${one.sequence}`, title: words.say(`statements.deed.${one.what}`, { version: one.version, language: one.language ? ownNames[one.language] : "" }), day: one.day, author: words.pick(it.initiator.name).text, language: words.language, body: one.because ?? "" }));
  const acts = (await actsOn(db, [it.id], visitor)).map((one) => ({ id: `${address}#act-${one.id}`, title: words.say(`statements.file.act.${one.what}`, { name: signatoryName(words, one), version: one.version }), day: one.day, author: signatoryName(words, one), language: words.language, body: one.capacity ?? one.because ?? "" }));
  const entries = [...changes, ...acts].toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)).slice(0, 200);
  c.header("Cache-Control", forEveryone);
  return c.body(atomOf({ id: address, title, self: `${house.baseUrl}${here(c)(statementAddress(process, it))}.atom`, language: words.language, entries }), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
}

/** A plain image with the count, for other pages: no script, no request to anywhere, the same for everyone. */
async function picture(c: Door, place: StatementPlace) {
  const { words } = c.var;
  const { organisations, people } = await standingAt(c, place, null);
  const [count, what] = [words.number(organisations.length), words.say("statements.file.picture", { organisations: organisations.length, people: people.length })];
  const anchor = words.direction === "rtl" ? { x: 228, end: "start" } : { x: 12, end: "start" };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="64" viewBox="0 0 240 64" role="img" aria-label="${escaped(`${count} ${what}`)}" direction="${words.direction}" lang="${words.language}"><rect width="240" height="64" rx="6" fill="#fff" stroke="#1c4e6b"/><text x="${anchor.x}" y="32" font-family="system-ui, sans-serif" font-size="24" font-weight="700" fill="#1c4e6b" text-anchor="${anchor.end}">${escaped(count)}</text><text x="${anchor.x}" y="52" font-family="system-ui, sans-serif" font-size="12" fill="#333" text-anchor="${anchor.end}">${escaped(what)}</text></svg>`;
  c.header("Cache-Control", forEveryone);
  c.header("Cross-Origin-Resource-Policy", "cross-origin");
  return c.body(svg, 200, { "Content-Type": "image/svg+xml; charset=utf-8" });
}
