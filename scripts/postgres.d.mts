export let reason: string;
export function findOrStartPostgres(options?: { durable?: boolean }): Promise<{ url: string; version: string; stop(): Promise<void>; folder?: string } | null>;
