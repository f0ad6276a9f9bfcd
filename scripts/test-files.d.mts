/** @file Types of test-files.mjs. */

export function testFiles(): {
  readonly apart: string[]
  readonly oracle: string[]
  readonly shared: string[]
}
