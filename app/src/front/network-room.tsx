import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { bothAgree, itemKinds, type NetworkItem } from "../concepts/stakeholders/networks/network.ts";
import { speaksAs } from "../concepts/stakeholders/networks/operations.ts";
import { bodiesOf, itemsOf, tiesOf, type networkBySlug, type ShownTie } from "../concepts/stakeholders/networks/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { kindLine, Named } from "../concepts/stakeholders/views.tsx";

type Found = Awaited<ReturnType<typeof networkBySlug>>;
type Room = Found & { ties: ShownTie[]; items: NetworkItem[]; own: Awaited<ReturnType<typeof bodiesOf>>; convenes: boolean };

/** The room of a network: who is in it, its papers, calls and meetings; for its convenor also the doors to change them. */
export async function showRoom(c: Door, found: Found, form: Typed) {
  const { db, viewer, words } = c.var;
  const own = await bodiesOf(db, viewer);
  const room: Room = { ...found, own, convenes: speaksAs(viewer, found.network.convenorId), ties: await tiesOf(db, found.network.id, { waiting: own.length > 0 }), items: await itemsOf(db, found.network.id) };
  const { network } = room;
  const name = words.pick(network.name);
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("networks.title"), address: here(c)("/networks") }, { name: name.text, lang: name.language }];
  return showPage(c, { title: name.text, crumbs, unlisted: found.invented },
    <>
      <p class="eyebrow">{[words.say(`networks.kind.${network.kind}`), found.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <h1><Named it={network.name} words={words} /></h1>
      <p class="lede"><Named it={network.about} words={words} /></p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>{itemKinds.map((it) => <Items c={c} room={room} kind={it} />)}{room.convenes && <Putting c={c} room={room} form={form} />}</div>
        <div><Members c={c} room={room} /><Own c={c} room={room} /></div>
      </div>
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

const addressOf = (c: Door, room: Room, path: string) => here(c)(`/networks/${room.network.slug}${path}`);

function Items({ c, room, kind }: { c: Door; room: Room; kind: NetworkItem["kind"] }) {
  const { words } = c.var;
  const items = room.items.filter((it) => it.kind === kind);
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>{words.say(`networks.items.${kind}`)}</h2>
      {items.length === 0 && <p class="small soft">{words.say("networks.items.none")}</p>}
      <ul class="entries">{items.map((it) => (
        <li class="row">
          <span><a href={it.address} rel="external nofollow ugc" dir="auto">{it.title}</a> <span class="small soft"><time datetime={it.day}>{words.day(it.day)}</time> · <bdi>{new URL(it.address).hostname}</bdi></span></span>
          {room.convenes && <form method="post" action={addressOf(c, room, `/items/${it.id}/removal`)}><button class="little">{words.say("networks.item.remove")}<span class="hidden">: {it.title}</span></button></form>}
        </li>
      ))}</ul>
    </section>
  );
}

function Putting({ c, room, form }: { c: Door; room: Room; form: Typed }) {
  const { words } = c.var;
  return (
    <section class="card" aria-labelledby="putting">
      <h2 id="putting">{words.say("networks.item.add")}</h2>
      <form method="post" action={addressOf(c, room, "/items")}>
        <ChoiceField name="kind" label={words.say("networks.kind")} form={form} choices={itemKinds.map((it) => ({ value: it, name: words.say(`networks.item.${it}`) }))} />
        <TextField name="title" label={words.say("networks.item.title")} form={form} required dir="auto" />
        <TextField name="address" label={words.say("networks.item.address")} form={form} required />
        <TextField name="day" type="date" label={words.say("networks.item.day")} form={form} required />
        <button>{words.say("networks.item.add")}</button>
      </form>
    </section>
  );
}

/** On whom both ends agree; who waits is seen by the convenor and by the body itself. */
function Members({ c, room }: { c: Door; room: Room }) {
  const { words } = c.var;
  const agreed = room.ties.filter(bothAgree);
  const waiting = room.ties.filter((it) => !bothAgree(it) && (room.convenes || room.own.some((body) => body.id === it.stakeholderId)));
  return (
    <section class="card" aria-labelledby="members">
      <h2 id="members">{words.say("networks.members")}</h2>
      <p class="small">{words.say("networks.convenor")} <a href={here(c)(stakeholderAddress(room.convenor))}><Named it={room.convenor.name} words={words} /></a></p>
      <ul class="plain small">{agreed.map((it) => <li class="row"><span><a href={here(c)(stakeholderAddress(it))}><Named it={it.name} words={words} /></a> <span class="soft">{kindLine(words, it)}</span></span>{room.convenes && it.stakeholderId !== room.network.convenorId && <Press c={c} room={room} it={it} path="/ending" say="networks.end" />}</li>)}</ul>
      {waiting.length > 0 && <><h3>{words.say("networks.waiting")}</h3><ul class="plain small">{waiting.map((it) => <li class="row"><Named it={it.name} words={words} /> <span class="row">{room.convenes && it.confirmedAt === null && <Press c={c} room={room} it={it} path="/confirmation" say="networks.confirm" />}{room.convenes && <Press c={c} room={room} it={it} path="/ending" say="networks.end" />}</span></li>)}</ul></>}
      {room.convenes && <Inviting c={c} room={room} />}
    </section>
  );
}

const Press = ({ c, room, it, path, say }: { c: Door; room: Room; it: { slug: string; name: ShownTie["name"] }; path: string; say: "networks.confirm" | "networks.end" | "networks.declare" | "networks.leave" }) => (
  <form method="post" action={addressOf(c, room, path)}><input type="hidden" name="stakeholder" value={it.slug} /><button class="little">{c.var.words.say(say)}<span class="hidden">: {c.var.words.pick(it.name).text}</span></button></form>
);

const Inviting = ({ c, room }: { c: Door; room: Room }) => (
  <form method="post" action={addressOf(c, room, "/confirmation")}>
    <div class="field"><label for="stakeholder">{c.var.words.say("networks.invite")}</label><p class="hint" id="stakeholder-hint">{c.var.words.say("networks.invite.hint")}</p><input id="stakeholder" name="stakeholder" required aria-describedby="stakeholder-hint" /></div>
    <button class="little">{c.var.words.say("networks.invite.send")}</button>
  </form>
);

/** For a focal point: bring in a body, or take it out. */
function Own({ c, room }: { c: Door; room: Room }) {
  const { words } = c.var;
  const bodies = room.own.filter((it) => it.id !== room.network.convenorId);
  if (bodies.length === 0) return null;
  const declared = (id: string) => room.ties.some((it) => it.stakeholderId === id && it.declaredAt !== null);
  return (
    <section class="card" aria-labelledby="own">
      <h2 id="own">{words.say("networks.own")}</h2>
      <ul class="plain small">{bodies.map((it) => <li class="row"><Named it={it.name} words={words} /> <Press c={c} room={room} it={it} path={declared(it.id) ? "/ending" : "/membership"} say={declared(it.id) ? "networks.leave" : "networks.declare"} /></li>)}</ul>
    </section>
  );
}
