import { createHash } from "node:crypto";

/** The content security policy of a page whose one `<style>` element holds `style`; public pages are cached, so no nonces. */
export function policy(style: string) {
  const hash = style ? ` 'sha256-${createHash("sha256").update(style).digest("base64")}'` : "";
  return [
    "default-src 'none'", `style-src 'self'${hash}`, "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join("; ");
}

/** Sent with every answer. */
export const headers: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
  "X-Frame-Options": "DENY",
};
