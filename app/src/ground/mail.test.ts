import { eq } from "drizzle-orm";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { startServer, type ServerProcess } from "../../test/server-process.ts";
import { startJobs, type Jobs } from "./jobs.ts";
import { silentLog } from "./log.ts";
import { deliverMails, htmlOf, sendMail } from "./mail.ts";
import { outbox } from "./tables.ts";
import { languages } from "./words.ts";

type Taken = { to: string[]; raw: string };
let it: TestHouse;
let server: ServerProcess<Taken>;
let jobs: Jobs;
beforeAll(async () => {
  server = await startServer<Taken>("smtp");
  it = await openHouse({ env: { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: "The Secretariat <secretariat@conference.example>" } });
  jobs = await startJobs(it.house.database, silentLog);
  Object.assign(it.house, { jobs });
  await deliverMails(jobs, it.house);
});
afterAll(async () => {
  await jobs?.stop();
  await it?.close();
  await server?.stop();
});

const values = { name: "Ana", link: "http://travaux.test/en/login/abc", code: "1234 5678", minutes: 15, house: "travaux.test" };
const send = (to: string, language: (typeof languages)[number] = "en") => it.house.database.db.transaction((tx) => sendMail(tx, it.house, { to, language, kind: "sign-in", values }));

test("a mail goes to a real server once its deed is committed, and is then forgotten", async () => {
  await it.house.database.db.transaction(async (tx) => {
    await sendMail(tx, it.house, { to: "never@example.org", language: "en", kind: "sign-in", values });
    throw new Error("changed my mind");
  }).catch(() => {});
  await send("ana@example.org");
  const { to, raw } = await server.next();
  expect(to).toEqual(["ana@example.org"]);
  const mail = await PostalMime.parse(raw);
  expect([mail.subject, mail.from?.address, mail.from?.name]).toEqual(["Sign in to Travaux", "secretariat@conference.example", "The Secretariat"]);
  expect(mail.text).toContain("http://travaux.test/en/login/abc\n");
  expect(mail.html).toContain('<a href="http://travaux.test/en/login/abc">');
  await expect.poll(async () => (await it.house.database.db.select().from(outbox)).length).toBe(0);
});

test("it carries nothing that tells who read it: no picture, no style or script, no address but the link", async () => {
  await send("ana@example.org");
  const { raw } = await server.next();
  const mail = await PostalMime.parse(raw);
  expect(mail.html).not.toMatch(/<(img|style|script|link|iframe)|url\(|style=/i);
  expect(mail.html!.match(/https?:\/\/[^"<\s]+/g)).toEqual(["http://travaux.test/en/login/abc", "http://travaux.test/en/login/abc"]);
  expect(raw).not.toMatch(/^(X-Originating-IP|X-Mailer|User-Agent|Disposition-Notification-To):/im);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
});

test.each(languages)("it arrives whole in %s", async (language) => {
  await send("ana@example.org", language);
  const mail = await PostalMime.parse((await server.next()).raw);
  expect(mail.text).toContain("http://travaux.test/en/login/abc\n");
  expect(mail.text).toContain("1234 5678");
  expect(mail.html).toContain(language === "ar" ? 'dir="rtl"' : 'dir="ltr"');
});

test("one that the server does not take stays, to be tried again", async () => {
  await send("nobody@example.org");
  await new Promise((done) => setTimeout(done, 1500));
  expect(await it.house.database.db.select({ to: outbox.recipient }).from(outbox)).toEqual([{ to: "nobody@example.org" }]);
  await it.house.database.db.delete(outbox).where(eq(outbox.recipient, "nobody@example.org"));
});

test("words of people are words in its HTML too", () => {
  expect(htmlOf({ language: "en", subject: "<b>", body: 'Good day, <img src=x onerror="x">.\n\nhttps://a.example/"onclick="x' })).not.toMatch(/<img|onclick="x(?!&)"|<b>/);
});
