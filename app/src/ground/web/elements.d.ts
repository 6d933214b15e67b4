import "hono/jsx";

/** The custom elements of islands/, as they stand in pages. */
declare module "hono/jsx" {
  namespace JSX {
    interface IntrinsicElements {
      "travaux-copy": { "data-name": string; "data-done": string; children?: unknown };
    }
  }
}
