export let reason: string;
export function findOrStartPostgres(): Promise<{ url: string; version: string; stop(): Promise<void> } | null>;
