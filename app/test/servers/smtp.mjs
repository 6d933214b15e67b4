// A real mail server in a process of its own: prints its port, then each mail it takes, one JSON line each.
import { SMTPServer } from "smtp-server";

const say = (it) => process.stdout.write(`${JSON.stringify(it)}\n`);
const server = new SMTPServer({
  authOptional: true, disabledCommands: ["STARTTLS"],
  onRcptTo: ({ address }, _, done) => done(address.startsWith("nobody@") ? Object.assign(new Error("no such mailbox"), { responseCode: 550 }) : undefined),
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
      say({ to: session.envelope.rcptTo.map((it) => it.address), raw: Buffer.concat(chunks).toString("utf8") });
      done();
    });
  },
});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
