import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, faultsOf, follow, openDoors, type Doors } from "./house.ts";

let doors: Doors;
const people = ["neema.kassimu@tamarind.example", "odile.marchbank@kestrel.example"] as const;
beforeAll(async () => {
  doors = await openDoors();
  for (const email of people) await doors.test.person({ email });
});
afterAll(() => doors.close());

const main = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
const says = async (page: Page, ...sentences: string[]) => { const text = await main(page); for (const it of sentences) expect(text).toContain(it); };
const press = (page: Page, name: string) => follow(page.getByRole("button", { name, exact: true }));
const close = async (page: Page) => { expect(faultsOf(page)).toEqual([]); await page.context().close(); };

const stories = [
  { javaScriptEnabled: false, email: people[0], name: "Tamarind Legal Network", slug: "tamarind-legal-network" },
  { javaScriptEnabled: true, email: people[1], name: "Kestrel Response Network", slug: "kestrel-response-network" },
];

test.each(stories)("a body leaves, applies anew, is laid before States, is objected to, answers, is accredited, and reads each step (scripts: $javaScriptEnabled)", async ({ javaScriptEnabled, email, name, slug }) => {
  const options = { javaScriptEnabled };
  doors.test.setClock("2026-06-09T10:00:00Z");
  const body = await doors.visitAs(email, "/en/model", options);
  await follow(body.getByRole("link", { name: "Accreditation", exact: true }));
  await expectAccessible(body);
  await follow(body.getByRole("link", { name: "See the file" }));
  await expectAccessible(body);
  await says(body, "It holds for phase 4.", "Carried over to phase 4.");
  await press(body, "Withdraw");
  await follow(body.getByRole("link", { name: "See which doors are open" }));
  await follow(body.getByRole("link", { name: "Apply through Door C: Everyone else" }));
  await expectAccessible(body);
  await body.getByLabel("Why your work matters to this process").fill("We answer whoever is hit by an intrusion, and tell the Conference what they ask us.");
  await body.getByLabel("Letter of the governing body").fill("https://letters.example/2026.pdf");
  if (!javaScriptEnabled) {
    await body.getByLabel("Why your work matters to this process").fill("Because.");
    await body.getByLabel("Last annual report").fill("https://reports.example/2025.pdf");
    await press(body, "Send the application");
    await expectAccessible(body);
    await says(body, "Say in at least 40 characters why your work matters here.");
    expect(await body.getByLabel("Letter of the governing body").inputValue()).toBe("https://letters.example/2026.pdf");
    await body.getByLabel("Why your work matters to this process").fill("We answer whoever is hit by an intrusion, and tell the Conference what they ask us.");
  }
  await body.getByLabel("Last annual report").fill("https://reports.example/2025.pdf");
  await press(body, "Send the application");
  await says(body, "The secretariat checks whether it is complete.");

  const desk = await doors.visitAs("officer", "/en/desk/model/accreditation", options);
  await expectAccessible(desk);
  await follow(desk.getByRole("link", { name: `Open ${name}` }));
  await expectAccessible(desk);
  await press(desk, "It is complete");
  await desk.getByRole("checkbox", { name }).first().check();
  await press(desk, "Lay those chosen before States");
  await follow(desk.getByRole("link", { name: `Open ${name}` }));
  await desk.getByLabel("Reason").fill("The delegation asks who pays for its work.");
  await press(desk, "Enter an objection");
  await expectAccessible(desk);

  await body.reload();
  await expectAccessible(body);
  await says(body, "A State may object until the end of 30 Jun 2026 (UTC).", "The delegation asks who pays for its work.");
  await body.getByLabel("Your answer").fill("Our members do, by a fee that is printed in our report.");
  await body.getByRole("checkbox", { name: "Show it beside the objection, to everyone" }).check();
  await press(body, "Send the answer");

  await desk.reload();
  const settling = desk.locator("section", { has: desk.getByRole("heading", { name: "Settle an objection" }) });
  await settling.getByLabel("Reason").fill("The delegation has its answer.");
  await press(desk, "Settle an objection");
  doors.test.setClock("2026-07-01T10:00:00Z");
  await follow(desk.getByRole("link", { name: "Accreditation: the desk" }));
  await desk.getByRole("checkbox", { name }).first().check();
  await desk.getByLabel("Decision").selectOption({ label: "Accredit" });
  await press(desk, "Prepare the decision");
  await expectAccessible(desk);
  await body.reload();
  await says(body, "Before States");
  await press(desk, "Send all that is prepared");
  await says(desk, "Sent. The bodies are told.");
  await close(desk);
  await body.reload();
  await says(body, "Accredited", "It holds for phase 4.");
  await close(body);

  const reader = await doors.visitAs("visitor", "/en/model/accreditation", options);
  await expectAccessible(reader);
  await says(reader, "Our members do, by a fee that is printed in our report.", "Withdrawn by its author", name);
  expect((await reader.request.get(`/en/model/accreditation/${slug}`)).status()).toBe(404);
  await close(reader);
});
