import { Hono } from "hono";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { ItemInput, NetworkInput, TieInput } from "../concepts/stakeholders/networks/inputs.ts";
import { networkKinds, type Network } from "../concepts/stakeholders/networks/network.ts";
import { confirmTie, declareTie, endTie, focalPointOf, foundNetwork, putItem, someFocalPoint, takeItem } from "../concepts/stakeholders/networks/operations.ts";
import { allNetworks, bodiesOf, networkBySlug } from "../concepts/stakeholders/networks/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { showRoom } from "./network-room.tsx";

const others = languages.filter((it) => it !== "en");

/** Networks and expert groups that stakeholders declare, each with a room of its own. */
export const networkPages = new Hono<Env>()
  .get("/networks", async (c) => showAll(c))
  .get("/networks/new", async (c) => showFounding(c, untouched({ kind: "network" })))
  .post("/networks/new", async (c) => {
    const form = await readForm(c, NetworkInput);
    if (!form.ok) return showFounding(c, form.form);
    const network = await foundNetwork(c.var.db, c.var.viewer, form.input, c.var.now, c.var.chance);
    return done(c, network, "flash.network.founded");
  })
  .get("/networks/:slug", async (c) => showRoom(c, await networkBySlug(c.var.db, inAddress(c, "slug")), untouched({ kind: "paper" })))
  .post("/networks/:slug/membership", async (c) => tie(c, declareTie, "flash.network.declared"))
  .post("/networks/:slug/confirmation", async (c) => tie(c, confirmTie, "flash.network.confirmed"))
  .post("/networks/:slug/ending", async (c) => tie(c, endTie, "flash.network.ended"))
  .post("/networks/:slug/items", async (c) => {
    const found = await networkBySlug(c.var.db, inAddress(c, "slug"));
    focalPointOf(c.var.viewer, found.network.convenorId);
    const form = await readForm(c, ItemInput);
    if (!form.ok) return showRoom(c, found, form.form);
    await putItem(c.var.db, c.var.viewer, found.network, form.input, c.var.now, c.var.chance);
    return done(c, found.network, "flash.network.item");
  })
  .post("/networks/:slug/items/:id/removal", async (c) => {
    const { network } = await networkBySlug(c.var.db, inAddress(c, "slug"));
    await takeItem(c.var.db, c.var.viewer, network, inAddress(c, "id"), c.var.now);
    return done(c, network, "flash.network.item.gone");
  });

type Deed = typeof declareTie;
type Said = "flash.network.founded" | "flash.network.declared" | "flash.network.confirmed" | "flash.network.ended" | "flash.network.item" | "flash.network.item.gone";

async function tie(c: Door, deed: Deed, said: Said) {
  const { network } = await networkBySlug(c.var.db, inAddress(c, "slug"));
  someFocalPoint(c.var.viewer);
  const form = await readForm(c, TieInput);
  if (!form.ok) throw new Refusal("not-found", "stakeholder-unknown", { slug: "" });
  await deed(c.var.db, c.var.viewer, network, form.input.stakeholder, c.var.now);
  return done(c, network, said);
}

function done(c: Door, network: Network, said: Said) {
  flash(c, said);
  return c.redirect(here(c)(`/networks/${network.slug}`), 303);
}

async function showAll(c: Door) {
  const { db, viewer, words } = c.var;
  const [networks, own] = [await allNetworks(db), await bodiesOf(db, viewer)];
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("directory.name"), address: here(c)("/directory") }, { name: words.say("networks.title") }];
  return showPage(c, { title: words.say("networks.title"), crumbs },
    <>
      <h1>{words.say("networks.title")}</h1>
      <p class="lede">{words.say("networks.lede")}</p>
      {own.length > 0 && <div class="actions"><a class="button" href={here(c)("/networks/new")}>{words.say("networks.new")}</a></div>}
      {networks.length === 0 && <div class="empty"><p>{words.say("networks.none")}</p></div>}
      <ul class="entries">{networks.map((it) => (
        <li>
          <h2><a href={here(c)(`/networks/${it.slug}`)}><Named it={it.name} words={words} /></a></h2>
          <p class="small">{words.say(`networks.kind.${it.kind}`)}{it.invented && <> · {words.say("stakeholders.invented")}</>} · {words.say("networks.count", { count: it.members })} · {words.say("networks.convenor")} <a href={here(c)(stakeholderAddress(it.convenor))}><Named it={it.convenor.name} words={words} /></a></p>
          <p><Named it={it.about} words={words} /></p>
        </li>
      ))}</ul>
    </>);
}

async function showFounding(c: Door, form: Typed) {
  const { db, viewer, words } = c.var;
  personOf(viewer);
  const own = await bodiesOf(db, viewer);
  if (own.length === 0) throw new Refusal("not-allowed", "network-focal-point");
  const crumbs = [{ name: words.say("networks.title"), address: here(c)("/networks") }, { name: words.say("networks.new") }];
  return showPage(c, { title: words.say("networks.new"), crumbs, unlisted: true },
    <>
      <h1>{words.say("networks.new")}</h1>
      <p class="lede">{words.say("networks.new.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)("/networks/new")}>
        <ChoiceField name="convenor" label={words.say("networks.convenor")} form={form} choices={own.map((it) => ({ value: it.slug, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />
        <ChoiceField name="kind" label={words.say("networks.kind")} form={form} choices={networkKinds.map((it) => ({ value: it, name: words.say(`networks.kind.${it}`) }))} />
        <TextField name="name" label={words.say("networks.name")} form={form} required dir="auto" />
        <TextArea name="about" label={words.say("networks.about")} form={form} required />
        <details open={others.some((it) => form.values[`name.${it}`] || form.values[`about.${it}`])}>
          <summary>{words.say("networks.others")}</summary>
          {others.map((it) => (
            <>
              <TextField name={`name.${it}`} label={words.say("stakeholders.form.name.in", { language: ownNames[it] })} form={form} dir="auto" />
              <TextArea name={`about.${it}`} label={words.say("networks.about.in", { language: ownNames[it] })} form={form} rows={2} lang={it} />
            </>
          ))}
        </details>
        <button class="main">{words.say("networks.found")}</button>
      </form>
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}
