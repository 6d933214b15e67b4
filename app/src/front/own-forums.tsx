import { personOf } from "../ground/viewer.ts";
import { here, type Door } from "../ground/web/env.ts";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { participationsIn } from "../concepts/disclosure/store.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { InWords } from "../ground/web/in-words.tsx";

/** The forums that somebody is invited to, and those they take part in: each leads to its page, where they answer or leave. */
export async function ownForums(c: Door) {
  const { db, viewer, words } = c.var;
  const [mine, processes] = [await participationsIn(db, personOf(viewer).personId), await allProcesses(db)];
  const addressed = mine.map(({ it, forum }) => ({ hasJoined: it.acceptedAt !== null, forum, process: processes.find((one) => one.id === forum.processId)! }));
  const list = (id: string, title: string, of: typeof addressed) => of.length > 0 && (
    <section aria-labelledby={id}><h2 id={id}>{title}</h2>
      <ul class="entries">{of.map(({ forum, process }) => <li class="row"><a href={here(c)(forumAddress(process, forum))}><InWords it={forum.title} words={words} /></a> <span class="soft small">{words.pick(process.shortName).text}</span></li>)}</ul></section>
  );
  return {
    invitations: list("forum-invitations", words.say("forums.mine.invited"), addressed.filter((it) => !it.hasJoined)),
    joined: list("own-forums", words.say("forums.mine"), addressed.filter((it) => it.hasJoined)),
  };
}
