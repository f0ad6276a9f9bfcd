/** @file Runs Debian's Python, which many tests use as their reference. */
import { spawnSync } from 'node:child_process'

export const PYTHON = '/usr/bin/python3'

/**
 * Whether Python lacks modules that a test needs, so that the test can be skipped. Never true on CI, where `npm test`
 * installs them.
 */
export function lacks(...modules: readonly string[]): boolean {
  const find = 'import sys, importlib.util as i; sys.exit(not all(i.find_spec(name) for name in sys.argv[1:]))'
  return !process.env.CI && spawnSync(PYTHON, ['-c', find, ...modules]).status !== 0
}
