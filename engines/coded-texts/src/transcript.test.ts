import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTranscript, Unfit } from "./index.ts";

const said = (text: string, options = {}) => readTranscript(text, options).turns.map((it) => [it.speaker, it.from, it.text]);
const refusal = (act: () => unknown) => {
  try { act(); } catch (error) { if (error instanceof Unfit) return [error.code, error.line]; throw error; }
  return null;
};

describe("a transcript in plain text", () => {
  test("is read as turns, with lines and paragraphs of one speaker together", () => {
    expect(said("Interviewer: What works?\n\nMs. A (police): The contact points.\nWe call them\n\nat night.\nInterviewer: Thank you.")).toEqual([
      ["Interviewer", null, "What works?"], ["Ms. A (police)", null, "The contact points. We call them\nat night."], ["Interviewer", null, "Thank you."],
    ]);
  });

  test.each([
    ["[00:01:02] Speaker 1: Good morning.", 62], ["Speaker 1 [01:02]: Good morning.", 62], ["00:01:02.500 – Speaker 1: Good morning.", 62.5], ["Speaker 1 (00:01:02): Good morning.", 62], ["[1:00:02,5] Speaker 1:\nGood morning.", 3602.5],
  ])("takes the time of %s", (line, seconds) => expect(said(line)).toEqual([["Speaker 1", seconds, "Good morning."]]));

  test("takes no word with a colon for a speaker where it is a sentence, an address, a time of day or a small letter", () => {
    const text = "Expert: We said this in the report of last year: no money.\nsee https://example.org: there\nat 10: 30 we met";
    expect(said(text)).toEqual([["Expert", null, "We said this in the report of last year: no money. see https://example.org: there at 10: 30 we met"]]);
    expect(said("Expert: Two things.\nFirst: trust.\nExpert: Second.", { speakers: ["Expert"] })).toEqual([["Expert", null, "Two things. First: trust."], ["Expert", null, "Second."]]);
  });

  test("is read in all six languages and says who spoke how often", () => {
    const { turns, speakers } = readTranscript("المحاور: ما الذي ينجح؟\nالخبيرة: نقاط الاتصال.\n采访者：什么有效？\nОпрашивающий: Что?\nЭксперт: Да.\nالمحاور: شكرا.");
    expect(turns.map((it) => it.speaker)).toEqual(["المحاور", "الخبيرة", "采访者", "Опрашивающий", "Эксперт", "المحاور"]);
    expect(speakers[0]).toEqual({ name: "المحاور", turns: 2 });
  });

  test("without speakers has a turn for each paragraph", () => expect(said("One line\nand its rest.\n\nAnother.")).toEqual([[null, null, "One line and its rest."], [null, null, "Another."]]));

  test("cuts a speech without end where a sentence ends", () => {
    const turns = readTranscript(`Expert: ${Array.from({ length: 200 }, (_, at) => `This is the sentence number ${at}.`).join("\n")}`).turns;
    expect(turns.length).toBeGreaterThan(2);
    expect(turns.every((it) => it.speaker === "Expert" && it.text.endsWith("."))).toBe(true);
  });

  test.each<[string, string, [string, number | null]]>([
    ["without words", "\n \n", ["transcript-empty", null]], ["with a time that is none", "A: yes.\n[00:75:00] B: no.", ["time", 2]],
    ["that is an archive", "PK\u0003\u0004 …", ["not-text", null]], ["with bytes that are no text", "D\0o\0c", ["not-text", null]], ["longer than any day", "a ".repeat(1_000_001), ["transcript-long", null]],
  ])("%s is refused", (_, text, expected) => expect(refusal(() => readTranscript(text))).toEqual(expected));
});

describe("a transcript in WebVTT", () => {
  const cue = (from: string, to: string, text: string) => `${from} --> ${to} align:start\n${text}\n`;

  test("is read by its voices; cues of one voice are one turn from the first to the last", () => {
    const text = ["\uFEFFWEBVTT – a meeting", "Kind: captions", "", "NOTE not said\nby anybody", "", "STYLE\n::cue { color: red }", "", "1", cue("00:01.000", "00:02.500", "<v.loud Ms. A>Good <i>morning</i>,"), cue("00:00:02.500", "00:00:04.000", "<v Ms. A>all &amp; everybody.</v>"), cue("00:04.000", "01:00:05.250", "<v Mr. B>Thank <00:00:04.500>you. <v Ms. A>Well.")].join("\n");
    expect(readTranscript(text).turns).toEqual([
      { speaker: "Ms. A", from: 1, to: 4, text: "Good morning, all & everybody." }, { speaker: "Mr. B", from: 4, to: 3605.25, text: "Thank you." }, { speaker: "Ms. A", from: 4, to: 3605.25, text: "Well." },
    ]);
  });

  test("takes names in front of words where there are no voices, and sentences where there are no names", () => {
    expect(said(`WEBVTT\n\n${cue("00:01.000", "00:02.000", "Ms. A: Good")}\n${cue("00:02.000", "00:03.000", "morning.")}\n${cue("00:03.000", "00:04.000", "Mr. B: Yes.")}`)).toEqual([["Ms. A", 1, "Good morning."], ["Mr. B", 3, "Yes."]]);
    expect(said(`WEBVTT\n\n${cue("00:01.000", "00:02.000", "Good")}\n${cue("00:02.000", "00:03.000", "morning.")}\n${cue("00:03.000", "00:04.000", "Yes.")}`)).toEqual([[null, 1, "Good morning."], [null, 3, "Yes."]]);
  });

  test("leaves readings beside words, unknown tags and half-open ones out, as the standard has it", () => {
    expect(said(`WEBVTT\n\n${cue("00:01.000", "00:02.000", "<v A><ruby>漢<rt>kan</rt></ruby> a &lt; b &#x1F600; <b")}`)).toEqual([["A", 1, "漢 a < b 😀"]]);
  });

  test("without its first line, or with times that are none, is refused with the line", () => {
    expect(refusal(() => readTranscript("1\n00:01.000 --> 00:02.000\nHello", { isWebVtt: true }))).toEqual(["vtt-header", 1]);
    expect(refusal(() => readTranscript("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n1:75 --> 2\nBye"))).toEqual(["vtt-time", 6]);
    expect(refusal(() => readTranscript("WEBVTT\n\nNOTE nothing else"))).toEqual(["transcript-empty", null]);
  });
});

test("eight hours of speech, 12,000 turns, are read whole", () => {
  const text = Array.from({ length: 12_000 }, (_, at) => `[${String(Math.floor(at / 1500)).padStart(2, "0")}:${String(Math.floor(at / 25) % 60).padStart(2, "0")}:00] Speaker ${at % 7}: Nine words are said in each turn of it.`).join("\n");
  expect(readTranscript(text).turns.length).toBe(12_000);
});

test.each([
  ["spaces without end", `S${" ".repeat(1_800_000)}x`], ["brackets without end", "(".repeat(1_900_000)], ["lines without a full stop", `A: ${"word\n".repeat(300_000)}`], ["tags without end", `WEBVTT\n\n00:01.000 --> 00:02.000\nx${"<v ".repeat(600_000)}`], ["colons without end", `Speaker${":".repeat(1_900_000)}`],
])("%s keep nobody waiting", (_, text) => expect(readTranscript(text).turns.length).toBeGreaterThan(0), 5000);

test("no word of a transcript is lost, whatever it is", () => fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom("A: ", "Ms. B: ", "", "[00:01] "), fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,5}\.?$/)), { minLength: 1 }), (lines) => {
  const turns = readTranscript(lines.map((it) => it.join("")).join("\n")).turns;
  expect(turns.flatMap((it) => it.text.split(/\s/)).join(" ")).toBe(lines.map(([, words]) => words).join(" "));
})));
