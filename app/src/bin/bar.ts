/** How far something is, shown in one line of a terminal that is written over; nothing of it stays. */
export type Bar = { show(what: string, share: number): void; clear(): void };

const cells = 24;

/** A bar on a terminal; undefined where the stream is none, such as a file or another program. */
export function barOn(stream: { isTTY?: boolean; columns?: number; write(text: string): unknown }): Bar | undefined {
  if (!stream.isTTY) return undefined;
  let shown = "";
  const clear = () => {
    if (shown !== "") stream.write(`\r${" ".repeat(shown.length)}\r`);
    shown = "";
  };
  return {
    clear,
    show(what, share) {
      const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
      const line = `${"█".repeat(full)}${"░".repeat(cells - full)} ${what}`.slice(0, (stream.columns ?? 80) - 1);
      if (line === shown) return;
      clear();
      stream.write(line);
      shown = line;
    },
  };
}
