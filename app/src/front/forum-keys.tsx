import { mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { keysOf } from "../concepts/disclosure/store/keys.ts";
import { ForumKeys, ReleaseForm, TokenFetching } from "../concepts/contributions/unattributed/views.tsx";
import { mayOfficiate } from "../ground/viewer.ts";
import type { Door } from "../ground/web/env.ts";

/** What hangs in a forum's page where something unattributed may be written: its key; for those who may write, their tokens; for officers, what waits. */
export async function forumKeysOf(c: Door, { process, forum }: { process: { slug: string }; forum: Forum }) {
  const { db, viewer, now, words } = c.var;
  return (
    <>
      <ForumKeys keys={await keysOf(db, forum.id)} words={words} />
      {mayWrite(viewer, forum, now) && <TokenFetching c={c} process={process} forum={forum} />}
      {mayOfficiate(viewer, forum.processId) && <ReleaseForm c={c} process={process} forum={forum} />}
    </>
  );
}
