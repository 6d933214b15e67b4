// A meeting for tests, to register for: announced, with its forum, and focal points who may sign in.
import { sql } from "drizzle-orm";
import type { TestHouse } from "./house.ts";
import { openForum } from "../src/concepts/disclosure/operations.ts";
import { forumsOf } from "../src/concepts/disclosure/store.ts";
import type { Block, Meeting } from "../src/concepts/meetings/meeting.ts";
import { undecided } from "../src/concepts/meetings/modalities.ts";
import { addBlocks, addMeeting } from "../src/concepts/meetings/store.ts";
import { RegistrationInput } from "../src/concepts/registrations/inputs.ts";
import { registerFor } from "../src/concepts/registrations/operations.ts";
import type { Sector } from "../src/concepts/stakeholders/stakeholder.ts";
import { processBySlug } from "../src/concepts/processes/store.ts";
import { rowsOf } from "../src/ground/db/migrate.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { houseKeeper } from "../src/ground/viewer.ts";

const keeper = houseKeeper("T. Adeyemi");

/** An announced meeting of the sample process on 2 and 3 July 2026, for which one may register until 20 June; under the Rule where one of `attributions` says so. */
export async function openMeeting({ house }: TestHouse, number: number, { attributions = ["named"], ...more }: Partial<Meeting> & { attributions?: Block["attribution"][] } = {}): Promise<Meeting> {
  const now = house.clock();
  return asViewer(house.database.db, keeper, async (tx) => {
    const process = await processBySlug(tx, "model");
    const it: Meeting = {
      id: house.chance.id(), forumId: house.chance.id(), processId: process.id, number, kind: "workshop", state: "announced", title: { en: `Meeting for tests ${number}` }, about: { en: "For tests." }, phase: null, format: "hybrid", place: { en: "Conference hall, Nairobi" }, timeZone: "Africa/Nairobi",
      startsAt: new Date("2026-07-02T07:00:00Z"), endsAt: new Date("2026-07-03T15:00:00Z"), organisers: [], partOfId: null, preparesId: null, series: null, admission: "stakeholders", openTo: "participants", combinations: ["participants/named"],
      modalities: { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-20T15:00:00Z" }, visaLetterDays: 10 }, contact: null, announcedAt: now, closedAt: null, cancelledBecause: null, ...more,
    };
    const slug = `meeting-${number}`;
    if (!(await forumsOf(tx, process.id)).some((one) => one.slug === slug)) await openForum(tx, keeper, { slug, processId: process.id, title: it.title, about: null, openTo: it.openTo, combinations: it.combinations }, now, { ...house.chance, id: () => it.forumId });
    await addMeeting(tx, it);
    await addBlocks(tx, attributions.map((attribution, index): Block => ({ meetingId: it.id, number: index + 1, title: { en: `Block ${index + 1}` }, about: null, opening: null, startsAt: new Date(it.startsAt.getTime() + index * 3_600_000), endsAt: new Date(it.startsAt.getTime() + (index + 1) * 3_600_000), room: null, spoken: ["en"], interpreted: [], captions: false, audience: "participants", attribution, forumId: null })));
    return it;
  });
}

/** A focal point of a sample body with its place in the directory, let in under their address. */
export type FocalPoint = { email: string; stakeholderId: string; slug: string; sector: string; region: string | null };

/** The focal points of the bodies of the sample that a wish names, in the order of their places; each may come to the doors afterwards. */
export async function focalPoints(it: TestHouse, most: number): Promise<FocalPoint[]> {
  const rows = await rowsOf<FocalPoint>(it.house.database.db, sql`select min(p.email) as email, s.id as "stakeholderId", s.slug, s.sector, s.regional_group as region from memberships m join people p on p.id = m.person_id join stakeholders s on s.id = m.stakeholder_id
    where m.state = 'active' and m.role = 'focal-point' and s.state = 'verified' and s.merged_into_id is null and s.sector <> 'member-state' group by s.id order by s.slug limit ${most}`);
  for (const { email } of rows) await it.person({ email });
  return rows;
}

/** The form by which a focal point registers somebody, with what is usual. */
export const registering = (of: Pick<FocalPoint, "stakeholderId">, more: Record<string, string | string[] | File> = {}) => ({ stakeholder: of.stakeholderId, name: "Noor Example", email: "noor@example.org", mode: "room", wish: "attend", ...more });

/** Have a focal point register themselves, past the doors: for houses that stand at another address than `send` knows. */
export async function registerPast({ house, person }: TestHouse, meeting: Meeting, { email, stakeholderId, sector }: FocalPoint, more: Record<string, string> = {}): Promise<void> {
  const viewer = { ...(await person({ email })), speaksFor: [{ stakeholderId, isFocalPoint: true }] };
  const input = RegistrationInput.parse({ ...registering({ stakeholderId }), name: `Person of ${email}`, email, ...more });
  await asViewer(house.database.db, viewer, (tx) => registerFor(tx, viewer, meeting, { body: { id: stakeholderId, sector: sector as Sector, accredited: true }, input, personId: viewer.personId, proof: null }, house.clock(), house.chance));
}
