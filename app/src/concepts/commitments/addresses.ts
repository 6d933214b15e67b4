/** Addresses of commitments, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
export const commitmentsAddress = (process: Of) => `/${process.slug}/commitments`;
export const commitmentAddress = (process: Of, { number }: Numbered) => `${commitmentsAddress(process)}/${number}`;
/** Where one is proposed. */
export const proposingAddress = (process: Of) => `${commitmentsAddress(process)}/new`;
/** Their last days as a calendar, and what happened to them as a feed. */
export const commitmentsCalendarAddress = (process: Of) => `/${process.slug}/commitments.ics`;
export const commitmentsFeedAddress = (process: Of) => `/${process.slug}/commitments.atom`;
/** Where officers see what waits for them. */
export const commitmentsDeskAddress = (process: Of) => `/desk/${process.slug}/commitments`;
