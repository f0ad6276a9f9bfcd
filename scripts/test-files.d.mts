/** @file Types of test-files.mjs. */

export function testFiles(): { readonly shared: string[]; readonly apart: string[] }
