import { Hono } from "hono";
import { calendarText, type CalendarEntry } from "../ground/calendar.ts";
import { personOf, visitor, type PersonViewer } from "../ground/viewer.ts";
import { forNobody } from "../ground/web/caching.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { flash, showPage } from "../ground/web/page.tsx";
import { calendarAccountAddress, houseCalendarAddress, ownCalendarAddress } from "../concepts/calendars/addresses.ts";
import { confirmationsDue, isAsked, registrationsClosing } from "../concepts/calendars/deadlines.ts";
import { makeFeed, openFeed, revokeFeed } from "../concepts/calendars/operations.ts";
import { datedBodies, feedOf } from "../concepts/calendars/store.ts";
import { closingsOf } from "../concepts/calls/calendar.ts";
import { callsOf } from "../concepts/calls/store.ts";
import { lastDays } from "../concepts/commitments/calendar.ts";
import { commitmentsOwnedBy } from "../concepts/commitments/store.ts";
import { meetingEntries } from "../concepts/meetings/calendar.ts";
import { isUnderTheRule } from "../concepts/meetings/meeting.ts";
import { meetingsOf } from "../concepts/meetings/store.ts";
import { ownMeetings } from "../concepts/meetings/store/following.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { registeredMeetings } from "../concepts/registrations/store.ts";
import { roomAddress } from "../concepts/stakeholders/addresses.ts";
import { hostOf, toldCalls, toldMeetings } from "./calendars.ts";
import { toldCommitments } from "./commitments.tsx";

/** The calendar of one person, at an address that only they know; and where they make, renew and revoke that address. */
export const ownCalendarPages = new Hono<Env>()
  .get("/calendar/:secret{[A-Za-z0-9_-]+\\.ics}", async (c) => {
    const viewer = await openFeed(c.var.db, inAddress(c, "secret").replace(/\.ics$/, ""));
    for (const [name, value] of [["Cache-Control", forNobody], ["Referrer-Policy", "no-referrer"], ["X-Robots-Tag", "noindex"]] as const) c.header(name, value);
    const text = calendarText({ name: c.var.words.say("calendar.own.name"), language: c.var.words.language, entries: await ownEntries(c, viewer) });
    return c.body(text, 200, { "Content-Type": "text/calendar; charset=utf-8" });
  })
  .get(calendarAccountAddress, async (c) => showAddress(c, null))
  .post(calendarAccountAddress, async (c) => showAddress(c, await makeFeed(c.var.db, c.var.viewer, c.var.now, c.var.chance)))
  .post(`${calendarAccountAddress}/revocation`, async (c) => {
    await revokeFeed(c.var.db, c.var.viewer, c.var.now);
    flash(c, "flash.calendar.revoked");
    return c.redirect(here(c)(calendarAccountAddress), 303);
  });

/** One's meetings but for those under the Rule, and what one's bodies have to do until when. Nothing in it depends on the moment at which it is asked for. */
async function ownEntries(c: Door, viewer: PersonViewer): Promise<CalendarEntry[]> {
  const { db, words, house } = c.var;
  const [host, processes, bodies] = [hostOf(c), await allProcesses(db), await datedBodies(db, viewer.speaksFor.map((it) => it.stakeholderId))];
  const sectors = [...new Set(bodies.map((it) => it.sector))];
  const mine = (await toldMeetings(c, processes, await ownMeetings(db, viewer, await registeredMeetings(db, viewer)))).filter((it) => !isUnderTheRule(it.blocks, it.meeting));
  const entries = meetingEntries(words, host, mine);
  for (const process of processes) {
    const asked = (await callsOf(db, process.id, visitor)).filter((it) => isAsked(it, sectors, viewer.participatesIn));
    entries.push(...closingsOf(words, host, await toldCalls(c, process, asked)), ...registrationsClosing(words, host, await toldMeetings(c, processes, await meetingsOf(db, process.id, visitor)), sectors));
  }
  const focal = bodies.filter((it) => viewer.speaksFor.some((one) => one.isFocalPoint && one.stakeholderId === it.id));
  return [...entries, ...confirmationsDue(words, host, focal, (it) => house.baseUrl + roomAddress(it)), ...lastDays(words, host, await toldCommitments(c, await commitmentsOwnedBy(db, bodies.map((it) => it.id), visitor)))];
}

/** The address is shown once, right after it was made. */
async function showAddress(c: Door, token: string | null) {
  const { db, viewer, words, house } = c.var;
  const feed = await feedOf(db, personOf(viewer).personId);
  const title = words.say("calendar.own.title");
  return showPage(c, { title, crumbs: [{ name: words.say("account.title"), address: here(c)("/account") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("calendar.own.lede")}</p>
      {token && <section class="card strong" aria-labelledby="address"><h2 id="address">{words.say("calendar.own.fresh")}</h2>
        <p dir="ltr"><code>{house.baseUrl + here(c)(ownCalendarAddress(token))}</code></p><p>{words.say("calendar.own.fresh.text")}</p></section>}
      {!token && <p>{feed ? words.say("calendar.own.since", { day: words.day(feed.madeAt) }) : words.say("calendar.own.none")}</p>}
      <div class="actions">
        <form method="post" action={here(c)(calendarAccountAddress)}><button class={feed ? undefined : "main"}>{words.say(feed ? "calendar.own.renew" : "calendar.own.make")}</button></form>
        {feed && <form method="post" action={here(c)(`${calendarAccountAddress}/revocation`)}><button>{words.say("calendar.own.revoke")}</button></form>}
      </div>
      <h2>{words.say("calendar.own.holds")}</h2>
      <ul>{(["meetings", "deadlines", "rule"] as const).map((it) => <li>{words.say(`calendar.own.holds.${it}`)}</li>)}</ul>
      <p><a href={here(c)(houseCalendarAddress)}>{words.say("calendar.house")}</a></p>
    </>);
}
