import { hasUnattributed, type Forum } from "../../disclosure/forum.ts";
import type { ForumKey } from "../../disclosure/store/keys.ts";
import { here, type Door } from "../../../ground/web/env.ts";
import type { Words } from "../../../ground/words.ts";
import type { UnattributedReceipt } from "@travaux/record-proofs";

/** Where in the text an input stands, as in the address of the provision's page. */
export type At = { process: string; number: string; version: string };

/** Where a browser sends an unattributed input with a token; the form says so in `data-unattributed-to`. */
export const unlinkedDoor = "/unattributed/comments";

/** "/model/forums/workshop/tokens": where blinded tokens are signed. */
export const tokensAddress = (process: { slug: string }, forum: { slug: string }) => `/${process.slug}/forums/${forum.slug}/tokens`;

/**
 * For a comment form, inside it: how an unattributed input stays nobody's, in plain words, and the island that sends it without
 * the session. The island reads the fields `forum`, `combination`, `language`, `answers` and `body` of its form.
 */
export function UnattributedMeans({ c, forums, at }: { c: Door; forums: readonly Forum[]; at: At }) {
  const { words } = c.var;
  const open = forums.filter(hasUnattributed);
  if (open.length === 0) return null;
  const tokens = JSON.stringify(Object.fromEntries(open.map((it) => [it.id, here(c)(tokensAddress({ slug: at.process }, it))])));
  return (
    <section class="means" aria-labelledby="means">
      <h3 id="means">{words.say("unattributed.means.title")}</h3>
      <travaux-unattributed data-tokens={tokens} data-at={JSON.stringify(at)} data-ready={words.say("unattributed.means.ready")} data-making={words.say("unattributed.means.making")} data-without={words.say("unattributed.means.without")} data-lost={words.say("unattributed.means.lost")}>
        <p role="status">{words.say("unattributed.means.without")}</p>
        <template><ReceiptBlock c={c} receipt={null} /></template>
      </travaux-unattributed>
      <p class="small">{words.say("unattributed.means.style")}</p>
    </section>
  );
}

/** On a forum's page, for those who may write in it: their browser fetches its tokens there, so that fetching tells nothing of writing. */
export function TokenFetching({ c, process, forum }: { c: Door; process: { slug: string }; forum: Forum }) {
  const { words } = c.var;
  if (!hasUnattributed(forum) || forum.closedAt) return null;
  const tokens = JSON.stringify({ [forum.id]: here(c)(tokensAddress(process, forum)) });
  return (
    <travaux-tokens data-tokens={tokens} data-ready={words.say("unattributed.means.ready")} data-making={words.say("unattributed.means.making")} data-without={words.say("unattributed.means.without")}>
      <form method="post"><p role="status" class="small">{words.say("unattributed.means.without")}</p></form>
    </travaux-tokens>
  );
}

/** The public keys of a forum: fingerprints to compare with the record, and the days on which they were made and destroyed. */
export const ForumKeys = ({ keys, words }: { keys: readonly ForumKey[]; words: Words }) =>
  keys.length === 0 ? null : (
    <section aria-labelledby="keys">
      <h2 id="keys">{words.say("unattributed.keys.title")}</h2>
      <p>{words.say("unattributed.keys.text")}</p>
      <dl class="facts">{keys.map((it) => (
        <>
          <dt>{words.say(`unattributed.keys.${it.purpose}`)}</dt>
          <dd><code dir="ltr">{it.fingerprint.match(/.{4}/g)!.join(" ")}</code><br />{it.destroyedDay ? words.say("unattributed.keys.destroyed", { made: words.day(it.madeDay), destroyed: words.day(it.destroyedDay) }) : words.say("unattributed.keys.made", { made: words.day(it.madeDay) })}</dd>
        </>
      ))}</dl>
    </section>
  );

/** For officers of a forum: show what waits now. How much waits is not said. */
export const ReleaseForm = ({ c, process, forum }: { c: Door; process: { slug: string }; forum: Forum }) =>
  !hasUnattributed(forum) || forum.closedAt ? null : (
    <section aria-labelledby="waiting-inputs">
      <h2 id="waiting-inputs">{c.var.words.say("unattributed.release.title")}</h2>
      <p>{c.var.words.say("unattributed.release.text")}</p>
      <form method="post" action={here(c)(`/${process.slug}/forums/${forum.slug}/release`)}><button>{c.var.words.say("unattributed.release.now")}</button></form>
    </section>
  );

/** A receipt for its author: the secret code, the file to save, the data. Null: empty, for the island to fill in. */
export function ReceiptBlock({ c, receipt }: { c: Door; receipt: UnattributedReceipt | null }) {
  const { words } = c.var;
  const data = receipt ? JSON.stringify(receipt, null, 2) : "";
  return (
    <section class="receipt bare" aria-labelledby="receipt" tabindex={-1} data-receipt="">
      <div>
        <h2 id="receipt">{words.say("unattributed.receipt.title")}</h2>
        <p>{words.say(receipt ? "unattributed.receipt.session" : "unattributed.receipt.token")}</p>
        <h3>{words.say("unattributed.code")}</h3>
        <p><code class="secret" dir="ltr" data-code="">{receipt?.code}</code></p>
        <p><strong>{words.say("unattributed.receipt.code")}</strong></p>
        <p class="actions"><a class="button main" download="travaux-receipt.json" data-save="" href={receipt ? `data:application/json;charset=utf-8,${encodeURIComponent(data)}` : undefined}>{words.say("unattributed.receipt.save")}</a> <a href={here(c)("/unattributed")}>{words.say("unattributed.receipt.open")}</a></p>
        <p class="small">{words.say("unattributed.receipt.waits")}</p>
        <details><summary>{words.say("unattributed.receipt.data")}</summary><pre dir="ltr" data-data="">{data}</pre></details>
      </div>
    </section>
  );
}
