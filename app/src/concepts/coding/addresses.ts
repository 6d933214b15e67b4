/** Addresses of interviews and coding, without the language in front: all of it is for those who assess. */
import { assessmentDeskAddress } from "../assessments/addresses.ts";

type Of = { slug: string };
type Numbered = { number: number };
export const codingAddress = (process: Of, it: Numbered) => `${assessmentDeskAddress(process, it)}/coding`;
export const sourceAddress = (process: Of, it: Numbered, source: Numbered) => `${codingAddress(process, it)}/sources/${source.number}`;
export const adjudicationAddress = (process: Of, it: Numbered, source: Numbered) => `${sourceAddress(process, it, source)}/differences`;
export const codebookAddress = (process: Of, it: Numbered) => `${codingAddress(process, it)}/codebook`;
export const agreementAddress = (process: Of, it: Numbered) => `${codingAddress(process, it)}/agreement`;
export const segmentSearchAddress = (process: Of, it: Numbered) => `${codingAddress(process, it)}/search`;
export const guideAddress = (process: Of, it: Numbered, kind: string) => `${codingAddress(process, it)}/guides/${kind}`;
export const projectAddress = (process: Of, it: Numbered) => `${codingAddress(process, it)}/project.qdpx`;
