/** Addresses of meetings, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
export const meetingsAddress = (process: Of) => `/${process.slug}/meetings`;
export const meetingAddress = (process: Of, { number }: Numbered) => `/${process.slug}/meetings/${number}`;
/** What one may do at a meeting, by class: a card to print. */
export const rightsAddress = (process: Of, meeting: Numbered) => `${meetingAddress(process, meeting)}/rights`;
/** Meetings as a calendar: all of a process, or one. */
export const meetingsCalendarAddress = (process: Of) => `/${process.slug}/meetings.ics`;
export const meetingCalendarAddress = (process: Of, meeting: Numbered) => `${meetingAddress(process, meeting)}.ics`;
/** Where officers set meetings up, from a template or a copy, and where they work on one. */
export const settingUpAddress = (process: Of) => `/desk/${process.slug}/meetings`;
export const meetingDeskAddress = (process: Of, { number }: Numbered) => `/desk/${process.slug}/meetings/${number}`;
/** Where somebody answers what they were invited to say. */
export const ownInvitationsAddress = "/speaking";
