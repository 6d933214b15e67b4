/** Addresses of accreditation, without the language in front. */
type Of = { slug: string };
export const accreditationAddress = (process: Of) => `/${process.slug}/accreditation`;
/** A body's own file; and where it applies through a door. */
export const fileAddress = (process: Of, body: Of) => `${accreditationAddress(process)}/${body.slug}`;
export const applicationAddress = (process: Of, body: Of, track?: { letter: string }) => `${fileAddress(process, body)}/application${track ? `?track=${track.letter}` : ""}`;
/** Where officers work; and on one file. */
export const accreditationDeskAddress = (process: Of) => `/desk/${process.slug}/accreditation`;
export const fileDeskAddress = (process: Of, body: Of) => `${accreditationDeskAddress(process)}/${body.slug}`;
