import { spawn } from "node:child_process";
import { text as readAsText } from "node:stream/consumers";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { attachmentTypes, largestAttachment } from "../files/attachment.ts";
import { hashOf } from "../files/store.ts";
import { explain } from "../refusal.ts";
import { visitor, type Viewer } from "../viewer.ts";
import { wordsIn } from "../words.ts";
import { serveAttachment } from "./attachments.ts";
import type { Env } from "./env.ts";
import { formToken, tokenField, tokensChecked } from "./form-tokens.ts";
import { sentForm } from "./forms.tsx";
import { answerError } from "./refusals.tsx";
import { boundedUpload, filesField, largestUpload, maySendFiles, mostFiles, readFilesUpload, type FilesUpload } from "./uploads.ts";

let it: TestHouse;
let person: Viewer;
let door: Hono<Env>;
beforeAll(async () => {
  it = await openHouse();
  person = await it.person({ email: "ana@test.example" });
  door = doorFor(() => person);
});
afterAll(() => it.close());

/** What the door of these tests says of a form: what was typed, which files came and what was said against others. */
type Said = { typed: Record<string, unknown>; files: string[]; words: number[]; refused: string[]; sentences: string[] };

/** A door that takes a form with files, says what it found, and hands a file out again. */
function doorFor(viewer: () => Viewer) {
  const app = new Hono<Env>();
  app.onError(answerError);
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries({ house: it.house, viewer: viewer(), words: wordsIn("en"), now: it.house.clock(), chance: it.house.chance, reference: "test" })) c.set(name as "reference", value as string);
    await next();
  });
  app.post("/form", (c, next) => (maySendFiles(c) ? boundedUpload(c, next) : next()), tokensChecked, readFilesUpload, async (c) => {
    const { files, refused } = (c.var.upload ?? { files: [], refused: [] }) as FilesUpload;
    for (const file of files) await c.var.house.files.put(file.bytes);
    const typed = Object.fromEntries(Object.entries(await sentForm(c)).filter(([name]) => name !== filesField && name !== tokenField));
    return c.json({ typed, files: files.map((file) => file.name), words: files.map((file) => file.words), refused: refused.map((no) => no.code), sentences: refused.map((no) => Object.values(explain(no, c.var.words)).join(" ")) } satisfies Said);
  });
  app.get("/file/:hash", async (c) => serveAttachment(c, { name: c.req.query("name")!, mediaType: c.req.query("type")!, isPublic: c.req.query("public") === "yes", bytes: (await c.var.house.files.get(c.req.param("hash")))! }));
  return app;
}

const cookie = "form=seed";
function form(files: File[], typed: Record<string, string> = { title: "Our position" }, token = formToken(it.house, "seed", person)): FormData {
  const body = new FormData();
  body.append(tokenField, token);
  for (const [name, value] of Object.entries(typed)) body.append(name, value);
  for (const file of files) body.append(filesField, file);
  return body;
}
const text = (name: string, words = "We ask that it be deleted.") => new File([words], name);
const large = (name: string, bytes: number) => new File([Buffer.alloc(bytes, "ask ")], name);
const send = (body: FormData) => door.request("http://travaux.test/form", { method: "POST", body, headers: { cookie } });
const said = async (body: FormData) => (await (await send(body)).json()) as Said;

test("five files come in with what was typed, are read in their order, and are counted", async () => {
  const answer = await said(form(Array.from({ length: mostFiles }, (_, at) => text(`${at}.txt`, "ask ".repeat(at + 1)))));
  expect(answer).toEqual({ typed: { title: "Our position" }, files: ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"], words: [1, 2, 3, 4, 5], refused: [], sentences: [] });
});

test("a form without files, and one whose field for files was left empty, is a form", async () => {
  expect(await said(form([]))).toEqual({ typed: { title: "Our position" }, files: [], words: [], refused: [], sentences: [] });
  expect((await said(form([new File([], "")]))).refused).toEqual([]);
});

test("of several files the good ones are read and each of the others is refused by name", async () => {
  const { files, sentences, typed } = await said(form([text("a.txt"), new File([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])], "b.docx"), new File([""], "c.txt"), large("d.txt", largestAttachment + 1), text("e.txt")]));
  expect([files, typed]).toEqual([["a.txt", "e.txt"], { title: "Our position" }]);
  expect(sentences).toEqual([
    "b.docx is no DOCX, PDF or plain text, whatever its name says. Send DOCX, PDF or plain text; save it anew in one of these if need be.",
    "c.txt is empty. Choose the file again, or save it anew from where it was written.",
    "d.txt is larger than 10 MB. Save it with smaller pictures or without them, or split it.",
  ]);
});

test("six files are too many, none is read, and what was typed is kept", async () => {
  const answer = await said(form(Array.from({ length: mostFiles + 1 }, (_, at) => text(`${at}.txt`))));
  expect([answer.files, answer.refused, answer.typed]).toEqual([[], ["attachments-too-many"], { title: "Our position" }]);
});

test("files that together are too large are refused, and what was typed before them is kept", async () => {
  const files = Array.from({ length: 4 }, (_, at) => large(`${at}.txt`, 9 * 1024 * 1024));
  const answer = await said(form(files, { title: "Our position", body: "We ask.\n".repeat(1000) }));
  expect([answer.files, answer.sentences]).toEqual([[], ["The files together are larger than 30 MB; what came after that was not taken in. Choose smaller files, or save them without pictures, and send the form again."]]);
  expect(answer.typed).toEqual({ title: "Our position", body: "We ask.\r\n".repeat(1000) });
});

test("where nothing typed came before the file that was too much, the no is a page", async () => {
  const body = new FormData();
  body.append(filesField, large("a.txt", largestUpload + 1));
  const answer = await send(body);
  expect([answer.status, (await answer.text()).includes("The files together are larger than 30 MB")]).toEqual([413, true]);
});

test("a form without its token, one that is broken and one of a visitor have no file read", async () => {
  expect((await send(form([text("a.txt")], {}, "another"))).status).toBe(403);
  const broken = await door.request("http://travaux.test/form", { method: "POST", body: "no form at all", headers: { cookie, "content-type": "multipart/form-data; boundary=x" } });
  expect(broken.status).toBe(422);
  const outside = doorFor(() => visitor);
  const answer = await outside.request("http://travaux.test/form", { method: "POST", body: form([text("a.txt")], {}, formToken(it.house, "seed", visitor)), headers: { cookie } });
  expect(((await answer.json()) as Said).files).toEqual([]);
});

/** A browser of its own: sends what stands in argv, a hundred megabytes and the end of the form, and prints the answer. */
const browser = `
const [address, cookie, head, announced] = process.argv.slice(1);
const [start, piece, end] = [Buffer.from(head, "base64"), Buffer.alloc(1024 * 1024, "x"), Buffer.from("\\r\\n--xyz--\\r\\n")];
async function* body() { yield start; for (let at = 0; at < 100; at++) yield piece; yield end; }
const length = announced === "yes" ? { "content-length": String(start.length + 100 * piece.length + end.length) } : {};
const answer = await fetch(address, { method: "POST", body: body(), duplex: "half", headers: { cookie, "content-type": "multipart/form-data; boundary=xyz", ...length } });
process.stdout.write(await answer.text());`;

test("a hundred megabytes over the wire, announced or not, are answered in a sentence and never held in memory", { timeout: 180_000 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  /** Bytes of buffers that somebody still holds. */
  const held = () => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const server = serve({ fetch: door.fetch, port: 0 });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/form`;
  const field = (name: string, value: string) => `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `${field(tokenField, formToken(it.house, "seed", person))}${field("title", "Our position")}--xyz\r\nContent-Disposition: form-data; name="${filesField}"; filename="a.txt"\r\n\r\n`;
  const before = held();
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, held() - before); }, 2000); // collecting takes a second where other tests run
  const answers: Said[] = [];
  for (const announced of ["yes", "no"]) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", browser, address, cookie, Buffer.from(head).toString("base64"), announced], { stdio: ["ignore", "pipe", "inherit"] });
    answers.push(JSON.parse(await readAsText(child.stdout)) as Said);
  }
  clearInterval(watch);
  await new Promise((done) => server.close(done));
  expect(answers.map((answer) => [answer.refused, answer.typed])).toEqual(Array.from({ length: 2 }, () => [["attachments-too-large"], { title: "Our position" }]));
  expect(peak).toBeLessThan(2.5 * largestUpload);
});

const served = async (name: string, type: string, isPublic = "no") => {
  await it.house.files.put(Buffer.from("<script>alert(1)</script>"));
  return door.request(`http://travaux.test/file/${hashOf(Buffer.from("<script>alert(1)</script>"))}?${new URLSearchParams({ name, type, public: isPublic }).toString()}`);
};

test("a file leaves the house to be saved, under a type that nothing runs, and never to be shown", async () => {
  for (const type of [...Object.values(attachmentTypes), "text/html", "image/svg+xml", "", "text/html;charset=utf-8"]) {
    const { headers } = await served("Our position.pdf", type);
    expect(headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(headers.get("content-type")!.split(";")[0]).toBe((Object.values(attachmentTypes) as string[]).includes(type) ? type : "application/octet-stream");
    expect([headers.get("x-content-type-options"), headers.get("content-security-policy")]).toEqual(["nosniff", "sandbox; default-src 'none'"]);
  }
});

test("nobody keeps a copy of a file that not everybody may read", async () => {
  expect([(await served("a.txt", "text/plain")).headers.get("cache-control"), (await served("a.txt", "text/plain", "yes")).headers.get("cache-control")]).toEqual(["private, no-store", "public, max-age=0, must-revalidate"]);
});

test.each([
  ["Our position.pdf", "application/pdf", `attachment; filename="Our position.pdf"; filename*=UTF-8''Our%20position.pdf`],
  ["Déclaration (2).docx", attachmentTypes.docx, `attachment; filename="Declaration (2).docx"; filename*=UTF-8''D%C3%A9claration%20%282%29.docx`],
  ["بيان.txt", "text/plain", `attachment; filename="____.txt"; filename*=UTF-8''%D8%A8%D9%8A%D8%A7%D9%86.txt`],
  ["evil\u202etxt.exe", "text/plain", `attachment; filename="eviltxt.txt"; filename*=UTF-8''eviltxt.txt`],
  ['a"; filename=b.html\r\nX: y', "text/plain", `attachment; filename="a_ filename_b.htmlX y.txt"; filename*=UTF-8''a%3B%20filename%3Db.htmlX%20y.txt`],
  ["page.html", "text/html", `attachment; filename="file.bin"; filename*=UTF-8''file.bin`],
])("the name %j of a %s is sent so that it can harm nobody", async (name, type, disposition) => {
  expect((await served(name, type)).headers.get("content-disposition")).toBe(disposition);
});
