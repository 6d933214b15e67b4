// A real OpenID Connect provider in a process of its own: prints its port. It signs in whoever `as` names, and lies as `lie`
// says (POST /behave): the tokens it then hands out are made with its own key, so that nothing but the lie can be wrong.
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt } from "jose";
import { Provider } from "oidc-provider";

const [redirectUri] = process.argv.slice(2);
const own = await generateKeyPair("RS256", { extractable: true });
const foreign = await generateKeyPair("RS256", { extractable: true });
const behaviour = { as: "ana", verified: true, lie: "" };
const server = createServer();
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "travaux", client_secret: "shared with the provider", redirect_uris: [redirectUri], grant_types: ["authorization_code"], response_types: ["code"] }],
  jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: "own", alg: "RS256", use: "sig" }] },
  pkce: { required: () => true }, conformIdTokenClaims: true, cookies: { keys: ["of a provider for tests"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@ministry.example`, email_verified: behaviour.verified, name: id === "ana" ? "Ana Duarte" : id }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});
const honest = provider.callback();

const lies = {
  issuer: (claims) => ({ ...claims, iss: "https://elsewhere.example" }), audience: (claims) => ({ ...claims, aud: "another" }),
  nonce: (claims) => ({ ...claims, nonce: "another" }), expired: (claims) => ({ ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 }),
};
async function lied(token) {
  const claims = decodeJwt(token);
  if (behaviour.lie === "unsigned") return new UnsecuredJWT(claims).encode();
  const key = behaviour.lie === "key" ? foreign : own;
  return new SignJWT((lies[behaviour.lie] ?? ((it) => it))(claims)).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(key.privateKey);
}

/** Let the provider answer, then change what it said. */
function tampered(request, response) {
  const chunks = [];
  response.write = (chunk) => (chunks.push(Buffer.from(chunk)), true);
  const { end } = response;
  response.end = (chunk) => {
    if (chunk) chunks.push(Buffer.from(chunk));
    void sendChanged(request.url, response, end, Buffer.concat(chunks));
    return response;
  };
  honest(request, response);
}
async function sendChanged(url, response, end, said) {
  const body = await changed(url, JSON.parse(said.toString("utf8")));
  response.removeHeader("content-length");
  end.call(response, JSON.stringify(body));
}
async function changed(url, body) {
  if (url.startsWith("/.well-known")) return behaviour.lie === "name" ? { ...body, issuer: "https://elsewhere.example" } : body;
  if (behaviour.lie === "none") return { ...body, id_token: undefined };
  if (url.startsWith("/me")) return behaviour.lie === "other" ? { ...body, sub: "somebody-else" } : body;
  return body.id_token && behaviour.lie ? { ...body, id_token: await lied(body.id_token) } : body;
}

server.on("request", async (request, response) => {
  if (request.url === "/behave") {
    let body = "";
    for await (const chunk of request) body += chunk;
    Object.assign(behaviour, { as: "ana", verified: true, lie: "" }, JSON.parse(body));
    return response.end("{}");
  }
  if (request.url.startsWith("/interaction/")) return provider.interactionFinished(request, response, behaviour.lie === "denied" ? { error: "access_denied" } : { login: { accountId: behaviour.as } });
  if (/^\/(token|me|\.well-known)/.test(request.url)) return tampered(request, response);
  return honest(request, response);
});
process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`);
