import type { Chapter, Report, ReportBlock, ReportTable } from "../../ground/report/report.ts";
import { ownNames, type Localized, type Words } from "../../ground/words.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import type { ShownAct } from "./disclosure.ts";
import type { StatementText } from "./statement.ts";
import { numbersOf } from "./text.ts";

type Taken = { process: Localized; number: number; text: StatementText; standing: { organisations: ShownAct[]; people: ShownAct[] }; address: string; day: string };

/** A statement as a document: its text, and in an annex who stands behind it, by sector; with the hash by which it is known. */
export function reportOfStatement({ process, number, text, standing, address, day }: Taken, words: Words): Report {
  const { organisations, people } = standing;
  const about = [words.say("statements.page.number", { number }), words.say("statements.page.count", { organisations: organisations.length, people: people.length }), ...(text.translator ? [words.say("statements.page.translated", { name: text.translator })] : []), address];
  return {
    title: text.title, process: words.pick(process).text, day, about, language: words.language, direction: words.direction, contents: words.say("findings.report.contents"), annex: words.say("findings.report.annex"),
    chapters: chaptersOf(text, words), annexes: [{ title: words.say("statements.page.signatories"), blocks: annexOf(organisations, people, words) }, { title: words.say("statements.page.recount"), blocks: [{ kind: "note", text: `SHA-256 ${text.sha256}` }, { kind: "note", text: address }] }],
  };
}

/** Each heading begins a chapter; what stands before the first is the statement. */
function chaptersOf(text: StatementText, words: Words): Chapter[] {
  const numbers = numbersOf(text.paragraphs);
  const chapters: { title: string; blocks: ReportBlock[] }[] = [];
  for (const [at, it] of text.paragraphs.entries()) {
    if (it.kind === "heading") { chapters.push({ title: it.text, blocks: [] }); continue; }
    if (chapters.length === 0) chapters.push({ title: words.say("statements.page.text"), blocks: [] });
    chapters.at(-1)!.blocks.push({ kind: "note", text: `${numbers[at]}. ${it.kind === "ask" ? `${words.say("statements.page.ask")}: ` : ""}${it.text}` });
  }
  return chapters;
}

function annexOf(organisations: readonly ShownAct[], people: readonly ShownAct[], words: Words): ReportBlock[] {
  const head = [words.say("statements.file.head.name"), words.say("statements.file.head.capacity"), words.say("statements.file.head.languages"), words.say("statements.file.head.day")];
  const table = (caption: string, all: readonly { name: string; act: ShownAct }[]): ReportTable => ({
    kind: "table", caption, head, rows: all.toSorted((a, b) => words.compare(a.name, b.name)).map(({ name, act }) => ({ head: name, cells: [act.capacity ?? "", words.list(act.accepted.map((one) => ownNames[one.language])), words.day(act.day)] })),
  });
  const bySector = sectors.map((sector) => ({ sector, own: organisations.filter((it) => it.body?.sector === sector) })).filter(({ own }) => own.length > 0);
  return [
    ...bySector.map(({ sector, own }) => table(`${words.say(`stakeholders.sector.${sector}`)}: ${words.number(own.length)}`, own.map((act) => ({ name: words.pick(act.body!.name).text, act })))),
    ...(people.length > 0 ? [table(`${words.say("statements.page.people")}: ${words.number(people.length)}`, people.map((act) => ({ name: act.name ?? "", act })))] : []),
  ];
}
