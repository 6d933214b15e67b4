/** Addresses of calls, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
export const callsAddress = (process: Of) => `/${process.slug}/calls`;
export const callAddress = (process: Of, { number }: Numbered) => `/${process.slug}/calls/${number}`;
/** Where a call is answered. */
export const answerCallAddress = (process: Of, call: Numbered) => `${callAddress(process, call)}/answer`;
/** What is announced and changed, as a feed; when calls close, as a calendar of all or of one. */
export const callsFeedAddress = (process: Of) => `/${process.slug}/calls.atom`;
export const callsCalendarAddress = (process: Of) => `/${process.slug}/calls.ics`;
export const callCalendarAddress = (process: Of, call: Numbered) => `${callAddress(process, call)}.ics`;
/** Where officers open a call, from a copy of another if they wish, and where they work on one. */
export const openingAddress = (process: Of, from?: Numbered) => `/desk/${process.slug}/calls${from ? `?from=${from.number}` : ""}`;
export const callDeskAddress = (process: Of, { number }: Numbered) => `/desk/${process.slug}/calls/${number}`;
