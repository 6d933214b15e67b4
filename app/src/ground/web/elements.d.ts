import "hono/jsx";

/** The custom elements of islands/, as they stand in pages. */
declare module "hono/jsx" {
  namespace JSX {
    interface IntrinsicElements {
      "travaux-copy": { "data-name": string; "data-done": string; children?: unknown };
      "travaux-zone": { children?: unknown };
      "travaux-verify": { "data-key": string; "data-checkpoint": string; "data-sentences": string; children?: unknown };
      "travaux-survey": { "data-form": string; "data-language": string; "data-name": string; "data-keeps": "yes" | "no"; "data-kept": string; "data-waits": string; "data-back": string; "data-sending": string; children?: unknown };
      "travaux-draw": { "data-result"?: string; "data-pool"?: string; "data-quotas"?: string; "data-sentences": string; children?: unknown };
      "travaux-passkey": { "data-way": "sign-in" | "register"; "data-name": string; "data-failed": string; "data-to": string; children?: unknown };
      "travaux-unattributed": { "data-tokens": string; "data-at"?: string; "data-when"?: "chosen"; "data-ready": string; "data-making": string; "data-without": string; "data-lost": string; children?: unknown };
      "travaux-draw": { "data-result": string; "data-pool": string; "data-quotas": string; children?: unknown };
      "travaux-coding": { "data-to": string; "data-sentences": string; children?: unknown };
      "travaux-tokens": { "data-tokens": string; "data-ready": string; "data-making": string; "data-without": string; children?: unknown };
    }
  }
}
