/** @file Types of test-files.mjs. */

export function testFiles(): {
  readonly apart: string[]
  readonly both: string[]
  readonly oracle: string[]
  readonly dom: string[]
  readonly shared: string[]
}
