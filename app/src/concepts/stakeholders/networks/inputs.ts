import { z } from "@hono/zod-openapi";
import { itemKinds, networkKinds } from "./network.ts";

const isWeb = (it: string) => /^https?:\/\//i.test(it) && URL.canParse(it);

/** A network that a body founds: its convenor is that body. */
export const NetworkInput = z.object({
  convenor: z.string().min(1, "networks.convenor.needed"),
  kind: z.enum(networkKinds),
  name: z.string().trim().min(3, "networks.name.needed").max(120, "networks.name.long"),
  about: z.string().trim().min(1, "networks.about.needed").max(600, "networks.about.long"),
});
export type NetworkInput = z.infer<typeof NetworkInput>;

/** A paper, call or meeting for the room: a link with a day. */
export const ItemInput = z.object({
  kind: z.enum(itemKinds),
  title: z.string().trim().min(1, "networks.item.title.needed").max(200, "networks.item.title.long"),
  address: z.string().trim().max(500, "networks.item.address.wrong").refine(isWeb, "networks.item.address.wrong"),
  day: z.iso.date("networks.item.day.wrong"),
});
export type ItemInput = z.infer<typeof ItemInput>;

/** One of the bodies that somebody speaks for. */
export const TieInput = z.object({ stakeholder: z.string().min(1, "networks.convenor.needed") });
