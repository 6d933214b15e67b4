import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import { opened, tell, type Seen } from "../operations.ts";
import type { Partner } from "../partnership.ts";
import { list, unlist } from "../register/store.ts";
import { addPartners, changePartner, changePartnership, editionOf, lockedPartnership } from "../store.ts";

/** What of the partners of one entry another takes over: who confirmed and is not in it, and later days of those who are. */
export function takenOver(from: readonly Partner[], into: readonly Partner[]): { added: Partner[]; later: Partner[] } {
  const confirmed = from.filter((it) => it.state === "confirmed");
  const twin = (it: Partner) => into.find((one) => one.stakeholderId === it.stakeholderId);
  return {
    added: confirmed.filter((it) => !twin(it)),
    later: confirmed.flatMap((it) => { const one = twin(it); return one?.state === "confirmed" && one.day !== null && it.day !== null && it.day > one.day ? [{ ...one, day: it.day }] : []; }),
  };
}

/** Two entries that are one partnership: the first leads on to the second, which is public and keeps every confirmation of both. */
export async function merge(db: Db, viewer: Viewer, seen: Seen, intoId: string, because: string, now: Date, chance: Chance): Promise<void> {
  const by = officerOf(viewer);
  if (seen.id === intoId) throw new Refusal("not-valid", "partnership-merged-itself");
  for (const id of [seen.id, intoId].toSorted()) await lockedPartnership(db, id); // in one order, so that two officers never wait for each other
  const from = await opened(db, seen);
  const into = await lockedPartnership(db, intoId);
  const whole = into.state === "published" ? await editionOf(db, into.id, into.edition) : null;
  if (!whole) throw new Refusal("not-now", "partnership-closed");
  const { added, later } = takenOver((from.now ?? from.next)?.partners ?? [], whole.partners);
  await addPartners(db, added.map((it) => ({ ...it, partnershipId: into.id, edition: into.edition })));
  for (const it of later) await changePartner(db, it, { day: it.day });
  await changePartnership(db, from.it.id, { state: "merged", mergedIntoId: into.id, turn: from.it.turn + 1 });
  await changePartnership(db, into.id, { turn: into.turn + 1 });
  await unlist(db, from.it.id);
  await list(db, into.id);
  await tell(db, viewer, into, { what: "merged", by, because }, now, chance);
}
