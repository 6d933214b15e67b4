import { getAuthTables } from "better-auth/db";
import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { authOn } from "./auth.ts";
import * as tables from "./tables.ts";

let it: TestHouse;
beforeAll(async () => { it = await openHouse(); });
afterAll(() => it.close());

test("every table and field that the library asks for is there, under our names", () => {
  const { options } = authOn(it.house.database.db, it.house);
  const ours = new Map(Object.entries(tables as unknown as Record<string, Table>).map(([name, table]) => [name, Object.keys(getTableColumns(table))]));
  const asked = Object.values(getAuthTables(options)).map(({ modelName, fields }) => ({ modelName, fields: Object.entries(fields).map(([name, field]) => field.fieldName ?? name) }));
  expect(asked.map((table) => table.modelName).toSorted()).toEqual(["accounts", "passkeys", "people", "secondFactors", "sessions", "verifications"]);
  for (const { modelName, fields } of asked) expect(ours.get(modelName), modelName).toEqual(expect.arrayContaining(["id", ...fields]));
  expect(getTableName(tables.secondFactors)).toBe("second_factors");
});

test("the library tells nobody about us, counts no requests and reads no network address", () => {
  const { options } = authOn(it.house.database.db, it.house);
  expect(options).toMatchObject({ telemetry: { enabled: false }, rateLimit: { enabled: false }, advanced: { ipAddress: { disableIpTracking: true } } });
});

test("none of the library’s own addresses is mounted", async () => {
  for (const path of ["/auth/get-session", "/auth/ok", "/auth/sign-in/magic-link", "/auth/magic-link/verify?token=x", "/auth/two-factor/enable", "/api/auth/ok"]) expect((await it.get("visitor", path)).status, path).toBe(404);
});
