import type { Words } from "../../ground/words.ts";
import { offsetText, wallClock } from "../../ground/zones.ts";
import type { KeptMeeting, MeetingDocument } from "./meeting.ts";

const attendance = { "in-person": "OfflineEventAttendanceMode", online: "OnlineEventAttendanceMode", hybrid: "MixedEventAttendanceMode" } as const;
const at = (moment: Date, timeZone: string) => { const { day, hour } = wallClock(moment, timeZone); return `${day}T${hour}:00${offsetText(moment, timeZone)}`; };

/** A meeting as schema.org Event, for search engines and other programs: what every visitor sees, times by the venue's clock, never a way in. */
export function linkedData(it: KeptMeeting, { address, papers, process }: { address: string; papers: readonly MeetingDocument[]; process: { name: string; address: string } }, words: Words): object {
  const place = it.place && { "@type": "Place", name: words.pick(it.place).text };
  const online = { "@type": "VirtualLocation", url: address };
  return {
    "@context": "https://schema.org", "@type": "Event", "@id": address, url: address, name: words.pick(it.title).text, inLanguage: words.language,
    ...(it.about.en ? { description: words.pick(it.about).text } : {}),
    startDate: at(it.startsAt, it.timeZone), endDate: at(it.endsAt, it.timeZone), eventStatus: `https://schema.org/${it.state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: `https://schema.org/${attendance[it.format]}`, location: it.format === "hybrid" && place ? [place, online] : (place ?? online),
    organizer: it.organisers.length > 0 ? it.organisers.map((one) => ({ "@type": "Organization", name: words.pick(one).text })) : { "@type": "Organization", name: process.name },
    superEvent: { "@type": "EventSeries", name: process.name, url: process.address },
    ...(it.modalities.rooms.length > 0 ? { maximumPhysicalAttendeeCapacity: it.modalities.rooms.reduce((sum, room) => sum + room.deskSeats + room.otherSeats, 0) } : {}),
    isAccessibleForFree: true,
    ...(papers.some((one) => one.symbol) ? { workFeatured: papers.filter((one) => one.symbol).map((one) => ({ "@type": "DigitalDocument", identifier: one.symbol, name: words.pick(one.title).text })) } : {}),
  };
}
