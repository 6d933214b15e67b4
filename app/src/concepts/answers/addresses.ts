/** Addresses of the ledger, without the language in front. */
type Of = { slug: string };
export const ledgerAddress = (process: Of) => `/${process.slug}/ledger`;
/** The feed of what was said of asks. */
export const ledgerFeedAddress = (process: Of) => `/${process.slug}/ledger.atom`;
/** Where officers say what became of asks. */
export const answersDeskAddress = (process: Of) => `/desk/${process.slug}/answers`;
