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

/** Where an answer to a contribution is written. */
export const answerAddress = ({ process, number, version }: Surroundings, it: Pick<ShownContribution, "reference">) => commentAddress(process, number, version, it.reference);
