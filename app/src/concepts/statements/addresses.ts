/** Addresses of joint statements, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
export const statementsAddress = ({ slug }: Of) => `/${slug}/statements`;
export const statementAddress = (process: Of, { number }: Numbered) => `${statementsAddress(process)}/${number}`;
/** Where one is begun. */
export const beginningAddress = (process: Of) => `${statementsAddress(process)}/new`;
/** The room of those who draft it. */
export const draftingAddress = (process: Of, it: Numbered) => `${statementAddress(process, it)}/drafting`;
/** Where it is signed; `link`: what a mailed link carries. */
export const signingAddress = (process: Of, it: Numbered, link: string | null = null) => `${statementAddress(process, it)}/signing${link === null ? "" : `?link=${link}`}`;
/** What a version changed in the one before it. */
export const changeAddress = (process: Of, it: Numbered, version: number) => `${statementAddress(process, it)}/versions/${version}`;
/** A frozen text as plain words, whose bytes give its hash. */
export const textAddress = (process: Of, it: Numbered, version: number, language: string, edition: number) => `${statementAddress(process, it)}/texts/${version}-${language}${edition > 1 ? `-${edition}` : ""}.txt`;
/** A paragraph while it is drafted: what it said, who can live with it, where it is changed. */
export const paragraphAddress = (process: Of, it: Numbered, paragraph: { id: string }) => `${draftingAddress(process, it)}/paragraphs/${paragraph.id}`;
/** A paragraph in the room. */
export const paragraphAnchor = (process: Of, it: Numbered, paragraph: { id: string }) => `${draftingAddress(process, it)}#p-${paragraph.id}`;
/** How it is signed. */
export const rulesAddress = (process: Of, it: Numbered) => `${draftingAddress(process, it)}/rules`;
/** Where the draft is frozen and opened for signature. */
export const openingAddress = (process: Of, it: Numbered) => `${draftingAddress(process, it)}/opening`;
/** Where the draft takes the place of the text that is signed. */
export const publishingAddress = (process: Of, it: Numbered) => `${draftingAddress(process, it)}/version`;
/** Where a version is translated. */
export const translatingAddress = (process: Of, it: Numbered, language: string) => `${draftingAddress(process, it)}/translations/${language}`;
