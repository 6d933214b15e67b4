// PGlite has one owner. While the house runs, commands on the same data folder are handed to it over this socket; their
// files travel along, since the house may not see the folder in which the command was typed.
import { createHash } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StartRefusal } from "./start-refusal.ts";

/** A command as typed, with what it reads. */
export type CommandRequest = {
  argv: string[];
  files: Record<string, string>; // by the name used in argv; content in base64
  format: "json" | "text";
};

/** How a command ended. */
export type CommandAnswer = { stdout: string; exit: number };

/** Runs a command in the house; `progress` is shown on the asker's stderr at once. */
export type RunCommand = (request: CommandRequest, progress: (line: string) => void) => Promise<CommandAnswer>;

type Line = { stderr: string } | CommandAnswer;

/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included. */
const longestSocketPath = 103;

/** Where the house of `dataDir` listens for commands: in the folder, or in the temporary one when that path is too long. */
export function controlSocket(dataDir: string): string {
  const path = join(resolve(dataDir), "control.sock");
  if (Buffer.byteLength(path) <= longestSocketPath) return path;
  return join(tmpdir(), `travaux-${createHash("sha256").update(path).digest("hex").slice(0, 16)}.sock`);
}

/** Listen for commands on the socket `path`, which only this user may open; call once the data folder's lock is held. */
export async function listenForCommands(path: string, run: RunCommand): Promise<{ close(): Promise<void> }> {
  rmSync(path, { force: true }); // left by a house that was killed: we hold the lock, so nobody listens on it
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    void answerOne(socket, run);
  });
  await listenPrivately(server, path);
  const closed = new Promise<void>((done) => server.once("close", done));
  return {
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** The socket is born with the mode it keeps: between `listen` and a later `chmod` others could come in. */
async function listenPrivately(server: ReturnType<typeof createServer>, path: string): Promise<void> {
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
}

async function answerOne(socket: Socket, run: RunCommand): Promise<void> {
  const write = (line: Line) => void (socket.writable && socket.write(`${JSON.stringify(line)}\n`));
  try {
    const request = await linesFrom(socket).next();
    if (request.done) return;
    write(await run(JSON.parse(request.value) as CommandRequest, (stderr) => write({ stderr })));
  } catch (error) {
    write({ stderr: error instanceof Error ? error.message : String(error) });
    write({ stdout: "", exit: 1 });
  }
  socket.end();
}

/** Hand a command to the house that listens on `path`; refuses when none does or when it stops before answering. */
export async function sendCommand(path: string, request: CommandRequest, progress: (line: string) => void = () => {}): Promise<CommandAnswer> {
  const socket = await connect(path);
  socket.write(`${JSON.stringify(request)}\n`);
  const answer = await readAnswer(socket, progress).catch(() => undefined).finally(() => socket.destroy());
  if (answer) return answer;
  throw new StartRefusal(`The house listening on ${path} stopped before it answered. Start it again, see what was saved, and repeat the command.`);
}

async function readAnswer(socket: Socket, progress: (line: string) => void): Promise<CommandAnswer | undefined> {
  for await (const text of linesFrom(socket)) {
    const line = JSON.parse(text) as Line;
    if ("exit" in line) return line;
    progress(line.stderr);
  }
  return undefined;
}

/** Lines as they come; looks for line ends in new chunks only, since a file in base64 is one long line. */
async function* linesFrom(socket: Socket): AsyncGenerator<string, void> {
  let rest = "";
  socket.setEncoding("utf8");
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    const [end, ...more] = chunk.split("\n");
    rest += end;
    for (const next of more) {
      yield rest;
      rest = next;
    }
  }
}

function connect(path: string): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = createConnection(path);
    socket.once("connect", () => done(socket));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      failed(new StartRefusal(`No house listens on ${path} (${error.code}). Start it with npm start, or run the command without it.`)));
  });
}
