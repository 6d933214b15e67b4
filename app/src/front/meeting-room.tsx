import type { Child } from "hono/jsx";
import { personById } from "../ground/auth/people.ts";
import { canMail, sendMail, type MailKind } from "../ground/mail.ts";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import { isLanguage, wordsIn, type Key, type Values, type Words } from "../ground/words.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { meetingAddress } from "../concepts/meetings/addresses.ts";
import { meetingNumberIn, type Block, type Meeting } from "../concepts/meetings/meeting.ts";
import { blocksOf, meetingByNumber } from "../concepts/meetings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import type { KnownRegistration } from "../concepts/registrations/store.ts";
import { officiatedProcess } from "./officiated.ts";

/** A meeting with its process and agenda, as a door about it needs them. */
export type MeetingRoom = { process: Process; meeting: Meeting; blocks: Block[] };

/** The meeting of the address, if the viewer may see it. */
export async function meetingRoom(c: Door): Promise<MeetingRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  const meeting = await meetingByNumber(c.var.db, process.id, meetingNumberIn(inAddress(c, "meeting")), c.var.viewer);
  return { process, meeting, blocks: await blocksOf(c.var.db, meeting.id) };
}

/** The same for officers of its process, and nobody else. */
export async function officiatedRoom(c: Door): Promise<MeetingRoom> {
  await officiatedProcess(c);
  return meetingRoom(c);
}

/** The forum of a meeting that was announced; null where it has none yet. */
export async function forumOfMeeting({ var: { db } }: Door, { announcedAt, forumId }: Meeting): Promise<Forum | null> {
  if (!announcedAt) return null;
  return forumById(db, forumId).catch((error: unknown) => { if (error instanceof Refusal) return null; throw error; });
}

/** Where somebody is who stands at a door of a meeting. */
export const meetingCrumbs = ({ c, process, meeting }: { c: Door } & Pick<MeetingRoom, "process" | "meeting">, name: string) => [
  { name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: c.var.words.pick(meeting.title).text, address: here(c)(meetingAddress(process, meeting)) }, { name },
];

/** "Meeting 40 · Workshop …", over a heading. */
export const MeetingEyebrow = ({ meeting, words }: { meeting: Meeting; words: Words }) => { const { text, language } = words.pick(meeting.title); return <p class="eyebrow">{words.say("registrations.meeting", { number: meeting.number })} · <span lang={language} dir="auto">{text}</span></p>; };

/** A button that does one thing. */
export const OneButton = ({ action, children, main, fields = {} }: { action: string; children: Child; main?: boolean; fields?: Record<string, string> }) => (
  <form method="post" action={action}>{Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}<button class={main ? "main" : undefined}>{children}</button></form>
);

type Told = Extract<MailKind, "registration-told" | "selection-told">;

/** Write to somebody who is registered, in their language: what was decided, a line for them alone, and where their page is. */
export async function tellRegistered(c: Door, { process, meeting }: Pick<MeetingRoom, "process" | "meeting">, it: KnownRegistration, kind: Told, said: Key, values: Values = {}): Promise<void> {
  const { db, house } = c.var;
  if (!canMail(house.settings)) return;
  const person = it.personId ? await personById(db, it.personId) : null;
  const language = person && isLanguage(person.language) ? person.language : c.var.words.language;
  const words = wordsIn(language);
  const address = `${house.baseUrl}/${language}${registrationAddress(process, meeting, it)}`;
  await sendMail(db, house, { to: it.email, language, kind, values: { name: it.name, meeting: words.pick(meeting.title).text, said: [words.say(said, values), kind === "registration-told" ? it.line : null].filter(Boolean).join("\n\n"), address } });
}
