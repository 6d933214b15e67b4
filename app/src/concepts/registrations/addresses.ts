import { meetingAddress, meetingDeskAddress } from "../meetings/addresses.ts";

type Of = { slug: string };
type Numbered = { number: number };
/** Where a body registers people for a meeting, and each of them has a page. */
export const registrationAddress = (process: Of, meeting: Numbered, registration?: { id: string }) => `${meetingAddress(process, meeting)}/registration${registration ? `/${registration.id}` : ""}`;
/** Where officers decide on them. */
export const registrationDeskAddress = (process: Of, meeting: Numbered) => `${meetingDeskAddress(process, meeting)}/registrations`;
