// Whether a published proof holds that chances cannot be higher. It needs no solver: weigh each quota. Over all panels the weighted totals of the
// quotas come to at most Σ weight·max (or ·min, where the weight is negative). A member of a type adds the sum of the weights of the type's quotas.
// With everybody of positive sum at chance z or, if settled before, at theirs, and everybody of negative sum certain to be drawn, the expected total
// is at least a straight line in z; so z is at most where the line meets the bound.
import type { Instance } from "./instance.ts";
import { mostOf, rowKey } from "./instance.ts";
import type { QuotaProof, RowWeight } from "./drawn.ts";

/** Published weights as the instance has its rows. */
export function weightsOf({ rows }: Instance, published: readonly RowWeight[]): number[] {
  const byRow = new Map(published.map((it) => [rowKey(it), it.weight]));
  return rows.map((it) => byRow.get(rowKey(it.what)) ?? 0);
}

/**
 * The highest chance that all types which are not settled can have together, by the weights; `settled` has the chances of those that are. Nobody
 * has more than `lid`.
 */
export function chanceBound(instance: Instance, proof: QuotaProof, settled: ReadonlyMap<number, number>, lid = 1): number {
  const { rows, types } = instance;
  const weights = weightsOf(instance, proof.weights);
  let [room, slope] = [mostOf(rows, weights), 0];
  for (const [type, { people, rows: mine }] of types.entries()) {
    const sum = mine.reduce((total, row) => total + weights[row]!, 0);
    if (settled.get(type) === 0) continue;
    if (sum < 0) room -= sum * people.length * lid;
    else if (settled.has(type)) room -= sum * people.length * settled.get(type)!;
    else slope += sum * people.length;
  }
  return slope > 0 ? room / slope : lid;
}
