/** Addresses of practices, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
export const practicesAddress = "/practices";
export const practiceAddress = ({ slug }: Of) => `${practicesAddress}/${slug}`;
/** Where one is proposed, and where one that is not public is changed. */
export const proposingAddress = `${practicesAddress}/new`;
export const changingAddress = (it: Of) => `${practiceAddress(it)}/change`;
/** What officers look at before they publish one. */
export const checklistAddress = `${practicesAddress}/checklist`;
/** Where officers work; and on one. */
export const practicesDeskAddress = "/desk/practices";
export const practiceDeskAddress = ({ slug }: Of) => `${practicesDeskAddress}/${slug}`;

/** Names that stand in the place of a slug. */
export const reservedSlugs: ReadonlySet<string> = new Set(["new", "checklist"]);
