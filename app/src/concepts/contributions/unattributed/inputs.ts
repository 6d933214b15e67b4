import { z } from "@hono/zod-openapi";
import { nonceBytes, purposes, signatureBytes, tokensEach } from "../../disclosure/tokens.ts";
import { CommentInput } from "../inputs.ts";

/** Bytes as JSON carries them: Base64url without padding, of one length. */
const bytes = (length: number) =>
  z.string().max(Math.ceil(length * 4 / 3)).regex(/^[\w-]*$/).transform((it) => new Uint8Array(Buffer.from(it, "base64url"))).refine((it) => it.length === length);

/** A token as a browser spends it. */
export const TokenSent = z.object({ nonce: bytes(nonceBytes), signature: bytes(signatureBytes) });

/** What a browser sends with a token and without a session. */
export const UnattributedInput = CommentInput.pick({ forum: true, combination: true, language: true, answers: true, body: true }).extend({
  /** Where it stands: the process, the provision's number and the version, as in the address of its page. */
  process: z.string().max(100), number: z.string().max(20), version: z.string().max(200),
  token: TokenSent,
});
export type UnattributedInput = z.infer<typeof UnattributedInput>;

/** Blinded messages to be signed. */
export const TokensInput = z.object({ purpose: z.enum(purposes), blinded: z.array(bytes(signatureBytes)).min(1).max(Math.max(...Object.values(tokensEach))) });

/** A secret code as it is typed, on each form of its page. */
export const CodeInput = z.object({ code: z.string().trim().min(1, "unattributed.error.code").max(200, "unattributed.error.code") });
export const StandingInput = CodeInput.extend({ stands: z.enum(["yes", "no"], "unattributed.error.stands") });
export const AudienceInput = CodeInput.extend({ audience: z.enum(["public", "participants", "secretariat"], "unattributed.error.audience") });
export const WithdrawalInput = CodeInput.extend({ sure: z.literal("yes", "unattributed.error.sure") });
