/**
 * A start that cannot go on for a reason the person at the keyboard can mend. The message is one sentence or two: what
 * happened, where, what to do. Doors print it without a stack and leave with exit code 1.
 */
export class StartRefusal extends Error {
  override readonly name = "StartRefusal";
  readonly exitCode = 1;
}
