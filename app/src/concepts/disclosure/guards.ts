// Every redaction of the house has a name and goes through here, so that the tests can take one out and see that the harness of
// paired worlds notices. Outside tests nothing can be taken out.

/** Lines of the concepts' disclosure.ts that withhold something, each once. */
export const redactions = [
  "contribution.row", "contribution.held", "contribution.withdrawn", "contribution.waiting", "contribution.received", "contribution.inside",
  "contribution.organisation", "contribution.person", "contribution.time", "contribution.receipt",
  "forum.participants", "call.draft",
  "accreditation.row", "accreditation.file", "accreditation.prepared", "meeting.draft", "registration.row", "selection.draft", "selection.pseudonym", "selection.files",
  "partnership.row", "partnership.partner", "partnership.waiting", "self-assessment.row", "practice.row", "practice.repeat", "practice.reviews", "offer.inquiry",
  "assessment.draft", "survey.answers", "survey.author",
  "coding.row", "coding.interviewee", "coding.blind", "coding.memo", "finding.row", "release.prepared",
  "statement.row", "statement.remark", "statement.waiting", "statement.unverified", "statement.pending",
  "commitment.row", "commitment.owner",
] as const;
export type Redaction = (typeof redactions)[number];

let removed: ReadonlySet<Redaction> = new Set();

/** Whether something may be known: `may`, unless a test has taken this redaction out. */
export const mayKnow = (redaction: Redaction, may: boolean): boolean => may || removed.has(redaction);

/** For tests only: let these redactions be as if they were not written. Refused (RangeError) in a running house. */
export function removeRedactions(...which: Redaction[]): void {
  if (process.env.NODE_ENV !== "test") throw new RangeError("redactions are taken out in tests only");
  removed = new Set(which);
}
