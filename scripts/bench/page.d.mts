/** @file Types of page.mjs, for the stories that visit the benchmark's page. */
export function serveBench(): Promise<{ readonly address: string; close(): Promise<void> }>
