import type { Words } from "../../ground/words.ts";
import { offsetText, wallClock } from "../../ground/zones.ts";
import { isUnderTheRule } from "./meeting.ts";
import type { Block, Meeting, MeetingDocument } from "./meeting.ts";

const attendance = { "in-person": "OfflineEventAttendanceMode", online: "OnlineEventAttendanceMode", hybrid: "MixedEventAttendanceMode" } as const;
const at = (moment: Date, timeZone: string) => { const { day, hour } = wallClock(moment, timeZone); return `${day}T${hour}:00${offsetText(moment, timeZone)}`; };

type About = { address: string; blocks: readonly Block[]; papers: readonly MeetingDocument[]; process: { name: string; address: string } };

/** A meeting as schema.org Event, for search engines and other programs: what every visitor sees, times by the venue's clock, never a way in. Of a meeting with parts under the Rule no part is told. */
export function linkedData(it: Meeting, { address, blocks, papers, process }: About, words: Words): object {
  const parts = isUnderTheRule(blocks, it) ? [] : blocks.filter((one) => one.audience === "public");
  return {
    "@context": "https://schema.org", "@type": "Event", "@id": address, url: address, name: words.pick(it.title).text, ...(it.about.en ? { description: words.pick(it.about).text } : {}),
    ...timesOf(it, it.timeZone), eventStatus: `https://schema.org/${it.state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: `https://schema.org/${attendance[it.format]}`, location: locationOf(it, address, words), ...spokenIn(blocks),
    organizer: it.organisers.length > 0 ? it.organisers.map((one) => ({ "@type": "Organization", name: words.pick(one).text })) : { "@type": "Organization", name: process.name },
    superEvent: { "@type": "EventSeries", name: process.name, url: process.address }, isAccessibleForFree: true, ...seatsOf(it),
    ...(parts.length > 0 ? { subEvent: parts.map((one) => ({ "@type": "Event", name: words.pick(one.title).text, ...timesOf(one, it.timeZone) })) } : {}),
    ...(papers.some((one) => one.symbol) ? { workFeatured: papers.filter((one) => one.symbol).map((one) => ({ "@type": "DigitalDocument", identifier: one.symbol, name: words.pick(one.title).text })) } : {}),
  };
}

const timesOf = ({ startsAt, endsAt }: Pick<Block, "startsAt" | "endsAt">, timeZone: string) => ({ startDate: at(startsAt, timeZone), endDate: at(endsAt, timeZone) });

function locationOf({ place, format }: Meeting, address: string, words: Words): object {
  const venue = place && format !== "online" ? { "@type": "Place", name: words.pick(place).text } : null;
  const online = { "@type": "VirtualLocation", url: address };
  return format === "hybrid" && venue ? [venue, online] : (venue ?? online);
}

function spokenIn(blocks: readonly Block[]): { inLanguage?: string[] } {
  const languages = [...new Set(blocks.flatMap((it) => [...it.spoken, ...it.interpreted]))].toSorted();
  return languages.length > 0 ? { inLanguage: languages } : {};
}

function seatsOf({ modalities: { rooms } }: Meeting): { maximumPhysicalAttendeeCapacity?: number } {
  return rooms.length > 0 ? { maximumPhysicalAttendeeCapacity: rooms.reduce((sum, room) => sum + room.deskSeats + room.otherSeats, 0) } : {};
}
