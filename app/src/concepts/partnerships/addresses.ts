/** Addresses of the register of partnerships, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
export const partnershipsAddress = "/partnerships";
export const partnershipAddress = ({ slug }: Of) => `${partnershipsAddress}/${slug}`;
/** Where one is proposed, and where a change of one is. */
export const proposingAddress = `${partnershipsAddress}/new`;
export const changingAddress = (it: Of) => `${partnershipAddress(it)}/change`;
/** How it stands, in the words of its partners. */
export const assessmentAddress = (it: Of) => `${partnershipAddress(it)}/assessment`;
/** What officers look at before they publish one. */
export const checklistAddress = `${partnershipsAddress}/checklist`;
/** Crime type by function: where there is none. */
export const matrixAddress = `${partnershipsAddress}/matrix`;
/** Two to four beside each other. */
export const comparisonAddress = `${partnershipsAddress}/comparison`;
export const timelineAddress = `${partnershipsAddress}/timeline`;
/** Who works with whom. */
export const networkAddress = `${partnershipsAddress}/network`;
/** Where officers work; and on one. */
export const partnershipsDeskAddress = "/desk/partnerships";
export const partnershipDeskAddress = ({ slug }: Of) => `${partnershipsDeskAddress}/${slug}`;

/** Names that stand in the place of a slug. */
export const reservedSlugs: ReadonlySet<string> = new Set(["new", "checklist", "matrix", "comparison", "timeline", "network"]);
