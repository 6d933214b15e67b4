// What nobody may write, tried past the application: each is refused by one clause of one row policy alone.
import { sql, type SQL } from "drizzle-orm";
import type { Db } from "../../src/ground/db/database.ts";
import { asViewer, holdCode } from "../../src/ground/db/request.ts";
import { codeHashOf, secretCode } from "../../src/concepts/contributions/contribution.ts";
import { chanceFor, type ViewerName } from "./telling.ts";
import { referenceOf, type PairedHouse } from "./pair.ts";

export type Attempt = { policy: string; clause: "using" | "with check"; what: string; as: ViewerName; code?: string; first?: (house: PairedHouse) => SQL; deed: (house: PairedHouse) => SQL };

/** The secret code under which an unattributed input of this key was filed, hashed. */
const codeOf = (key: string) => codeHashOf(secretCode(chanceFor(key)))!;
const copied = (key: string, id: string, stakeholder: SQL) => sql`insert into contributions (id, reference, process_id, forum_id, kind, version_id, place, provision_id, language, audience, attribution, stakeholder_id, day, state)
  select ${id}, ${id}, process_id, forum_id, kind, version_id, place, provision_id, language, audience, attribution, ${stakeholder}, day, state from contributions where reference = ${referenceOf(key)}`;
const someCode = "0".repeat(64);

export const attempts: Attempt[] = [
  { policy: "contributions_file", clause: "with check", what: "to write in the name of a body that one does not speak for", as: "stranger", deed: () => copied("signed", "forged", sql`stakeholder_id`) },
  { policy: "contributions_change", clause: "using", what: "to put one’s own code on what somebody else wrote", as: "stranger", code: someCode, deed: () => sql`update contributions set code_hash = ${someCode} where reference = ${referenceOf("nobody’s")}` },
  { policy: "contributions_change", clause: "with check", what: "to hand one’s own input on to another code", as: "stranger", code: codeOf("nobody’s"), deed: () => sql`update contributions set code_hash = ${someCode} where reference = ${referenceOf("nobody’s")}` },
  { policy: "wordings_file", clause: "with check", what: "to put words into another’s mouth", as: "stranger", deed: () => sql`insert into wordings (contribution_id, edition, body, day, fingerprint, configuration) select id, 7, 'forged', day, '', 'english' from contributions where reference = ${referenceOf("signed")}` },
  { policy: "wordings_change", clause: "using", what: "to change what others have said", as: "stranger", deed: () => sql`update wordings set body = 'forged'` },
  { policy: "authorships_file", clause: "with check", what: "to have somebody else be the author", as: "own organisation", first: ({ viewers }) => { const it = viewers.get("own organisation")!; return copied("signed", "forged", sql`${it.kind === "person" ? it.speaksFor[0]!.stakeholderId : ""}`); },
    deed: ({ byBody }) => { const { stakeholderId, personId } = byBody("faro-abierto"); return sql`insert into authorships (contribution_id, attribution, stakeholder_id, person_id, filed_at) values ('forged', 'named', ${stakeholderId}, ${personId}, '2026-06-09')`; } },
  { policy: "authorships_forget", clause: "using", what: "to make others forget what they wrote", as: "officer", deed: () => sql`delete from authorships` },
  { policy: "proofs_file", clause: "with check", what: "to add a proof to another’s input", as: "stranger", deed: () => sql`insert into contribution_proofs (entry, contribution_id, attribution, what, day, statement, salt) select 'forged', id, attribution, 'forged', day, '{}', '' from contributions where reference = ${referenceOf("signed")}` },
  { policy: "proofs_forget", clause: "using", what: "to do away with proofs", as: "officer", deed: () => sql`delete from contribution_proofs` },
  { policy: "participants_write", clause: "with check", what: "to invite oneself", as: "stranger", deed: ({ forums, byBody, viewers }) => { const it = viewers.get("stranger")!; return sql`insert into forum_participants (id, forum_id, person_id, stakeholder_id, invited_at) values ('forged', ${forums.workshop.id}, ${it.kind === "person" ? it.personId : ""}, ${byBody("faro-abierto").stakeholderId}, '2026-06-09')`; } },
  { policy: "participants_change", clause: "using", what: "to end the participation of others", as: "stranger", deed: () => sql`update forum_participants set ended_at = '2026-06-09'` },
  { policy: "contributions_take_back", clause: "using", what: "to have one’s own input never been there once it was shown", as: "stranger", code: codeOf("nobody’s"), deed: () => sql`delete from contributions where code_hash = ${codeOf("nobody’s")}` },
  { policy: "keys_make", clause: "with check", what: "to publish a key for a forum", as: "stranger", deed: ({ forums }) => sql`insert into forum_keys (id, forum_id, purpose, public_key, fingerprint, made_day, entry, salt) values ('forged', ${forums.workshop.id}, 'forged', '', '', '2026-06-09', 'forged', '')` },
  { policy: "keys_end", clause: "using", what: "to end the keys of a forum", as: "stranger", deed: () => sql`update forum_keys set destroyed_day = '2026-06-09'` },
  { policy: "secrets_keep", clause: "with check", what: "to put a private key in the place of one that was destroyed", as: "stranger", deed: ({ closed }) => sql`insert into forum_key_secrets (key_id, private_key) select id, '' from forum_keys where forum_id = ${closed.id}` },
  { policy: "marks_read", clause: "using", what: "to see who was given tokens", as: "officer", deed: () => sql`with seen as (select person_id from forum_token_marks) update forums set about = about from seen` },
];

const undone = Symbol("taken back");
/** Whether an attempt gets through; nothing of it stays. */
export async function getsThrough(house: PairedHouse, it: Attempt): Promise<boolean> {
  let touched = 0;
  const rowsIn = (answer: unknown) => { const { rowCount, affectedRows } = answer as { rowCount?: number; affectedRows?: number }; return rowCount ?? affectedRows ?? 0; };
  await asViewer(house.house.database.db, house.viewers.get(it.as)!, async (tx: Db) => {
    if (it.code) await holdCode(tx, it.code);
    if (it.first) await tx.execute(it.first(house));
    touched = rowsIn(await tx.execute(it.deed(house)));
    throw undone;
  }).catch((error: unknown) => { if (error !== undone && !isRefusal(error)) throw error; });
  return touched > 0;
}

/** 42501: insufficient_privilege, which is what a row policy answers. Anything else is a mistake of the attempt. */
const isRefusal = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code === "42501";
