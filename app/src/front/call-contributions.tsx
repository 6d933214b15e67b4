import { Hono } from "hono";
import { redline } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { callAddress } from "../concepts/calls/addresses.ts";
import { numberIn, type Call } from "../concepts/calls/call.ts";
import { callByNumber } from "../concepts/calls/store.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { campaignsAmong, listed, type Campaign } from "../concepts/contributions/campaign.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { draftsQuotedBy, submissionsTo } from "../concepts/contributions/store/submissions.ts";
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
    return showCampaign(c, it, campaign);
  });

type Opened = { process: Process; call: Call; all: ShownContribution[]; campaigns: Campaign[] };

async function opened(c: Door): Promise<Opened> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const call = await callByNumber(db, process.id, numberIn(inAddress(c, "call")), viewer);
  const all = (await submissionsTo(db, call.id, viewer)).filter((it) => it.state === "shown" || it.state === "withdrawn");
  const quoted = [...Object.values(call.about), ...call.questions.flatMap((it) => Object.values(it.text)), ...await draftsQuotedBy(db, call.id)];
  return { process, call, all, campaigns: campaignsAmong(all, quoted) };
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
      <p class="small"><bdi>{it.reference}</bdi> · <time datetime={it.day}>{words.day(it.day)}</time> · {words.say("contributions.asks.count", { count: it.document?.asks.length ?? 0 })} · <MarkOf it={it} words={words} /></p>
    </div>
  );
}

/** One campaign: what all say, and where each says something else. */
function showCampaign(c: Door, it: Opened, { lead, others }: Campaign) {
  const { words } = c.var;
  const title = words.say("contributions.campaign", { count: others.length + 1 });
  const around = { words, address: here(c), stands: () => { throw new RangeError("nothing stands around a campaign"); } };
  return showPage(c, { title, crumbs: crumbsOf(c, it, { name: words.say("contributions.submissions", { call: it.call.number }), address: here(c)(`${callAddress(it.process, it.call)}/contributions`) }, { name: title }), process: barOf(it.process, "calls") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.campaign.text")}</p>
      <section class="view" aria-labelledby="lead"><h2 id="lead" lang={lead.language} dir="auto">{lead.document!.title}</h2><p class="kind"><Signature it={lead} around={around} /> · <a href={here(c)(contributionAddress(it.process, lead))}><bdi>{lead.reference}</bdi></a></p><Paragraphs text={countedText(lead.document!)} lang={lead.language} /></section>
      {others.map((one) => (
        <section aria-labelledby={one.reference}><h2 id={one.reference}><Signature it={one} around={around} /></h2>
          <p class="small"><a href={here(c)(contributionAddress(it.process, one))}><bdi>{one.reference}</bdi></a></p>
          <p lang={one.language} dir="auto"><Redline parts={redline(countedText(lead.document!), countedText(one.document!))} /></p>
        </section>
      ))}
    </>);
}
