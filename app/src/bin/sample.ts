import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDocument } from "@travaux/treaty-text";
import { addPerson, grantRole } from "../ground/auth/people.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { openRecord } from "../ground/record/integrate.ts";
import { houseKeeper } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { loadProcess } from "../concepts/processes/operations.ts";
import { loadPathways } from "../concepts/pathways/operations.ts";
import { allProcesses, processBySlug } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { loadModelList } from "../concepts/themes/operations.ts";
import { themesBySlug } from "../concepts/themes/store.ts";
import { InstrumentInput } from "../concepts/texts/inputs.ts";
import { confirmAlike, decideAlignment, importText, openInstrument, publishVersion } from "../concepts/texts/operations.ts";
import { addProvisionThemes, placesIn } from "../concepts/texts/store/lineage.ts";
import { surelyAlike, type Instrument, type Version } from "../concepts/texts/text.ts";
import { loadAccreditation } from "./sample-accreditation.ts";
import { loadAssessments } from "./sample-assessments.ts";
import { loadCoding } from "./sample-coding.ts";
import { loadAnswered, loadFindings, loadSurveyFindings } from "./sample-findings.ts";
import { loadCalls } from "./sample-calls.ts";
import { loadCommitments } from "./sample-commitments.ts";
import { loadComments } from "./sample-comments.ts";
import { loadMeetings } from "./sample-meetings.ts";
import { loadOffers } from "./sample-offers.ts";
import { loadPartnerships } from "./sample-partnerships.ts";
import { loadPractices } from "./sample-practices.ts";
import { loadRegistrations } from "./sample-registrations.ts";
import { loadStatements } from "./sample-statements.ts";
import { loadSubmissions } from "./sample-submissions.ts";
import { loadSurveys } from "./sample-surveys.ts";
import { loadStakeholders } from "./sample-stakeholders.ts";

const examples = new URL("../../../examples/", import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, examples), "utf8"));

/** The invented editor of the Model Conference, as in its documents. */
const editor = houseKeeper("I. Calloway");

/** Whoever tries the house signs in as one of these: their mails come to /outbox. No mail reaches a domain of RFC 2606. */
export const samplePeople = [
  { name: "Ines Calloway", email: "editor@conference.example", role: "editor" },
  { name: "Tomas Adeyemi", email: "officer@conference.example", role: "officer" },
] as const;

async function addWithRole(tx: Db, house: House, { role, ...person }: (typeof samplePeople)[number]) {
  const { id } = await addPerson(tx, { ...person, language: "en" }, house.clock(), house.chance);
  await grantRole(tx, id, { role, processId: null }, "sample", house.clock());
}

/** Fill an empty house: the model list of themes always; the two sample processes when `samples` says so. Its record is open afterwards. */
export async function furnish(house: House, samples: boolean, say: (progress: string) => void) {
  await addFurniture(house, samples, say);
  await openRecord(house);
}

async function addFurniture(house: House, samples: boolean, say: (progress: string) => void) {
  const { db } = house.database;
  await asViewer(db, editor, (tx) => loadModelList(tx, house.chance));
  if (!samples || !existsSync(fileURLToPath(examples)) || (await allProcesses(db)).length > 0) return;
  say("An empty house: loading the sample, an invented conference and the public record of a real one …");
  await asViewer(db, editor, async (tx) => {
    await loadProcess(tx, json("model-conference/process.json"), house.clock(), house.chance);
    await loadProcess(tx, json("committee-record/process.json"), house.clock(), house.chance);
    await loadPathways(tx, editor, await processBySlug(tx, "committee"), json("committee-record/pathways.json"), house.clock(), house.chance);
    await loadInstrument(tx, house, await processBySlug(tx, "model"), "model-conference/convention/");
    for (const it of samplePeople) await addWithRole(tx, house, it);
    await loadStakeholders(tx, house);
  });
  await loadAccreditation(house);
  await loadPartnerships(house);
  await loadAssessments(house);
  await loadPractices(house);
  await loadAnswered(house);
  await loadCoding(house);
  await loadComments(house);
  await loadCalls(house);
  await loadMeetings(house, (meeting) => loadRegistrations(house, meeting));
  await loadSubmissions(house);
  await loadOffers(house);
  await loadFindings(house);
  await loadStatements(house);
  await loadCommitments(house);
  await loadSurveys(house);
  await loadSurveyFindings(house);
}

/** A text with all its versions, decisions and themes, as its folder describes them. */
async function loadInstrument(db: Db, house: House, process: Process, folder: string) {
  const input = InstrumentInput.parse(json(`${folder}instrument.json`));
  const now = house.clock();
  const instrument = await openInstrument(db, editor, process, input, now, house.chance);
  for (const version of input.versions) {
    const kept = await loadVersion(db, house, process, instrument, version, folder);
    for (const decision of version.decisions) await decideAlignment(db, editor, process, instrument, kept, decision, now, house.chance);
    await confirmAlike(db, editor, process, kept, surelyAlike, now);
    await tag(db, kept, version.themes);
    await publishVersion(db, editor, process, instrument, kept, now, house.chance);
  }
}

async function loadVersion(db: Db, house: House, process: Process, instrument: Instrument, version: InstrumentInput["versions"][number], folder: string): Promise<Version> {
  let kept: Version | undefined;
  for (const edition of version.editions) {
    const bytes = new Uint8Array(readFileSync(new URL(folder + edition.file, examples)));
    const text = await readDocument(bytes, { name: edition.file, language: edition.language });
    kept = await importText(db, editor, process, instrument, { ...version, ...edition }, { bytes, name: edition.file, text }, house.clock(), house.chance);
  }
  return kept!;
}

/** Tag what stands at these places; the tags go with the provisions through all versions. */
async function tag(db: Db, version: Version, byPlace: Record<string, string[]>) {
  const places = await placesIn(db, version.id);
  const themes = new Map((await themesBySlug(db, [...new Set(Object.values(byPlace).flat())])).map((it) => [it.slug, it.id]));
  await addProvisionThemes(db, Object.entries(byPlace).flatMap(([place, slugs]) => slugs.flatMap((slug) => {
    const [provision, themeId] = [places.get(place), themes.get(slug)];
    if (!provision || !themeId) throw new RangeError(`the sample tags ${place} of ${version.symbol} with ${slug}: there is no such ${provision ? "theme" : "place"}`);
    return [{ provisionId: provision.id, themeId }];
  })));
}
