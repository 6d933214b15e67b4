import { Hono } from "hono";
import { here, type Env } from "../ground/web/env.ts";
import { ChoiceField, TextField, untouched } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { segmentSearchAddress, sourceAddress } from "../concepts/coding/addresses.ts";
import { consents } from "../concepts/coding/consent.ts";
import { sourcesOf } from "../concepts/coding/store.ts";
import { codesOf } from "../concepts/coding/store/codes.ts";
import { codingsIn } from "../concepts/coding/store/codings.ts";
import { segmentsWith } from "../concepts/coding/store/search.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { codingAt, codingCrumbs, codingRoomOf, voiceOf } from "./coding-room.ts";
import { placeOf } from "./coding.tsx";

/** So many of what was found are shown; who wants fewer says more. */
const mostShown = 100;

/** Segments by their words, code, sector, region and consent. */
export const codingSearch = new Hono<Env>().get(`${codingAt}/search`, async (c) => {
  const room = await codingRoomOf(c);
  const { words, db, viewer } = c.var;
  const { q = "", code = "", sector = "", region = "", consent = "" } = c.req.query();
  const isAsked = [q, code, sector, region, consent].some((it) => it !== "");
  const sources = new Map((await sourcesOf(db, room.assessment, viewer)).map((it) => [it.id, it]));
  const codes = await codesOf(db, room.assessment, viewer);
  const { count, shown } = isAsked ? await segmentsWith(db, room.assessment, { words: q, code, sector, region, consent }, mostShown, viewer) : { count: 0, shown: [] };
  const given = Map.groupBy(await codingsIn(db, room.assessment, viewer, undefined, shown.map((it) => it.id)), (it) => it.segmentId);
  const title = words.say("coding.search");
  const form = untouched({ q, code, sector, region, consent });
  const any = { value: "", name: words.say("coding.any") };
  return showPage(c, { title, crumbs: codingCrumbs(c, room, { name: title }), unlisted: true },
    <>
      <p class="eyebrow"><InWords it={room.assessment.title} words={words} /></p>
      <h1>{title}</h1>
      <form action={here(c)(segmentSearchAddress(room.process, room.assessment))} role="search" aria-label={title}>
        <TextField name="q" type="search" label={words.say("coding.search.words")} hint={words.say("coding.search.hint")} form={form} dir="auto" />
        <ChoiceField name="code" label={words.say("coding.code")} form={form} choices={[any, ...codes.map((it) => ({ value: it.guid, name: it.name }))]} />
        <ChoiceField name="sector" label={words.say("stakeholders.sector")} form={form} choices={[any, ...sectors.map((value) => ({ value, name: words.say(`stakeholders.sector.${value}`) }))]} />
        <ChoiceField name="region" label={words.say("coding.region")} form={form} choices={[any, ...regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) }))]} />
        <ChoiceField name="consent" label={words.say("coding.consent")} form={form} choices={[any, ...consents.map((value) => ({ value, name: words.say(`coding.consent.${value}.short`) }))]} />
        <button class="main">{words.say("coding.search.do")}</button>
      </form>
      {isAsked && <div role="status"><h2>{words.say("coding.found", { count })}</h2></div>}
      {count > mostShown && <p class="hint">{words.say("coding.found.first", { count: mostShown })}</p>}
      <ol class="plain">{shown.map((it) => {
        const source = sources.get(it.sourceId)!;
        const page = Math.ceil(it.position / 200);
        return (
          <li class="view"><p class="small soft"><a href={`${here(c)(sourceAddress(room.process, room.assessment, source))}${page > 1 ? `?page=${page}` : ""}#s-${it.position}`} dir="auto">{words.number(source.number)}. {source.title}, {words.number(it.position)}</a> · {[source.kind === "answers" ? null : voiceOf(words, it), placeOf(c, { sector: it.sector ?? source.sector, region: it.region ?? source.region }), words.say(`coding.consent.${it.consent}.short`)].filter(Boolean).join(" · ")}</p>
            <p class="lines" lang={source.language} dir="auto">{it.text}</p>
            <ul class="tags">{[...new Set((given.get(it.id) ?? []).map((one) => one.code))].map((guid) => <li><bdi>{codes.find((one) => one.guid === guid)?.name ?? guid}</bdi></li>)}</ul>
          </li>
        );
      })}</ol>
    </>);
});
