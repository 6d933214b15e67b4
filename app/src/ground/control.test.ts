import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folders } from "../../test/folder.ts";
import { controlSocket, listenForCommands, sendCommand, type RunCommand } from "./control.ts";

const newFolder = folders();
const request = { argv: ["import", "draft.docx"], files: { "draft.docx": "UEsDBA==" }, format: "json" as const };

async function listen(run: RunCommand, path = controlSocket(newFolder())) {
  const house = await listenForCommands(path, run);
  onTestFinished(() => house.close());
  return path;
}

test("a command reaches the running house with its files, and its progress and answer come back", async () => {
  const heard: unknown[] = [];
  const path = await listen(async (it, progress) => {
    heard.push(it);
    progress("reading");
    progress("line one\nline two");
    return { stdout: '{"provisions":12}\n', exit: 0 };
  });
  const lines: string[] = [];
  expect(await sendCommand(path, request, (line) => lines.push(line))).toEqual({ stdout: '{"provisions":12}\n', exit: 0 });
  expect(lines).toEqual(["reading", "line one\nline two"]);
  expect(heard).toEqual([request]);
});

test("a file of many megabytes travels whole", async () => {
  const path = await listen(async ({ files }) => ({ stdout: String(files.big!.length), exit: 0 }));
  expect((await sendCommand(path, { ...request, files: { big: "A".repeat(20_000_000) } })).stdout).toBe("20000000");
});

test("several commands are served at once", async () => {
  const both = Promise.withResolvers<void>();
  let running = 0;
  const path = await listen(async ({ argv }) => {
    if (++running === 2) both.resolve();
    await both.promise;
    return { stdout: argv[0]!, exit: 0 };
  });
  const answers = await Promise.all(["a", "b"].map((verb) => sendCommand(path, { ...request, argv: [verb] })));
  expect(answers.map((it) => it.stdout)).toEqual(["a", "b"]);
});

test("a command that throws ends with 1 and its message", async () => {
  const path = await listen(() => Promise.reject(new Error("No such process.")));
  const lines: string[] = [];
  expect(await sendCommand(path, request, (line) => lines.push(line))).toEqual({ stdout: "", exit: 1 });
  expect(lines).toEqual(["No such process."]);
});

test("only this user may open the socket", async () => {
  const path = await listen(async () => ({ stdout: "", exit: 0 }));
  expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
});

test("a socket left by a killed house is replaced", async () => {
  const path = controlSocket(newFolder());
  writeFileSync(path, "");
  await listen(async () => ({ stdout: "here", exit: 0 }), path);
  expect((await sendCommand(path, request)).stdout).toBe("here");
});

test("without a house the command is refused with a sentence", async () => {
  const path = controlSocket(newFolder());
  await expect(sendCommand(path, request)).rejects.toThrow(`No house listens on ${path} (ENOENT). Start it with npm start, or run the command without it.`);
});

test("a house that stops before answering is said to have stopped", async () => {
  const asked = Promise.withResolvers<void>();
  const path = controlSocket(newFolder());
  const house = await listenForCommands(path, () => (asked.resolve(), new Promise(() => {})));
  const answer = sendCommand(path, request);
  answer.catch(() => {});
  await asked.promise;
  await house.close();
  await expect(answer).rejects.toThrow(`The house listening on ${path} stopped before it answered.`);
});

test("in a folder with a long path the socket is in the temporary folder, always the same", () => {
  const deep = join("/data", "x".repeat(120));
  expect(controlSocket(deep)).toBe(controlSocket(deep));
  expect(controlSocket(deep).length).toBeLessThan(104);
  expect(controlSocket(`${deep}/other`)).not.toBe(controlSocket(deep));
});
