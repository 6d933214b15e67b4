import "hono/jsx";

/** The custom elements of islands/, as they stand in pages. */
declare module "hono/jsx" {
  namespace JSX {
    interface IntrinsicElements {
      "travaux-copy": { "data-name": string; "data-done": string; children?: unknown };
      "travaux-passkey": { "data-way": "sign-in" | "register"; "data-name": string; "data-failed": string; "data-to": string; children?: unknown };
    }
  }
}
