import type { Forum } from "../concepts/disclosure/forum.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import type { Filing } from "../concepts/contributions/operations.ts";
import { fileUnattributedAsSession } from "../concepts/contributions/unattributed/operations.ts";
import { receiptFor } from "../concepts/contributions/unattributed/receipt.ts";
import { ReceiptBlock, UnattributedMeans, type At } from "../concepts/contributions/unattributed/views.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";

/**
 * File an unattributed comment that came in a session, from a browser without scripts or tokens, and answer with its receipt: on
 * this page and nowhere else, so that the code stands in no address. The log learns of this request what it learns of unlinked ones.
 */
export async function fileUnattributedHere(c: Door, filing: Filing, at: At): Promise<Response> {
  const { db, viewer, now, chance, house, words } = c.var;
  c.set("unlinked", true);
  const filed = await fileUnattributedAsSession(db, viewer, filing, now, chance);
  const back = here(c)(provisionAddress({ slug: at.process }, at.number, { slug: at.version }));
  return showPage(c, { title: words.say("unattributed.receipt.title"), crumbs: [{ name: `P-${at.number}`, address: back }, { name: words.say("unattributed.receipt.title") }], unlisted: true },
    <>
      <h1>{words.say("unattributed.received")}</h1>
      <ReceiptBlock c={c} receipt={receiptFor(house, filed)} />
    </>);
}

/** What a comment form says of the two ways in which something unattributed leaves this browser, with the island that knows the first. */
export const meansOf = (c: Door, forums: readonly Forum[], at: At) => <UnattributedMeans c={c} forums={forums} at={at} />;
