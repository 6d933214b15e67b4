// The first guard, held by the compiler: what has not been through a disclosure.ts is not taken where a view asks for `Disclosed`.
// Nothing here runs. `tsc` refuses this file when one of the lines below stops being an error.
import type { KeptContribution, ShownContribution } from "../src/concepts/contributions/disclosure.ts";
import type { Contribution, Wording } from "../src/concepts/contributions/contribution.ts";
import type { Disclosed } from "../src/concepts/disclosure/disclosed.ts";

/** What a view is like: it asks for what was disclosed. */
declare function view(it: ShownContribution): string;
declare function viewOfWords(it: Disclosed<Wording>[]): string;
declare const kept: KeptContribution;
declare const row: Contribution;
declare const words: Wording[];
declare const shown: ShownContribution;

export const taken = [view(shown)];
export const refused = () => [
  // @ts-expect-error as it is kept, with its author beside it
  view(kept),
  // @ts-expect-error a row of the table
  view(row),
  // @ts-expect-error a row dressed up with every field that a view reads
  view({ ...row, parentReference: null, body: "", fingerprint: null, by: { organisation: null, person: null, sector: null, region: null }, held: null, inside: null, own: false, mayModerate: false }),
  // @ts-expect-error words as they are kept
  viewOfWords(words),
];
