import type { Context } from "hono";
import type { Log } from "../log.ts";
import type { HouseRecord } from "../record/log-key.ts";
import type { Chance } from "../chance.ts";
import type { Clock } from "../clock.ts";
import type { FileStore } from "../files/store.ts";
import type { Jobs } from "../jobs.ts";
import type { Database, Db } from "../db/database.ts";
import type { Settings } from "../settings.ts";
import type { Viewer } from "../viewer.ts";
import type { Words } from "../words.ts";
import type { Assets } from "./assets.ts";
import type { ViewAs } from "./guise.tsx";

/** What a running house is made of; time and chance are handed in. `secret` signs sessions, `record` the record; `files` keeps what people send along; `jobs` is null where none are done (a command). */
export type House = { database: Database; settings: Settings; baseUrl: string; clock: Clock; chance: Chance; log: Log; assets: Assets; secret: string; record: HouseRecord; files: FileStore; jobs: Pick<Jobs, "send"> | null };

/** What every door finds in its context. */
export type Env = {
  Variables: {
    house: House;
    /** The one transaction of this request. */
    db: Db;
    /** Who asks; or, where they look at the page as somebody else would see it, that somebody. */
    viewer: Viewer;
    /** As whom somebody with a session looks at this page; null without a session. */
    viewAs: ViewAs | null;
    now: Date;
    chance: Chance;
    words: Words;
    /** Does the house hold anything invented? Then every page says so. */
    demonstration: Promise<boolean> | undefined;
    /** What a concept read from the body before the transaction began; only that concept knows what it is. */
    upload: unknown;
    /** Is this request one that must not be linked to anybody? Then no cookie is read or set, and the log learns method and status. */
    unlinked: boolean | undefined;
    /** A few characters that find this request in the log. */
    reference: string;
  };
};
export type Door = Context<Env>;

/** A parameter of the address that the route is known to have. */
export const inAddress = (c: Door, name: string) => c.req.param(name) ?? "";

/** "/model/text" → "/en/model/text", in the language of this request. */
export const addressIn = (language: string) => (path: string) => `/${language}${path === "/" ? "" : path}`;
export const here = (c: Door) => addressIn(c.var.words.language);
