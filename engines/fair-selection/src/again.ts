// The lottery of a published result computed again from the files.
import { type Finding, isSame } from "./check.ts";
import type { Drawn } from "./drawn.ts";
import type { Selection } from "./pool.ts";
import { chancesIn } from "./select.ts";

/** Whether the same lottery comes out of the files once more; loads the solver where the draw needed it. */
export async function checkLottery(result: Drawn, selection: Selection): Promise<Finding> {
  const again = await chancesIn(selection, result.method, { pool: result.pool, quotas: result.quotas, idColumn: result.idColumn });
  return { name: "lottery", ok: again.feasible && isSame(again.lottery, result.lottery), values: { minimum: again.feasible ? again.minimum : 0 } };
}
