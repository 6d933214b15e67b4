import { assessmentAddress, assessmentDeskAddress } from "../assessments/addresses.ts";

/** Addresses of findings and their releases, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
type Numbered = { number: number };
/** Everything that was released in a process. */
export const findingsAddress = (process: Of) => `/${process.slug}/findings`;
export const releaseAddress = (process: Of, it: Numbered, release: Numbered) => `${assessmentAddress(process, it)}/releases/${release.number}`;
/** What a number or a quote rests on: for those who assess; everybody else reads that it is protected. `t2.african.phone` is a cell, `q3` a quote. */
export const evidenceAddress = (process: Of, it: Numbered, release: Numbered, what: string) => `${releaseAddress(process, it, release)}/evidence/${what}`;
/** Where those who assess keep tables and findings, and prepare and clear releases. */
export const findingsDeskAddress = (process: Of, it: Numbered) => `${assessmentDeskAddress(process, it)}/findings`;
export const findingDeskAddress = (process: Of, it: Numbered, finding: Numbered) => `${findingsDeskAddress(process, it)}/${finding.number}`;
export const tablesDeskAddress = (process: Of, it: Numbered) => `${assessmentDeskAddress(process, it)}/tables`;
export const tableDeskAddress = (process: Of, it: Numbered, table: Numbered) => `${tablesDeskAddress(process, it)}/${table.number}`;
export const releasesDeskAddress = (process: Of, it: Numbered) => `${assessmentDeskAddress(process, it)}/releases`;
export const releaseDeskAddress = (process: Of, it: Numbered, release: Numbered) => `${releasesDeskAddress(process, it)}/${release.number}`;
