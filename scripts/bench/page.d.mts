/** @file Types of page.mjs, for tests that open the benchmark page. */
export function serveBench(): Promise<{ readonly address: string; close(): Promise<void> }>
