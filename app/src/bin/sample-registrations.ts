import { readFileSync } from "node:fs";
import { chancesIn, hashOf } from "@travaux/fair-selection";
import { asViewer } from "../ground/db/request.ts";
import { dayOf } from "../ground/clock.ts";
import { actingAs, houseKeeper, visitor, type PersonViewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { KeptMeeting } from "../concepts/meetings/meeting.ts";
import { RegistrationInput } from "../concepts/registrations/inputs.ts";
import { decideRegistrations, noteAttendance, publishFigures, registerFor, withdrawRegistration } from "../concepts/registrations/operations.ts";
import { modesAt } from "../concepts/registrations/registration.ts";
import { registrationsAt } from "../concepts/registrations/store.ts";
import { drawSelection, keepChances, panelOf, planSelection, pooled, publishSelection, replaceMember, taskOf } from "../concepts/selections/operations.ts";
import { engineSelection } from "../concepts/selections/selection.ts";
import { selectionAt } from "../concepts/selections/store.ts";
import type { Sector } from "../concepts/stakeholders/stakeholder.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";

type InventedPerson = { body: string; name: string; gender?: string; firstTime: boolean; expertise?: string; visaLetter?: true; accessibility?: string; wish?: "panellist" };
type InventedSelection = { size: number; quotas: [category: string, value: string, min: number, max: number][]; perOrganisation: number | null; alternates: number; answerDays: number; publishedInDays: number; seedInDays: number; seedPlace: string; seed?: string; declinesInDays?: number; replacedInDays?: number; figuresInDays?: number };
type InventedMeeting = { number: number; appliedInDays: number; selection: InventedSelection; people: InventedPerson[] };

/** The invented officer of the Model Conference. */
const officer = houseKeeper("T. Adeyemi");
const least = 10;

/** Whoever of the sample wants to come to this meeting, as far as somebody does: a workshop under the Rule, whose draw waits for its seed, and a public panel, which was drawn; by days from today. */
export async function loadRegistrations(house: House, meeting: KeptMeeting): Promise<void> {
  const { meetings } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/registrations.json", import.meta.url), "utf8")) as { meetings: InventedMeeting[] };
  const it = meetings.find((one) => one.number === meeting.number);
  if (!it) return;
  await registerAll(house, it, meeting);
  await drawInvented(house, it, meeting);
}

/** So many days from today, in the morning. */
const inDays = (house: House, days: number) => new Date(`${dayOf(new Date(house.clock().getTime() + days * 86_400_000))}T08:00:00Z`);

/** The focal point of a body of the sample, as they act for it. */
export async function focalPoint(house: House, slug: string): Promise<{ viewer: PersonViewer; id: string; sector: Sector }> {
  return asViewer(house.database.db, officer, async (tx) => {
    const found = await stakeholderAt(tx, slug, visitor);
    if (!("it" in found)) throw new RangeError(`the sample has ${slug} do something, which was merged`);
    const focal = (await focalPointOf(tx, found.it.id))!;
    return { id: found.it.id, sector: found.it.sector, viewer: { ...actingAs(focal.name), personId: focal.personId, speaksFor: [{ stakeholderId: found.it.id, isFocalPoint: true }], secondFactor: false } };
  });
}

async function registerAll(house: House, { people, appliedInDays }: InventedMeeting, meeting: KeptMeeting): Promise<void> {
  const now = inDays(house, appliedInDays);
  for (const [index, { body, name, ...said }] of people.entries()) {
    const { viewer, id, sector } = await focalPoint(house, body);
    const input = RegistrationInput.parse({ ...said, stakeholder: id, name, email: `${meeting.number}.${index}@people.example`, mode: modesAt(meeting.format)[0]!, firstTime: said.firstTime ? "yes" : undefined, visaLetter: said.visaLetter ? "yes" : undefined });
    await asViewer(house.database.db, viewer, (tx) => registerFor(tx, viewer, meeting, { body: { id, sector, accredited: true }, input, personId: null, proof: null }, now, house.chance));
  }
}

/** The draw: planned, computed, published; and where its seed was spoken drawn, with one who declines. */
async function drawInvented(house: House, { selection: it, people }: InventedMeeting, meeting: KeptMeeting): Promise<void> {
  const { chance } = house;
  const { size, perOrganisation, alternates, answerDays } = it;
  const quotas = it.quotas.map(([category, value, min, max]) => ({ category, value, min, max }));
  await asViewer(house.database.db, officer, async (tx) => {
    const published = inDays(house, it.publishedInDays);
    if (meeting.admission !== "selected") await decideRegistrations(tx, officer, meeting, null, "registered", (await registrationsAt(tx, meeting.id, officer)).map(({ id, turn }) => ({ id, turn, line: null })), published, chance);
    await planSelection(tx, officer, meeting, { size, quotas, perOrganisation, method: "leximin", alternates, answerDays }, published, chance);
    const selection = (await selectionAt(tx, meeting, officer))!;
    const task = taskOf(selection, await pooled(tx, officer, meeting, selection, chance));
    await keepChances(tx, officer, meeting, task, await chancesIn(engineSelection(task, task), task.method, { pool: hashOf(task.pool), quotas: hashOf(task.quotas), idColumn: "id" }), published);
    await publishSelection(tx, officer, meeting, { seedDay: dayOf(inDays(house, it.seedInDays)), seedPlace: it.seedPlace }, least, published, chance);
    if (it.seed !== undefined) await drawSelection(tx, officer, meeting, null, it.seed, least, inDays(house, it.seedInDays), chance);
  });
  if (it.seed === undefined) return;
  const { panel } = await asViewer(house.database.db, officer, async (tx) => panelOf(tx, officer, meeting, (await selectionAt(tx, meeting, officer))!));
  const [gone] = panel;
  const { viewer } = await focalPoint(house, people.find((one) => one.name === gone!.registration.name)!.body);
  await asViewer(house.database.db, viewer, (tx) => withdrawRegistration(tx, viewer, gone!.registration, inDays(house, it.declinesInDays!)));
  await asViewer(house.database.db, officer, async (tx) => {
    await replaceMember(tx, officer, meeting, null, gone!.applicant.pseudonym, inDays(house, it.replacedInDays!), chance);
    const registered = (await registrationsAt(tx, meeting.id, officer)).filter((one) => one.state === "registered");
    const came = registered.filter((_, index) => index % 7 !== 0).map((one) => one.id);
    await noteAttendance(tx, officer, meeting, [], { shown: registered.map((one) => one.id), came, spoke: came.filter((_, index) => index % 2 === 0) }, inDays(house, it.figuresInDays!));
    const noted = await registrationsAt(tx, meeting.id, officer);
    for (const what of ["came", "spoke"] as const) await publishFigures(tx, officer, meeting, what, noted.filter((one) => one[what] === true), least, inDays(house, it.figuresInDays!));
  });
}
