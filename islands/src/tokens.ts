// Tokens of a forum in this browser: made and blinded here, signed by the house without being seen, unblinded and kept here until
// one is spent. What is sent for signing tells nothing of what comes out: RSA blind signatures, RFC 9474.
import { RSABSSA } from "@cloudflare/blindrsa-ts";

/** A token as it is sent: both halves in Base64url. */
export type Token = { nonce: string; signature: string };
/** What was sent for signing and not answered yet: kept, so that the same is asked for again. */
type Blinded = { nonce: string; inverse: string; blinded: string };
/** The key of a forum that signs, and what for. */
type Published = { key: string; purpose: string };
type Kept = { key: string; tokens: Token[]; waiting: Blinded[] };

/** As the house gives them out (concepts/disclosure/tokens.ts). */
const tokensEach: Record<string, number> = { comment: 10, answer: 1 };
const suite = RSABSSA.SHA384.PSS.Randomized();

const keptUnder = (forum: string) => `travaux-tokens-${forum}`;
/** Bytes in Base64url. */
export const toText = (it: Uint8Array) => btoa(String.fromCharCode(...it)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const toBytes = (it: string) => Uint8Array.from(atob(it.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

function kept(forum: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(keptUnder(forum)) ?? "null") as Kept | null;
  } catch {
    return null; // storage is shut, or holds what is not ours
  }
}
const keep = (forum: string, it: Kept) => localStorage.setItem(keptUnder(forum), JSON.stringify(it));

/** A token of this forum that was not spent; null when this browser holds none. */
export const tokenOf = (forum: string): Token | null => kept(forum)?.tokens[0] ?? null;

/** Forget a token that was spent. */
export function forgetToken(forum: string, { nonce }: Token): void {
  const now = kept(forum);
  if (now) keep(forum, { ...now, tokens: now.tokens.filter((it) => it.nonce !== nonce) });
}

/** Fetch this browser's tokens of a forum from `door`, once; true when there is one to spend. */
export async function fetchTokens(forum: string, door: string, formToken: string): Promise<boolean> {
  if (tokenOf(forum)) return true;
  const published = await publishedKey(forum);
  if (!published) return false;
  const key = await crypto.subtle.importKey("spki", toBytes(published.key), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
  const before = kept(forum);
  if (before?.key === published.key && before.waiting.length === 0) return false; // fetched before, and all spent
  const waiting = before?.key === published.key ? before.waiting : await blindNew(key, tokensEach[published.purpose] ?? 1);
  keep(forum, { key: published.key, tokens: [], waiting });
  const signed = await sign(door, formToken, published.purpose, waiting.map((it) => it.blinded));
  if (!signed) return false;
  keep(forum, { key: published.key, tokens: await Promise.all(waiting.map((it, at) => unblind(key, it, signed[at]!))), waiting: [] });
  return true;
}

/** Asked for without a session, so that a house could not show each participant a key of their own and tell them apart by it. */
async function publishedKey(forum: string): Promise<Published | null> {
  const answer = await fetch(`/unattributed/keys/${forum}`, { credentials: "omit", referrerPolicy: "no-referrer" });
  const said = answer.ok ? ((await answer.json()) as Published & { open: boolean }) : null;
  return said?.open ? said : null;
}

async function blindNew(key: CryptoKey, count: number): Promise<Blinded[]> {
  const made: Blinded[] = [];
  while (made.length < count) {
    const nonce = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
    const { blindedMsg, inv } = await suite.blind(key, nonce);
    made.push({ nonce: toText(nonce), inverse: toText(inv), blinded: toText(blindedMsg) });
    await new Promise((done) => setTimeout(done)); // each takes a while on a phone: let the reader scroll in between
  }
  return made;
}

async function sign(door: string, formToken: string, purpose: string, blinded: string[]): Promise<string[] | null> {
  const answer = await fetch(door, { method: "POST", headers: { "content-type": "application/json", "x-form-token": formToken }, body: JSON.stringify({ purpose, blinded }) });
  return answer.ok ? ((await answer.json()) as { signed: string[] }).signed : null;
}

/** Throws when what came back is not signed with the published key. */
async function unblind(key: CryptoKey, { nonce, inverse }: Blinded, signed: string): Promise<Token> {
  return { nonce, signature: toText(await suite.finalize(key, toBytes(nonce), toBytes(signed), toBytes(inverse))) };
}
