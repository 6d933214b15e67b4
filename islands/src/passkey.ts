/**
 * `<travaux-passkey data-way="sign-in|register">`: a button for passkeys, where the browser knows them; the mailed link stands
 * beside it for everybody. On the sign-in page the browser also offers passkeys in the field for the address.
 */
const at = (place: string) => `/auth/passkeys/${place}`;

class Passkey extends HTMLElement {
  private waiting = new AbortController();

  connectedCallback() {
    if (!knowsPasskeys() || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.dataset.name ?? "";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    button.addEventListener("click", () => void this.pressed(said));
    this.append(button, said);
    if (this.dataset.way === "sign-in") void this.offerInField();
  }

  disconnectedCallback() {
    this.waiting.abort();
  }

  private async pressed(said: HTMLElement) {
    said.textContent = "";
    this.waiting.abort(); // a browser does one at a time
    const done = await (this.dataset.way === "register" ? register() : signIn({})).catch(() => false);
    if (done) go(this.dataset.to);
    else said.textContent = this.dataset.failed ?? "";
  }

  private async offerInField() {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const field = document.querySelector<HTMLInputElement>('input[autocomplete~="webauthn"]');
    field?.addEventListener("focus", () => void this.waitInField(), { once: true }); // asking for a challenge is left to who comes to sign in
  }

  private async waitInField() {
    const done = await signIn({ mediation: "conditional", signal: this.waiting.signal }).catch(() => false);
    if (done) go(this.dataset.to);
  }
}

/** To a page, and anew if it is this one at another place. */
function go(to = "/") {
  const samePage = new URL(to, location.href).pathname === location.pathname;
  location.assign(to);
  if (samePage) location.reload();
}

/** Addresses by number (127.0.0.1) are no home for a passkey: WebAuthn wants a name. */
const knowsPasskeys = () => typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential && /[a-z]/i.test(location.hostname);

async function register(): Promise<boolean> {
  const options = await post<PublicKeyCredentialCreationOptionsJSON>("registration/options");
  const made = options && (await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
  return made !== null && (await post("registration", (made as PublicKeyCredential).toJSON())) !== null;
}

async function signIn(how: CredentialRequestOptions): Promise<boolean> {
  const options = await post<PublicKeyCredentialRequestOptionsJSON>("sign-in/options");
  const found = options && (await navigator.credentials.get({ ...how, publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  return found !== null && (await post("sign-in", (found as PublicKeyCredential).toJSON())) !== null;
}

/** Send JSON with the token of a form of this page; null when it was not taken. */
async function post<Answer>(place: string, body: unknown = {}): Promise<Answer | null> {
  const token = document.querySelector<HTMLInputElement>('input[name="form-token"]')?.value ?? "";
  const answer = await fetch(at(place), { method: "POST", headers: { "content-type": "application/json", "x-form-token": token }, body: JSON.stringify(body) });
  return answer.ok ? ((await answer.json()) as Answer) : null;
}

customElements.define("travaux-passkey", Passkey);
