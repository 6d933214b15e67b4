import { createHash } from "node:crypto";

/**
 * The content security policy of a page whose one `<style>` element holds `style`; public pages are cached, so no nonces.
 * `formsTo`: an origin that a form is led on to (browsers follow redirects with this rule).
 */
export function policy(style: string, formsTo?: string) {
  const hash = style ? ` 'sha256-${createHash("sha256").update(style).digest("base64")}'` : "";
  return [
    "default-src 'none'", `style-src 'self'${hash}`, "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", `form-action ${["'self'", formsTo].filter(Boolean).join(" ")}`, "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types travaux-page", // no script of ours turns text into markup, but the one that puts a page of this house in the place of another
  ].join("; ");
}

/** Sent with every answer. */
const headers: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
  "X-Frame-Options": "DENY",
};

/** Over TLS: never again without it, for two years. Not said over http, where it would mean nothing or shut out a house for trying. */
export const headersOf = (baseUrl: string): Record<string, string> =>
  baseUrl.startsWith("https:") ? { ...headers, "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : headers;

/** RFC 9116: where weaknesses are reported. It runs out in a year, at the end of a month, so that it can be cached. */
export function securityText(baseUrl: string, contact: string, now: Date) {
  const expires = new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), 1)).toISOString();
  return [`Contact: ${contact || `${baseUrl}/en/about`}`, `Expires: ${expires}`, "Preferred-Languages: en, fr, es, ar, ru, zh", `Canonical: ${baseUrl}/.well-known/security.txt`, ""].join("\n");
}
