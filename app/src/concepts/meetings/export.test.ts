// Lists for the registration desk, and meetings for search engines: pure, and read back.
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { blockOf, meetingOf } from "../../../test/meetings.ts";
import { registrantsCsv, type Registrant } from "./export.ts";
import type { Block, Meeting } from "./meeting.ts";
import { wordsIn } from "../../ground/words.ts";
import { linkedData } from "./linked-data.ts";

const person = (patch: Partial<Registrant> = {}): Registrant => ({ firstName: "Ana", lastName: "Ruiz", affiliation: "Faro Abierto", position: "Director", phone: "+1-202-555-0140", email: "ana@faro.example", ...patch });
const rows = (text: string) => parse(text, { bom: false }) as string[][];

describe("a list for Indico", () => {
  test("has one line a person in its six columns, no line of heads and no mark before the first name", () => {
    const text = registrantsCsv([person(), person({ firstName: "عمر", affiliation: 'Fish, chips and "salt"' })]);
    expect(rows(text)).toEqual([["Ana", "Ruiz", "Faro Abierto", "Director", "+12025550140", "ana@faro.example"], ["عمر", "Ruiz", 'Fish, chips and "salt"', "Director", "+12025550140", "ana@faro.example"]]);
    expect(text.startsWith("Ana")).toBe(true);
  });

  test.each(["=1+1", "+1+1", "+1-1 ()", "-1+1", "@SUM(A1)", "  =1+1", "＝1+1", "\t=1"])("has no cell that a spreadsheet would calculate: %j", (formula) => {
    for (const row of rows(registrantsCsv([person({ affiliation: formula, position: formula, firstName: formula, phone: formula })]))) for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠](?!\d+$)/);
  });

  test("keeps each person on one line, whatever was typed", () => expect(registrantsCsv([person({ affiliation: "Two\r\nlines\nand\ttabs" })]).split("\r\n")).toHaveLength(2));
  test("is refused for somebody without a name or an address, by their line: Indico would refuse the whole file", () => expect(() => registrantsCsv([person(), person({ email: " " })])).toThrow("line 2 of the registrants"));
});

describe("a meeting for search engines", () => {
  const address = "https://travaux.example/model/meetings/40";
  const process = { name: "Model Conference", address: "https://travaux.example/model" };
  const told = (meeting: Meeting, blocks: Block[]) => linkedData(meeting, { address, blocks, papers: [], process }, wordsIn("en"));

  test("has its hours by the venue’s clock, where it is, how one may be there and what it is part of", () => {
    expect(told(meetingOf(), [blockOf({ spoken: ["en"], interpreted: ["fr", "es"] })])).toEqual({
      "@context": "https://schema.org", "@type": "Event", "@id": address, url: address, name: "Consultation on the draft", description: "What the draft needs.", startDate: "2026-10-05T09:00:00+03:00", endDate: "2026-10-05T11:00:00+03:00",
      eventStatus: "https://schema.org/EventScheduled", eventAttendanceMode: "https://schema.org/MixedEventAttendanceMode", location: [{ "@type": "Place", name: "Hall 2, Nairobi" }, { "@type": "VirtualLocation", url: address }], inLanguage: ["en", "es", "fr"],
      organizer: { "@type": "Organization", name: "Model Conference" }, superEvent: { "@type": "EventSeries", name: "Model Conference", url: process.address }, isAccessibleForFree: true,
      subEvent: [{ "@type": "Event", name: "Opening", startDate: "2026-10-05T09:00:00+03:00", endDate: "2026-10-05T10:00:00+03:00" }],
    });
  });
  test("says when it was cancelled, and tells nothing of the parts of one under the Rule", () => {
    expect(told(meetingOf({ state: "cancelled", format: "online", place: null }), [blockOf({ attribution: "unattributed" })])).toMatchObject({ eventStatus: "https://schema.org/EventCancelled", location: { "@type": "VirtualLocation", url: address } });
    expect(told(meetingOf(), [blockOf({ attribution: "unattributed" })])).not.toHaveProperty("subEvent");
  });
});
