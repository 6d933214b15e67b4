import { howManyHold } from "../../../ground/auth/people.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, visitor, type Viewer } from "../../../ground/viewer.ts";
import { changeMembership, membershipsOfPerson } from "../store/members.ts";
import { allAbout, erasePerson, renamePerson, type OwnData } from "../store/own-data.ts";

/** All that the house keeps about the viewer. */
export const ownData = (db: Db, viewer: Viewer): Promise<OwnData> => allAbout(db, personOf(viewer).personId);

/** Correct one's name. */
export async function correctName(db: Db, viewer: Viewer, name: string, now: Date) {
  const person = personOf(viewer);
  await renamePerson(db, person.personId, name, now);
  await record(db, viewer, "name corrected", person.personId, now);
}

/** Erase oneself: name, address, letters and ways to sign in go; what was done stays the organisation's. A focal point hands over first, and so does the last officer of the house. */
export async function eraseSelf(db: Db, viewer: Viewer, now: Date) {
  const person = personOf(viewer);
  const present = await membershipsOfPerson(db, person.personId);
  const bound = present.find((it) => it.it.state === "active" && it.it.role === "focal-point" && it.state === "verified");
  if (bound) throw new Refusal("not-now", "focal-point-needs-successor", { name: bound.name.en });
  if (person.roles.some((it) => it.role === "officer" && it.processId === null) && (await howManyHold(db, "officer")) === 1) throw new Refusal("not-now", "last-officer");
  for (const { it } of present) if (it.state === "active" || it.state === "asked") await changeMembership(db, it.id, { state: "ended", endedAt: now });
  await erasePerson(db, person.personId, now);
  await record(db, visitor, "person erased", person.personId, now);
}
