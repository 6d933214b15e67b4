import { personByEmail } from "../ground/auth/people.ts";
import { canMail, sendMail } from "../ground/mail.ts";
import type { Door } from "../ground/web/env.ts";
import { wordsIn } from "../ground/words.ts";
import { ownInvitationsAddress } from "../concepts/meetings/addresses.ts";
import type { KeptMeeting } from "../concepts/meetings/meeting.ts";
import { whenSaid } from "../concepts/meetings/said.ts";
import { admitSpeaker, speakersOf } from "../concepts/meetings/speakers.ts";
import { blocksOf } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { membershipsOfPerson } from "../concepts/stakeholders/store/members.ts";

/** Mail those who were invited to speak and have not answered, each in their language, or one of them; who speaks for a verified body is invited to the meeting's forum for it. */
export async function tellSpeakers(c: Door, process: Process, meeting: KeptMeeting, only?: string): Promise<void> {
  const { db, viewer, house, now, chance } = c.var;
  const blocks = await blocksOf(db, meeting.id);
  const waiting = (await speakersOf(db, meeting, blocks, viewer)).filter((it) => it.state === "invited" && it.email !== null && (only === undefined || it.email === only.trim().toLowerCase()));
  for (const email of new Set(waiting.map((it) => it.email!))) {
    const person = await personByEmail(db, email);
    const body = person ? (await membershipsOfPerson(db, person.id)).find((it) => it.it.state === "active" && it.state === "verified") : undefined;
    if (person && body) await admitSpeaker(db, viewer, meeting, { personId: person.id, stakeholderId: body.it.stakeholderId }, now, chance);
    if (!canMail(house.settings)) continue;
    const language = person?.language ?? c.var.words.language;
    const words = wordsIn(language);
    const roles = words.list(waiting.filter((it) => it.email === email).map((it) => `${words.say(`meetings.role.${it.role}`)}: ${words.pick(blocks.find((one) => one.number === it.block)!.title).text}`));
    await sendMail(db, house, { to: email, language, kind: "speaker-invitation", values: { meeting: words.pick(meeting.title).text, process: words.pick(process.shortName).text, when: whenSaid(words, meeting, meeting.timeZone), roles, address: `${house.baseUrl}/${language}${ownInvitationsAddress}` } });
  }
}
