import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { redline } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, officerOf } from "../ground/viewer.ts";
import type { Key } from "../ground/words.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { flash, showPage } from "../ground/web/page.tsx";
import { callAddress } from "../concepts/calls/addresses.ts";
import type { Call } from "../concepts/calls/call.ts";
import { numberIn } from "../ground/web/number.ts";
import { callByNumber } from "../concepts/calls/store.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { campaignsAmong, listed, type Campaign } from "../concepts/contributions/campaign.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { putBackIntoCampaign, takeOutOfCampaign } from "../concepts/contributions/operations/campaigns.ts";
import { exceptionsAt, quotedIn, type CampaignException } from "../concepts/contributions/store/campaigns.ts";
import { submissionsTo } from "../concepts/contributions/store/submissions.ts";
import { countedText } from "../concepts/contributions/submission.ts";
import { beginning, Paragraphs, regionName, sectorName, Signature } from "../concepts/contributions/views.tsx";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { Redline } from "../concepts/texts/views.tsx";

/** What was submitted to a call: each submission, and each campaign once with its signers. */
export const callContributionPages = new Hono<Env>()
  .get("/:process/calls/:call{[1-9][0-9]*}/contributions", async (c) => showSubmissions(c, await opened(c)))
  .get("/:process/calls/:call{[1-9][0-9]*}/campaigns/:reference", async (c) => {
    const it = await opened(c);
    const reference = inAddress(c, "reference").toUpperCase();
    const campaign = it.campaigns.find((one) => one.lead.reference === reference);
    if (!campaign) throw new Refusal("not-found", "contribution-unknown", { reference });
    return showCampaign(c, it, campaign, untouched());
  })
  .post("/:process/calls/:call{[1-9][0-9]*}/campaigns/:reference/exceptions", async (c) => {
    const it = await opened(c);
    officerOf(c.var.viewer, it.process.id);
    const form = await readForm(c, ExceptionInput);
    if (!form.ok) {
      const reference = inAddress(c, "reference").toUpperCase();
      const campaign = it.campaigns.find((one) => one.lead.reference === reference);
      if (!campaign) throw new Refusal("not-found", "contribution-unknown", { reference });
      return showCampaign(c, it, campaign, form.form, 422);
    }
    await takeOutOfCampaign(c.var.db, c.var.viewer, submissionOf(it, form.input.submission), form.input.because, c.var.now);
    return backToList(c, it, form.input.submission, "flash.campaign.apart");
  })
  .post("/:process/calls/:call{[1-9][0-9]*}/exceptions/:reference/end", async (c) => {
    const it = await opened(c);
    officerOf(c.var.viewer, it.process.id);
    const reference = inAddress(c, "reference").toUpperCase();
    await putBackIntoCampaign(c.var.db, c.var.viewer, submissionOf(it, reference), c.var.now);
    return backToList(c, it, reference, "flash.campaign.back");
  });

const ExceptionInput = z.object({ submission: z.string().trim().min(1, "campaign.submission.needed"), because: z.string().trim().min(10, "clearance.because.needed").max(2000, "clearance.because.long") });

function submissionOf({ all }: Opened, reference: string): ShownContribution {
  const it = all.find((one) => one.reference === reference.toUpperCase());
  if (!it) throw new Refusal("not-found", "contribution-unknown", { reference });
  return it;
}

function backToList(c: Door, { process, call }: Opened, reference: string, said: Key) {
  flash(c, said);
  return c.redirect(`${here(c)(callAddress(process, call))}/contributions#${reference.toUpperCase()}`, 303);
}

type Opened = { process: Process; call: Call; all: ShownContribution[]; campaigns: Campaign[]; exceptions: Map<string, CampaignException> };

async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const call = await callByNumber(db, process.id, numberIn(inAddress(c, "call")), viewer);
  const all = (await submissionsTo(db, call.id, viewer)).filter((it) => it.state === "shown" || it.state === "withdrawn");
  const exceptions = await exceptionsAt(db, call.id);
  return { process, call, all, exceptions, campaigns: campaignsAmong(all, await quotedIn(db, call), new Set(exceptions.keys())) };
}

const crumbsOf = (c: Door, { process, call }: Opened, ...more: { name: string; address?: string }[]) => [
  { name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: c.var.words.say("calls.number", { number: call.number }), address: here(c)(callAddress(process, call)) }, ...more,
];

/** Submissions on one page of the list; each stands with its first lines. */
const atOnce = 25;
/** Characters of each in the list. */
const charactersHere = 280;

function showSubmissions(c: Door, it: Opened) {
  const { words } = c.var;
  const title = words.say("contributions.submissions", { call: it.call.number });
  const blocks = listed(it.all, it.campaigns);
  const pages = Math.max(1, Math.ceil(blocks.length / atOnce));
  const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const at = here(c)(`${callAddress(it.process, it.call)}/contributions`);
  return showPage(c, { title, crumbs: crumbsOf(c, it, { name: title }), process: barOf(it.process, "calls") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.submissions.text", { count: it.all.length })}</p>
      {it.campaigns.length > 0 && <p class="small soft">{words.say("contributions.campaigns.text")}</p>}
      {it.all.length === 0 && <div class="empty"><p>{words.say("contributions.submissions.none")}</p></div>}
      <ol class="thread">{blocks.slice((page - 1) * atOnce, page * atOnce).map((block) => <li><Block c={c} at={it} it={block.it} others={block.others} /></li>)}</ol>
      {pages > 1 && <nav class="actions" aria-label={words.say("contributions.submissions.pages")}>{page > 1 && <a href={`${at}?page=${page - 1}`} rel="prev">{words.say("directory.previous")}</a>} {page < pages && <a href={`${at}?page=${page + 1}`} rel="next">{words.say("directory.next")}</a>}</nav>}
    </>);
}

function Block({ c, at, it, others }: { c: Door; at: Opened; it: ShownContribution; others: readonly ShownContribution[] }) {
  const { words } = c.var;
  const address = here(c);
  const region = regionName(words, it);
  return (
    <div class="view" id={it.reference}>
      <p class="kind">{sectorName(words, it)} <span>{region && <>{region} · </>}<Signature it={it} around={{ words, address, stands: () => { throw new RangeError("nothing stands around a submission in its list"); } }} /></span></p>
      <h2 class="small"><a href={address(contributionAddress(at.process, it))} lang={it.language} dir="auto">{it.document?.title ?? it.reference}</a></h2>
      {it.document ? <Paragraphs text={beginning(it.document.text, charactersHere)} lang={it.language} /> : <p class="soft">{words.say("contributions.withdrawn")}</p>}
      {others.length > 0 && (
        <details><summary>{words.say("contributions.campaign.others", { count: others.length })}</summary>
          <ul>{others.map((one) => <li><a href={address(contributionAddress(at.process, one))}><bdi>{one.reference}</bdi></a> <Signature it={one} around={{ words, address, stands: () => { throw new RangeError("nothing stands around a submission in its list"); } }} /></li>)}</ul>
          <p><a href={address(`${callAddress(at.process, at.call)}/campaigns/${it.reference}`)}>{words.say("contributions.campaign.differences")}</a></p>
        </details>
      )}
      <Apart c={c} at={at} it={it} />
      <p class="small"><bdi>{it.reference}</bdi> · <time datetime={it.day}>{words.day(it.day)}</time> · {words.say("contributions.asks.count", { count: it.document?.asks.length ?? 0 })} · <MarkOf it={it} words={words} /></p>
    </div>
  );
}

/** That it was taken out of a campaign, by whom and why; for an officer also the way back. */
function Apart({ c, at, it }: { c: Door; at: Opened; it: ShownContribution }) {
  const { words, viewer } = c.var;
  const exception = at.exceptions.get(it.id);
  if (!exception) return null;
  return (
    <>
      <p class="small">{words.say("campaign.apart", { officer: exception.officer, day: words.day(exception.day) })} <q dir="auto">{exception.because}</q></p>
      {mayOfficiate(viewer, at.process.id) && <form method="post" action={here(c)(`${callAddress(at.process, at.call)}/exceptions/${it.reference}/end`)}><button class="little">{words.say("campaign.back")}</button></form>}
    </>
  );
}

/** For officers: one of a campaign is taken out of it, with a reason that everyone reads. */
function TakeOut({ c, it, campaign: { lead, others }, form }: { c: Door; it: Opened; campaign: Campaign; form: Typed }) {
  const { words } = c.var;
  const name = (one: ShownContribution) => [one.by.organisation && words.pick(one.by.organisation.name).text, words.isolate(one.reference)].filter(Boolean).join(" · ");
  return (
    <section class="card strong" aria-labelledby="take-out"><h2 id="take-out">{words.say("campaign.take-out")}</h2>
      <p class="small">{words.say("campaign.take-out.text")}</p>
      <form method="post" action={here(c)(`${callAddress(it.process, it.call)}/campaigns/${lead.reference}/exceptions`)}>
        <ChoiceField name="submission" label={words.say("campaign.submission")} form={form} choices={[lead, ...others].map((one) => ({ value: one.reference, name: name(one) }))} />
        <TextArea name="because" label={words.say("campaign.because")} form={form} rows={2} required />
        <div class="actions"><button>{words.say("campaign.take-out.do")}</button></div>
      </form>
    </section>
  );
}

/** One campaign: what all say, and where each says something else. */
function showCampaign(c: Door, it: Opened, campaign: Campaign, form: Typed, status: 200 | 422 = 200) {
  const { lead, others } = campaign;
  const { words, viewer } = c.var;
  const title = words.say("contributions.campaign", { count: others.length + 1 });
  const around = { words, address: here(c), stands: () => { throw new RangeError("nothing stands around a campaign"); } };
  return showPage(c, { title, crumbs: crumbsOf(c, it, { name: words.say("contributions.submissions", { call: it.call.number }), address: here(c)(`${callAddress(it.process, it.call)}/contributions`) }, { name: title }), process: barOf(it.process, "calls") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.campaign.text")}</p>
      <ErrorSummary form={form} words={words} />
      <section class="view" aria-labelledby="lead"><h2 id="lead" lang={lead.language} dir="auto">{lead.document!.title}</h2><p class="kind"><Signature it={lead} around={around} /> · <a href={here(c)(contributionAddress(it.process, lead))}><bdi>{lead.reference}</bdi></a></p><Paragraphs text={countedText(lead.document!)} lang={lead.language} /></section>
      {others.map((one) => (
        <section aria-labelledby={one.reference}><h2 id={one.reference}><Signature it={one} around={around} /></h2>
          <p class="small"><a href={here(c)(contributionAddress(it.process, one))}><bdi>{one.reference}</bdi></a></p>
          <p lang={one.language} dir="auto"><Redline parts={redline(countedText(lead.document!), countedText(one.document!))} /></p>
        </section>
      ))}
      {mayOfficiate(viewer, it.process.id) && <TakeOut c={c} it={it} campaign={campaign} form={form} />}
    </>, status);
}
