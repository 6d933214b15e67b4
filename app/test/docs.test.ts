// The documentation is held to what it documents: a name that comes, goes or changes turns this red until the page follows.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { answerTypes, functionNames } from "@travaux/survey-forms";
import { commands, runCommand } from "../src/bin/run-command.ts";
import { accreditationApi } from "../src/concepts/accreditation/api.ts";
import { partnershipApi } from "../src/concepts/partnerships/api.ts";
import { findingApi } from "../src/concepts/findings/api.ts";
import { commitmentApi } from "../src/concepts/commitments/api.ts";
import { practiceApi } from "../src/concepts/practices/api.ts";
import { callApi } from "../src/concepts/calls/api.ts";
import { meetingApi } from "../src/concepts/meetings/api.ts";
import { ledgerApi } from "../src/concepts/answers/api.ts";
import { contributionApi } from "../src/concepts/contributions/api.ts";
import { offerApi } from "../src/concepts/offers/api.ts";
import { pathwayApi } from "../src/concepts/pathways/api.ts";
import { processApi } from "../src/concepts/processes/api.ts";
import { stakeholderApi } from "../src/concepts/stakeholders/api.ts";
import { directoryApi } from "../src/concepts/stakeholders/directory/api.ts";
import { statementApi } from "../src/concepts/statements/api.ts";
import { textApi } from "../src/concepts/texts/api.ts";
import { themeApi } from "../src/concepts/themes/api.ts";
import { settingsTable } from "../src/ground/settings.ts";
import en from "../src/ground/words/en.json" with { type: "json" };
import { languages, ownNames, type Language } from "../src/ground/words.ts";
import { openHouse } from "./house.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const catalogues = Object.fromEntries(languages.map((it) => [it, JSON.parse(read(`app/src/ground/words/${it}.json`)) as Record<string, string>]));
const inOneLine = (it: string) => it.replaceAll(/\s+/g, " ");

/** The sections of a page under its third-rank headings: name → text, in one line. */
const sectionsOf = (path: string) => new Map(read(path).split(/^### /m).slice(1).map((it) => [it.slice(0, it.indexOf("\n")), inOneLine(it.slice(it.indexOf("\n")).split(/^## /m)[0]!)]));

const missingFrom = (section: string | undefined, facts: string[]) => facts.filter((it) => !section?.includes(it));

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "examples/README.md"]
  .concat(readdirSync(join(root, "engines")).map((it) => `engines/${it}/README.md`))
  .concat(readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".md")).map((it) => `docs/${it}`));

test("every setting has its heading in the reference, with its default and what it may be, and nothing else has", () => {
  const sections = sectionsOf("docs/reference/settings.md");
  expect([...sections.keys()].toSorted()).toEqual(settingsTable.map((it) => it.name).toSorted());
  const facts = settingsTable.map((it) => ({ name: it.name, facts: [it.default ? `Default \`${it.default}\`` : "Default empty", `May be: ${it.allowed}.`] }));
  expect(facts.flatMap((it) => missingFrom(sections.get(it.name), it.facts))).toEqual([]);
});

test("every command has its heading in the reference, with its usage, and nothing else has", () => {
  const sections = sectionsOf("docs/reference/commands.md");
  expect([...sections.keys()].toSorted()).toEqual([...commands.map((it) => `travaux ${it.name}`), "travaux help"].toSorted());
  const facts = commands.map((it) => ({ name: `travaux ${it.name}`, facts: [`travaux ${it.name} ${it.usage}`.trim(), ...[...(it.options ?? []), ...(it.flags ?? [])].map((option) => `--${option}`)] }));
  expect(facts.flatMap((it) => missingFrom(sections.get(it.name), it.facts).map((fact) => `${it.name}: ${fact}`))).toEqual([]);
});

test("every refusal has its heading in the reference, with its sentence and the next step, and nothing else has", () => {
  const catalogue: Record<string, string> = en;
  const codes = Object.keys(catalogue).flatMap((it) => /^refusal\.(.+)\.next$/.exec(it)?.[1] ?? []);
  const sections = sectionsOf("docs/reference/refusals.md");
  expect([...sections.keys()].toSorted()).toEqual(codes.toSorted());
  expect(codes.flatMap((it) => missingFrom(sections.get(it), [`“${catalogue[`refusal.${it}`]}” Next: “${catalogue[`refusal.${it}.next`]}”`]))).toEqual([]);
});

test("every address of the API stands in its reference, and no other", () => {
  const doors = [themeApi, stakeholderApi, directoryApi, offerApi, pathwayApi, processApi, accreditationApi, partnershipApi, practiceApi, findingApi, statementApi, commitmentApi, callApi, meetingApi, textApi, contributionApi, ledgerApi].flatMap((it) => it.routes).map((it) => `/api/v1${it.path.replaceAll(/:(\w+)/g, "{$1}")}`);
  const named = [...read("docs/reference/api.md").matchAll(/^\| `(\/api\/v1[^`]*)`/gm)].map((it) => it[1]!);
  expect(named.toSorted()).toEqual([...new Set(doors)].toSorted());
});

/** As forges make anchors of headings. */
const anchorsIn = (path: string) => [...read(path).matchAll(/^#+ (.+)$/gm)].map((it) => it[1]!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
const linksIn = (path: string) => [...read(path).replaceAll(/```[^]*?```/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map((it) => it[1]!).filter((it) => !/^[a-z]+:/.test(it));

test.each(pages)("every link of %s leads somewhere", (page) => {
  const broken = linksIn(page).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path ? join(dirname(page), path) : page;
    return !existsSync(join(root, target)) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test("every page of the documentation can be reached from the README", () => {
  const reached = new Set<string>();
  const follow = (page: string) => {
    if (reached.has(page) || !page.endsWith(".md") || !existsSync(join(root, page))) return;
    reached.add(page);
    for (const link of linksIn(page)) if (link.split("#")[0]) follow(relative(root, join(root, dirname(page), link.split("#")[0]!)));
  };
  follow("README.md");
  expect(pages.filter((it) => !reached.has(it))).toEqual([]);
});

test("the table of what of XLSForm is supported is the engine’s, and names every kind of question and every function", () => {
  const rowsIn = (page: string) => read(page).split("\n").filter((it) => /^\| (asked|filled in|left out, and said so|refused by name|structure|columns|functions|paths) \|/.test(it));
  const table = rowsIn("engines/survey-forms/README.md");
  expect([table.length, rowsIn("docs/how-to/design-a-survey.md")]).toEqual([8, table]);
  expect([...answerTypes, ...functionNames.flat()].filter((it) => !table.some((row) => row.includes(`\`${it}\``)))).toEqual([]);
});

test("the README names every script of package.json, and no page names another", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const namedIn = (page: string) => [...read(page).matchAll(/\bnpm (?:run ([a-z-]+)|(start|test)\b)/g)].map((it) => it[1] ?? it[2]!);
  expect([...new Set(namedIn("README.md"))].toSorted()).toEqual(Object.keys(scripts).toSorted());
  expect(pages.flatMap((page) => namedIn(page).filter((it) => !Object.hasOwn(scripts, it)).map((it) => `${page}: npm run ${it}`))).toEqual([]);
});

test("no page and no sentence of the house names a command that does not exist", () => {
  const known = (typed: string) => /^(help\b|…)/.test(typed) || commands.some((it) => `${typed} `.startsWith(`${it.name} `));
  const unknownIn = (text: string) => [...text.matchAll(/\bnpx travaux ([a-z…]+(?: [a-z]+)?)/g)].map((it) => it[1]!).filter((it) => !known(it));
  expect(pages.flatMap((page) => unknownIn(read(page)).map((it) => `${page}: ${it}`))).toEqual([]);
  expect(unknownIn(Object.values(en).join("\n"))).toEqual([]);
});

test("every dependency has its reason in a decision record, and the table of them names no other", () => {
  const manifests = ["package.json", "app/package.json", "islands/package.json", ...readdirSync(join(root, "engines")).map((it) => `engines/${it}/package.json`)];
  const declared = manifests.flatMap((path) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path)) as Record<string, Record<string, string>>;
    return Object.keys({ ...dependencies, ...devDependencies });
  });
  const table = [...read("docs/decisions/0002-dependencies.md").matchAll(/^\| (`[^|]+) \|/gm)].flatMap((row) => [...row[1]!.matchAll(/`([^`]+)`/g)].map((it) => it[1]!));
  expect(table.toSorted()).toEqual([...new Set(declared)].toSorted());
});

test("decision records are numbered without gaps, and each says its context, its decision and its consequences", () => {
  const records = readdirSync(join(root, "docs/decisions")).toSorted();
  expect(records.map((it) => Number(it.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
  const missing = records.flatMap((it, index) => missingFrom(read(`docs/decisions/${it}`), [`# ${index + 1}. `, "**Context.**", "**Decision.**", "**Consequences.**"]).map((part) => `${it}: ${part}`));
  expect(missing).toEqual([]);
});

test("the glossary says each word once, in the order of the alphabet, and its table has the words of the pages in each language", () => {
  const page = read("docs/reference/glossary.md");
  const words = [...page.matchAll(/^\*\*(.+?)\*\*/gm)].map((it) => it[1]!.toLowerCase().replaceAll(/[^a-z ]/g, ""));
  const rows = [...page.matchAll(/^\| (.+) \|$/gm)].map((it) => it[1]!.split(" | "));
  const [named = [], ...cells] = rows;
  const sentences = Object.fromEntries(Object.entries(catalogues).map(([language, all]) => [ownNames[language as Language], Object.values(all).join("\n").toLowerCase()]));
  expect(words).toEqual([...new Set(words)].toSorted());
  expect(named.toSorted()).toEqual(Object.keys(sentences).toSorted());
  expect(cells.flatMap((row) => row.filter((it, index) => !sentences[named[index]!]!.includes(it.toLowerCase())))).toEqual([]);
  expect(cells.length).toBeGreaterThan(15);
});

/** Names that pages put together out of several: of a field and a language, of who reads and whose words they are, with a number, a door or a person. */
const composed = new Set([
  "Title in English", "What is asked for, in English", "Mandate in English", "For everyone, in the organisation’s name", "Reply to ask 1", "Set the state of 1 ask", "receipt",
  "Verify or decline Red Quay Privacy Watch", "Apply through Door B: In consultative status", "Proof of consultative status", "Open Red Quay Privacy Watch", "To decide", "Quotas: first-timers", "Zainab Okafor: pseudonym, chance and place",
  "ICT-related theft or fraud", "Illegal interception", "Confirm: Samudra Policy Lab is in it, as it stands here", "Review a partnership: Open Ledger of Requests", "Still true for Lantern Digital Rights", "Keep as version 1",
]);

test.each([["second", "from-a-call-to-an-answered-ledger.md"], ["third", "from-the-door-to-a-drawn-panel.md"], ["fourth", "from-a-gap-to-a-confirmed-partnership.md"], ["fifth", "from-a-survey-to-a-released-finding.md"], ["sixth", "from-a-draft-to-one-voice.md"]])("every button, link and field that the %s tutorial names is called so on the pages", (_, page) => {
  const said = new Set(Object.values(en).flatMap((it) => [it, it.split(". ")[0]!]).map((it) => inOneLine(it).toLowerCase().replace(/[.:]$/, "")));
  const named = [...inOneLine(read(`docs/tutorial/${page}`)).matchAll(/(?<![*\w])\*([^*]+)\*(?!\*)/g)].map((it) => it[1]!.replace(/\.$/, ""));
  expect(named.length).toBeGreaterThan(40);
  expect([...new Set(named)].filter((it) => !said.has(it.toLowerCase()) && !composed.has(it))).toEqual([]);
});

/** A command line as a shell would cut it; the tutorial uses double quotes and line ends with a backslash, and nothing more. */
const cut = (line: string) => [...line.replaceAll("\\\n", " ").matchAll(/"([^"]*)"|(\S+)/g)].map((it) => it[1] ?? it[2]!);

test("whoever follows the tutorial gets the answers that it prints, and finds the numbers that it names", async () => {
  const { house, get, read: readPage, send, close } = await openHouse();
  const page = read("docs/tutorial/from-an-empty-house-to-a-published-redline.md");
  const blocks = [...page.matchAll(/```sh\n(npx travaux [^]*?)\n```(?:\n\n```text\n([^]*?)\n```)?/g)];
  const wrong: string[] = [];
  for (const [, typed = "", printed] of blocks) {
    const argv = cut(typed).slice(2);
    const files = Object.fromEntries(argv.filter((it) => it.startsWith("docs/")).map((it) => [it, Buffer.from(read(it)).toString("base64")]));
    const { stdout, exit } = await runCommand(house, { argv, files, format: "text" }, (line) => void wrong.push(...(line.startsWith("Reading") ? [] : [line])));
    const answer = stdout.trim().replaceAll(house.baseUrl, "http://127.0.0.1:3000");
    if (exit !== 0 || (printed && !printed.includes("…") && answer !== printed && !answer.split("\n").includes(printed))) wrong.push(`${typed} → ${exit}\n${answer}`);
  }
  const thirdDraft = { file: new File([read("docs/tutorial/files/draft-3.txt")], "draft-3.txt"), symbol: "L/CONF/1/Rev.2", title: "Second revised draft", date: "2026-09-14", status: "revised", language: "en", authenticity: "authentic" };
  const desk = "/en/desk/lights/agreement";
  const sent = [await send("editor", `${desk}/import`, thirdDraft), await send("editor", `${desk}/1-rev-2/publication`, {})];
  const led = await get("visitor", "/en/lights/p/008");
  const hours = await readPage("visitor", "/en/lights/p/003-2");
  await close();
  expect(sent.map((it) => it.headers.get("location"))).toEqual([`${desk}/1-rev-2`, "/en/lights/text/agreement/1-rev-2"]);
  expect([led.status, led.headers.get("location")]).toEqual([301, "/en/lights/p/005"]);
  expect(hours).toContain("<h1 lang=\"en\" dir=\"auto\">Hours and range</h1>");
  expect(blocks.length).toBeGreaterThan(7);
  expect(wrong).toEqual([]);
});

test("whoever follows the third tutorial draws the workshop of the sample from the files that an applicant has, and finds that its panel follows", async () => {
  const { house, person, read: readPage, get, close } = await openHouse({ sample: true });
  await person({ email: "amina.wekesa@lantern.example" });
  const rooms = { workshop: { number: 18, who: "amina.wekesa@lantern.example" }, panel: { number: 20, who: "visitor" } } as const;
  const lines = [...read("docs/tutorial/from-the-door-to-a-drawn-panel.md").matchAll(/^ *(npx travaux draw .*)$/gm)].map((it) => cut(it[1]!).slice(2));
  const answers: string[] = [];
  for (const argv of lines) {
    const files: Record<string, string> = {};
    for (const path of argv.filter((it) => it.includes("/"))) {
      const [room, name] = path.split("/") as [keyof typeof rooms, string];
      files[path] = Buffer.from(await readPage(rooms[room].who, `/en/model/meetings/${rooms[room].number}/selection/${name}`)).toString("base64");
    }
    const { stdout, exit } = await runCommand(house, { argv, files, format: "text" }, () => {});
    answers.push(`${exit} ${stdout}`);
  }
  const untold = await get("visitor", "/en/model/meetings/18/selection/respondents.csv");
  await close();
  const [rehearsed = "", checked] = answers;
  expect([rehearsed.slice(0, 14), rehearsed.match(/A-[0-9A-Z]{8}/g)!.length, untold.status]).toEqual(["0 25 of 52, by", 31, 404]);
  expect(checked).toMatch(/^0 [^]*The panel follows from the pool, the quotas and the seed\.\s*$/);
}, 120_000); // the sample may have to be loaded first
