/**
 * Ask all of these at once, in their order: on a connection to a server they go out in one packet. All are answered before this
 * answers, so that nothing is under way when the transaction ends; of several errors the first is thrown, the others come of it.
 */
export async function together<T extends readonly unknown[]>(...asked: { [Each in keyof T]: () => PromiseLike<T[Each]> }): Promise<T> {
  const settled = await Promise.allSettled(asked.map(async (it) => it()));
  const failed = settled.find((it) => it.status === "rejected");
  if (failed) throw failed.reason;
  return settled.map((it) => (it as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
