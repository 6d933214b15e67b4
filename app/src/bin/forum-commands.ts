import { asViewer } from "../ground/db/request.ts";
import type { Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Db } from "../ground/db/database.ts";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { openings } from "../concepts/disclosure/forum.ts";
import { closeForum, openForum } from "../concepts/disclosure/operations.ts";
import { combinations, isOffered } from "../concepts/disclosure/rule.ts";
import { forumBySlug } from "../concepts/disclosure/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { inviteByAddress, type ForumAt } from "../front/forum-invitation.ts";
import { wordsIn } from "../ground/words.ts";
import { WrongUsage, type Command } from "./commands.ts";
import { operator } from "./text-commands.ts";

const openUsage = "PROCESS/FORUM --title TITLE --for stakeholders|participants --takes COMBINATION,…";

const open: Command = {
  name: "open forum", usage: openUsage, about: "Open a forum: who may write in it, and which combinations of audience and attribution it takes.",
  takes: [1, 1], options: ["title", "for", "takes", "name"], house: true,
  async run(house, { words: [name = ""], options }) {
    const [process = "", slug = ""] = name.split("/");
    const openTo = openings.find((it) => it === options.for);
    const taken = (options.takes ?? "").split(",").map((it) => it.trim());
    if (!/^[a-z0-9-]+$/.test(slug) || !options.title || !openTo) throw new WrongUsage(`Usage: travaux open forum ${openUsage}`);
    const offered = taken.filter(isOffered);
    if (offered.length < taken.length) throw new WrongUsage(`--takes takes some of: ${combinations.join(", ")}.`);
    const viewer = operator(options.name);
    const forum = await asViewer(house.database.db, viewer, async (tx) => openForum(tx, viewer, { slug, processId: (await processBySlug(tx, process)).id, title: { en: options.title! }, about: null, openTo, combinations: offered }, house.clock(), house.chance));
    return { text: `${house.baseUrl}${forumAddress({ slug: process }, forum)}`, data: { process, forum: forum.slug } };
  },
};

const invite: Command = {
  name: "invite", usage: "PROCESS/FORUM ADDRESS [--for STAKEHOLDER]", about: "Invite the person with this mail address to a forum; they take part once they have said yes.",
  takes: [2, 2], options: ["for", "name"], house: true,
  async run(house, { words: [name = "", email = ""], options }) {
    const viewer = operator(options.name);
    const invited = await inForum(house, name, viewer, (tx, at) => inviteByAddress(tx, house, viewer, at, { email, stakeholder: options.for ?? "" }, house.clock(), house.chance));
    if (invited.problem === null) return { text: `Invited: ${email}`, data: { email } };
    const of = invited.bodies.map((it) => it.slug);
    return { text: [wordsIn("en").say(`forums.error.${invited.problem}`), ...of.map((it) => `  --for ${it}`)].join("\n"), data: { email, problem: invited.problem, stakeholders: of }, exit: 1 };
  },
};

const close: Command = {
  name: "close forum", usage: "PROCESS/FORUM", about: "Close a forum for good: nothing more is written in it, and its keys are destroyed.", takes: [1, 1], options: ["name"], house: true,
  async run(house, { words: [name = ""], options }) {
    const viewer = operator(options.name);
    await inForum(house, name, viewer, (tx, { forum }) => closeForum(tx, viewer, forum, house.clock(), house.chance));
    return { text: `Closed ${name}.`, data: { forum: name } };
  },
};

/** Do something in a forum that was named as "model/workshop". */
async function inForum<T>(house: House, name: string, viewer: Viewer, fn: (tx: Db, at: ForumAt) => Promise<T>): Promise<T> {
  const [slug = "", forum = ""] = name.split("/");
  return asViewer(house.database.db, viewer, async (tx) => {
    const process = await processBySlug(tx, slug);
    return fn(tx, { process, forum: await forumBySlug(tx, process.id, forum) });
  });
}

export const forumCommands: Command[] = [open, invite, close];
