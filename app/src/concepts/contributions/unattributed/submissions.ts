import { chanceOfSecret, type Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { become } from "../../../ground/db/request.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { admit } from "../../disclosure/forum.ts";
import { spendToken } from "../../disclosure/issue.ts";
import type { Token } from "../../disclosure/tokens.ts";
import type { FiledUnattributed } from "../operations.ts";
import { filedWithSecret, fileUnattributedSubmission, type SubmissionFiling } from "../operations/submissions.ts";
import { somebodyIn } from "./operations.ts";

/** A secret that stands in a form and nowhere else, from which all that its filing draws is made: sent twice, it is filed once. */
export type Once = { once: string; key: string };
export const chanceOf = ({ once, key }: Once) => (): Chance => chanceOfSecret(once, key);

/** File a submission on a token of the call’s forum. Sent again it costs no second token, and gives the same receipt. */
export async function submitWithToken(db: Db, filing: SubmissionFiling, token: Token, once: Once, now: Date): Promise<FiledUnattributed> {
  const before = await filedWithSecret(db, filing, chanceOf(once));
  if (before) return before;
  await spendToken(db, filing.forum, "comment", token);
  await become(db, somebodyIn(filing.forum));
  return fileUnattributedSubmission(db, filing, now, chanceOf(once)());
}

/** The same in a session, for a browser without scripts or tokens: the session is looked at, and no link to it is kept. */
export async function submitAsSession(db: Db, viewer: Viewer, filing: SubmissionFiling, once: Once, now: Date): Promise<FiledUnattributed> {
  admit(viewer, filing.forum, filing.disclosure, now);
  return (await filedWithSecret(db, filing, chanceOf(once))) ?? fileUnattributedSubmission(db, filing, now, chanceOf(once)());
}
