import { pinWritten } from "../concepts/contributions/answer.ts";
import { Hono } from "hono";
import { redline } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { standings, standingOf } from "../concepts/answers/answer.ts";
import { rowsBy, sumOf } from "../concepts/answers/standing-rows.ts";
import { type LedgerLine } from "../concepts/answers/store/ledger.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { isolatesOut } from "../ground/web/xml.ts";
import { beginning, placeName, regionName, sectorName, signatureOf } from "../concepts/contributions/views.tsx";
import { processBySlug } from "../concepts/processes/store.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import type { Line } from "../concepts/texts/comparison.ts";
import type { Moment } from "../concepts/texts/dossier.ts";
import { asksOn, sectorRows, type AsksOn } from "./provision-asks.tsx";
import { citationOf, openProvision, titleOf, type Dossier } from "./provision.tsx";
import { docxOf, type Block, type Run } from "./word-document.ts";

/** A dossier for Word: `/model/p/014.docx`. */
export const dossierWord = new Hono<Env>().get("/:process/p/:dossier{[0-9-]+\\.docx}", async (c) => {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  const dossier = await openProvision(c, process, inAddress(c, "dossier").replace(/\.docx$/, ""));
  if (dossier.moved) return c.redirect(here(c)(`${provisionAddress(process, dossier.provision.number)}.docx`), 301);
  const { words } = c.var;
  const blocks = blocksOf(c, dossier, await asksOn(c, process, dossier.provision.number, most));
  c.header("Content-Disposition", `attachment; filename="${process.slug}-p-${dossier.provision.number}.docx"`);
  c.header("Content-Type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  return c.body(await docxOf({ title: `P-${dossier.provision.number}`, language: words.language, rightToLeft: words.direction === "rtl", blocks }));
});

/** What nobody reads through in a document stands in the ledger. */
const most = { asks: 200, proposals: 50 };

const plain = (it: string) => isolatesOut(it);

function blocksOf(c: Door, dossier: Dossier, asks: AsksOn): Block[] {
  const { words, house, now } = c.var;
  const present = dossier.history.filter((it) => it.tree !== null);
  const moment = present.at(-1);
  if (!moment?.tree) throw new Refusal("not-found", "provision-unknown", { number: dossier.provision.number });
  const address = `${house.baseUrl}${provisionAddress(dossier.process, dossier.provision.number)}`;
  const all: Block[] = [
    { kind: "title", runs: [`${titleOf(moment.tree, c)}, P-${dossier.provision.number}`] },
    { kind: "note", runs: [`${plain(words.pick(dossier.process.name).text)} · ${words.pick(dossier.instrument.title).text} · ${address} · ${words.day(now)}`] },
    { kind: "heading", runs: [words.say("provision.text")] },
    { kind: "note", runs: [`${words.say("texts.official")}: ${moment.version.symbol}, ${citationOf(moment, c)}`] },
    ...moment.lines.flatMap((it) => officialBlocks(it, false)),
    { kind: "heading", runs: [words.say("provision.history")] },
    ...dossier.history.filter((it) => it.tree !== null).flatMap((it) => momentBlocks(c, it)),
    ...standingBlocks(c, asks),
    ...askBlocks(c, asks),
    ...proposalBlocks(c, asks),
  ];
  return all.map((it) => (it.kind === "table" ? { ...it, head: it.head.map(plain), rows: it.rows.map((row) => row.map(plain)) } : { ...it, runs: it.runs.map((run) => (typeof run === "string" ? plain(run) : run)) }));
}

/** The words of a line; marked, or as they stand. */
function officialBlocks(it: Line, marked: boolean): Block[] {
  const shown = (parts: Line["text"]): Run[] => (marked ? [...parts] : parts.filter(([what]) => what !== "delete").map(([, text]) => text));
  const label: Run[] = it.number ? [`${it.number} `] : [];
  return [it.heading, it.text, it.closing].flatMap((parts, index): Block[] => (parts.length === 0 ? [] : [{ kind: "official", depth: it.depth, runs: [...(index === 2 ? [] : label), ...shown(parts)] }]));
}

/** What happened to it in one version: which it was, where it stood, and the lines in which words came or went. */
function momentBlocks(c: Door, it: Moment): Block[] {
  const { words } = c.var;
  const changed = it.lines.filter((line) => [...line.heading, ...line.text, ...line.closing].some(([what]) => what !== "keep"));
  const compared = it.alignment && it.alignment.old.length > 0;
  return [{ kind: "paragraph", runs: [`${it.version.symbol}, ${words.day(it.version.date)}: ${words.pick(it.version.title).text}, ${citationOf(it, c)}`] }, ...(compared ? changed.flatMap((line) => officialBlocks(line, true)) : [])];
}

/** Public named asks by sector and how they stand. */
function standingBlocks(c: Door, asks: AsksOn): Block[] {
  const { words } = c.var;
  const [sum] = rowsBy(asks.cells, () => "");
  if (!sum) return [];
  const rows = sectorRows(c, asks.cells).map(({ name, counts }) => [name, ...standings.map((it) => words.number(counts[it])), words.number(sumOf(counts))]);
  return [
    { kind: "heading", runs: [words.say("provision.became", { count: sumOf(sum.counts) })] },
    { kind: "table", head: [words.say("stakeholders.sector"), ...standings.map((it) => words.say(`answers.standing.${it}`)), words.say("provision.positions.all")], rows },
    { kind: "note", runs: [words.say("answers.rule")] },
  ];
}

const fromOf = (c: Door, { shown }: LedgerLine) => [signatureOf(c.var.words, shown), (shown.by.organisation ?? shown.by.sector) && sectorName(c.var.words, shown), regionName(c.var.words, shown)].filter(Boolean).join(", ");
const pinsOf = (c: Door, { ask }: LedgerLine, { around: { pins } }: AsksOn) => ask.pins.map((it) => [placeName(c.var.words, it.place), pins.get(pinWritten(it))?.symbol].filter(Boolean).join(", ")).join("\n");

/** Asks with their states, reasons and who set them. */
function askBlocks(c: Door, asks: AsksOn): Block[] {
  const { words } = c.var;
  if (asks.lines.length === 0) return [];
  const said = ({ answer }: LedgerLine) => (answer ? [`${words.say("answers.said", { day: words.day(answer.day), name: answer.by })} “${answer.reason}”`, answer.line && `“${answer.line}”`].filter(Boolean).join(" ") : "");
  return [
    { kind: "heading", runs: [words.say("answers.ledger.title")] },
    { kind: "table", head: (["ask", "from", "pinned", "state"] as const).map((it) => words.say(`answers.column.${it}`)), rows: asks.lines.map((it) => [`${beginning(it.text, 300)}\n${words.say("answers.ask", { reference: it.shown.reference, number: it.ask.number })}`, fromOf(c, it), pinsOf(c, it, asks), [words.say(`answers.standing.${standingOf(it.ask.state)}`), said(it)].filter(Boolean).join("\n")]) },
    { kind: "note", runs: [words.say("provision.ledger.caption", { shown: asks.lines.length, all: asks.all })] },
  ];
}

/** Proposed wordings, what comes underlined and what goes struck through. */
function proposalBlocks(c: Door, asks: AsksOn): Block[] {
  const { words, house } = c.var;
  if (asks.proposals.length === 0) return [];
  const each = asks.proposals.flatMap((it): Block[] => {
    const proposal = it.shown.document?.asks[it.ask.number - 1]?.proposal;
    if (!proposal) return [];
    return [{ kind: "note", runs: [`${fromOf(c, it)} · ${pinsOf(c, it, asks)} · ${house.baseUrl}${contributionAddress(it.stands.process, it.shown)}`] }, { kind: "view", runs: redline(proposal.before, proposal.after) }];
  });
  return [{ kind: "heading", runs: [words.say("provision.proposals")] }, { kind: "note", runs: [words.say("provision.proposals.text")] }, ...each];
}
