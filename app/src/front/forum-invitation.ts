import { personByEmail, type Person } from "../ground/auth/people.ts";
import type { Chance } from "../ground/chance.ts";
import type { Db } from "../ground/db/database.ts";
import { canMail, sendMail } from "../ground/mail.ts";
import type { Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import { type Localized, wordsIn } from "../ground/words.ts";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { officerOfForum, type Forum } from "../concepts/disclosure/forum.ts";
import { inviteToForum } from "../concepts/disclosure/operations.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";

/** A forum with the process that it belongs to. */
export type ForumAt = { process: { slug: string }; forum: Forum };
/** Whom to invite: an address, and the place of a stakeholder where the person speaks for several. */
export type Guest = { email: string; stakeholder: string };
/** Invited; or why not, with the stakeholders to choose from. */
export type Invited = { problem: null } | { problem: "nobody" | "several"; bodies: { slug: string; name: Localized }[] };

/** Invite the person with this address, for whom they speak; a mail in their language leads them to the forum. */
export async function inviteByAddress(db: Db, house: House, viewer: Viewer, at: ForumAt, guest: Guest, now: Date, chance: Chance): Promise<Invited> {
  officerOfForum(viewer, at.forum);
  const person = await personByEmail(db, guest.email);
  const bodies = person ? (await membershipsOfPerson(db, person.id)).filter((it) => it.it.state === "active" && it.state === "verified") : [];
  const body = bodies.length === 1 ? bodies[0] : bodies.find((it) => it.slug === guest.stakeholder);
  if (!person || bodies.length === 0) return { problem: "nobody", bodies: [] };
  if (!body) return { problem: "several", bodies };
  await inviteToForum(db, viewer, at.forum, { personId: person.id, stakeholderId: body.it.stakeholderId }, now, chance);
  await tell(db, house, at, person, body.name);
  return { problem: null };
}

async function tell(db: Db, house: House, { process, forum }: ForumAt, { email: to, language }: Person, name: Localized) {
  if (!canMail(house.settings)) return;
  const words = wordsIn(language);
  const values = { forum: words.pick(forum.title).text, name: words.pick(name).text, address: `${house.baseUrl}/${language}${forumAddress(process, forum)}` };
  await sendMail(db, house, { to, language, kind: "forum-invitation", values });
}
