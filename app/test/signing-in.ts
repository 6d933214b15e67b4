// A house for tests of how somebody signs in: the library that does it has a clock of its own, and it stands still here as well.
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { offerLogin } from "../src/ground/auth/login.ts";
import { plainBrowser, type PlainBrowser } from "./browser.ts";
import { emptyTables } from "./database.ts";
import { openHouse, type TestHouse } from "./house.ts";

/** When each test begins. */
export const morning = new Date("2026-06-09T10:00:00Z");

/** Who signs in by a link of the command line. */
export type Offered = Pick<Parameters<typeof offerLogin>[2], "role" | "email" | "name" | "forgetSecondFactor">;

/** A house behind a proxy, empty before each test of this file, at ten o’clock on 9 June until it is `later`. Called once, above the tests. */
export function houseByTheClock() {
  let it: TestHouse;
  let networks = 0;
  beforeAll(async () => { it = await openHouse({ env: { TRUSTED_PROXIES: "1" } }); });
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: morning });
    it.setClock(morning.toISOString());
    await emptyTables(it.house.database.db);
  });
  afterEach(() => void vi.useRealTimers());
  afterAll(() => it.close());
  return {
    opened: () => it,
    later(minutes: number) {
      const now = new Date(Date.now() + minutes * 60_000);
      vi.setSystemTime(now);
      it.setClock(now.toISOString());
    },
    /** A browser from a network of its own, with an open session. */
    async signIn(who: Offered): Promise<PlainBrowser> {
      const one = plainBrowser(it, { "x-forwarded-for": `198.51.100.${networks++}` });
      const token = await offerLogin(it.house.database.db, it.house, { processId: null, ...who });
      await one.open(`/en/login/${token}`);
      await one.send(`/en/login/${token}`);
      return one;
    },
  };
}
