import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { codePointsIn, placesIn, type Project, projectXml, readProjectCodes, writeProject } from "./index.ts";

const guid = (number: number) => `${number.toString(16).toUpperCase().padStart(8, "0")}-0000-4000-8000-000000000000`;
const text = "Interviewer: What works?\nMs. A: 😀 Contact points & trust.\n";
const from = text.indexOf("Contact");
const project: Project = {
  name: "Needs <of> \"three\" regions", origin: "a test", description: "Invented.", users: [{ guid: guid(1), name: "Coder 1" }, { guid: guid(2), name: "Coder 2" }], variables: [{ guid: guid(3), name: "region" }],
  codes: [{ guid: guid(10), name: "Strengths", definition: "What works.", example: "", colour: "#00AAFF", isCodable: true, children: [{ guid: guid(11), name: "Contact points", definition: "", example: "", colour: null, isCodable: true, children: [] }] }],
  sources: [{ guid: guid(20), name: "Interview 1", text, values: { [guid(3)]: "Africa" }, selections: [{ guid: guid(30), start: from, end: from + 14, user: guid(1), codings: [{ guid: guid(40), code: guid(11), user: guid(1) }] }] }, { guid: guid(21), name: "Interview 2", text, selections: [] }],
  notes: [{ guid: guid(50), name: "on the code", text: "Only formal ones.", about: guid(11), user: guid(1) }, { guid: guid(51), name: "on the passage", text: "Said twice.", about: guid(30) }, { guid: guid(52), name: "on the source", text: "", about: guid(20) }, { guid: guid(53), name: "on all", text: "A plan.", about: null }],
};

/** What stands in a file as XML, without a parser of our own. */
const attribute = (xml: string, name: string) => [...xml.matchAll(new RegExp(`${name}="([^"]*)"`, "g"))].map((it) => it[1]);

describe("a REFI-QDA project", () => {
  test("holds each text once, under the hash of its words, and says passages in code points", () => {
    const files = unzipSync(writeProject(project));
    const names = Object.keys(files);
    expect(names).toEqual(["project.qde", expect.stringMatching(/^Sources\/[\da-f]{64}\.txt$/)]);
    const xml = strFromU8(files["project.qde"]!);
    const words = strFromU8(files[names[1]!]!);
    expect(words).toBe(text);
    const [start, end] = [attribute(xml, "startPosition"), attribute(xml, "endPosition")].map(Number);
    expect([...words].slice(start, end).join("")).toBe("Contact points");
    expect(start).toBe(from - 1); // one character of two units stands before it
    expect(attribute(xml, "plainTextPath")).toEqual([1, 2].map(() => `internal://${names[1]!.slice(8)}`));
  });

  test("is the same bytes whenever it is written, and its codes are read again", () => {
    expect(writeProject(project)).toEqual(writeProject(structuredClone(project)));
    expect(readProjectCodes(writeProject(project)).codes).toEqual(project.codes);
  });

  test("with a coding, a note or a user of nothing is not written", () => {
    const first = project.sources[0]!;
    const selection = first.selections[0]!;
    expect(() => writeProject({ ...project, codes: [] })).toThrow("there is no code");
    expect(() => writeProject({ ...project, users: [] })).toThrow("there is no user");
    expect(() => writeProject({ ...project, notes: [{ guid: guid(9), name: "lost", text: "", about: guid(99) }] })).toThrow("which is not there");
    expect(() => writeProject({ ...project, sources: [{ ...first, selections: [{ ...selection, end: 1000 }] }] })).toThrow("does not fit");
  });

  const schema = new URL("../../../../shared/data/qda/Project-mrt2019.xsd", import.meta.url);
  const here = existsSync(schema) ? schema : null;
  const hasXmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint", "/opt/homebrew/bin/xmllint"].some((it) => existsSync(it));
  if (!here || !hasXmllint) console.warn("The schema of REFI-QDA is not asked: ../shared/data/qda or xmllint (Debian: libxml2-utils) is not there.");
  test.skipIf(!here || !hasXmllint)("is valid by the schema of the standard, full or empty", () => {
    for (const it of [project, { name: "empty", origin: "a test", users: [], codes: [], sources: [], notes: [] }])
      expect(() => execFileSync("xmllint", ["--noout", "--schema", here!.pathname, "-"], { input: projectXml(it), stdio: ["pipe", "ignore", "pipe"] })).not.toThrow();
  });
});

test("places survive characters of two units, there and back", () => fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (words, seed) => {
  const points = [...words];
  const point = seed % (points.length + 1);
  const place = points.slice(0, point).join("").length;
  expect([codePointsIn(words)(place), placesIn(words)(point)]).toEqual([point, place]);
})));
