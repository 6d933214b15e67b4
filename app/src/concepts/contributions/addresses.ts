import { answerCallAddress } from "../calls/addresses.ts";
import { provisionAddress } from "../texts/addresses.ts";
import type { ShownContribution } from "./disclosure.ts";
import type { Surroundings } from "./store.ts";

/** Addresses of contributions, without the language in front. They are cited: never change one without a redirect. */
type Of = { slug: string };
export const contributionAddress = (process: Of, { reference }: { reference: string }) => `/${process.slug}/contributions/${reference}`;
/** Where a comment on a provision of a version is written; with `answers`, one that answers another. */
export const commentAddress = (process: Of, number: string, version: Of, answers?: string) =>
  `${provisionAddress(process, number, version)}/comment${answers ? `?answers=${encodeURIComponent(answers)}` : ""}`;
/** What is written on a version, as a table. */
export const tableAddress = (process: Of, instrument: Of, version: Of) => `/${process.slug}/text/${instrument.slug}/${version.slug}/contributions.csv`;
/** The feed of what is public in a process. */
export const feedAddress = (process: Of) => `/${process.slug}/contributions.atom`;

/** Where an answer to a contribution is written: a comment of its own where it stands beside a text, else a reply. */
export const answerAddress = ({ process, text }: Surroundings, it: Pick<ShownContribution, "reference">) =>
  (text ? commentAddress(process, text.number, text.version, it.reference) : replyAddress(process, it));

/** Where a call is answered, with a draft open or with something to be filed again. */
export const draftAddress = (process: Of, call: { number: number }, id: string) => `${answerCallAddress(process, call)}?draft=${encodeURIComponent(id)}`;
export const againAddress = (process: Of, call: { number: number }, reference: string) => `${answerCallAddress(process, call)}?again=${encodeURIComponent(reference)}`;
/** Where a reply to a submission is written, or to one of its asks. */
export const replyAddress = (process: Of, it: { reference: string }, ask?: number) => `${contributionAddress(process, it)}/reply${ask === undefined ? "" : `?ask=${ask}`}`;
