import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { openLog } from "./log.ts";

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  let text = "";
  write(openLog("info", { write: (line) => (text += line) }));
  return text;
}

test("an event is one line of JSON with its time", () => {
  const line = JSON.parse(logged((log) => log.info({ path: "/calls", status: 200 }, "answered")));
  expect(line).toMatchObject({ level: 30, path: "/calls", status: 200, msg: "answered" });
  expect(new Date(line.time).getTime()).toBeGreaterThan(0);
});

test("a failed query is logged without what was sent or kept", () => {
  const unique = Object.assign(new Error('duplicate key value violates unique constraint "people_email"'), { code: "23505", constraint: "people_email", detail: "Key (email)=(ana@example.org) already exists." });
  const unread = Object.assign(new Error('invalid input syntax for type uuid: "ana@example.org"'), { code: "22P02" });
  const text = logged((log) => {
    log.error({ err: new DrizzleQueryError("insert into people", ["ana@example.org"], unique) }, "failed");
    log.error({ err: unread }, "failed");
  });
  expect(text).not.toContain("ana@");
  expect(text.match(/insert into people|23505|people_email|22P02/g)?.toSorted()).toEqual(["22P02", "23505", "insert into people", "people_email", "people_email"]);
});

test("network addresses, user agents and mail addresses are not logged, not even by mistake", () => {
  const text = logged((log) => log.info({ ip: "192.0.2.1", email: "ana@example.org", request: { remoteAddress: "192.0.2.1", headers: { "user-agent": "Curl" } } }, "asked"));
  expect(text).not.toMatch(/192\.0\.2\.1|ana@|Curl/);
});
