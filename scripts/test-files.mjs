/**
 * @file Selects the unit tests that may share a process. Loading the modules again for each file would take a third of
 * the time of all tests. Files that would affect each other run in their own processes.
 */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Signs of a test that another test in the same process would affect, or that would affect others: replaced modules, a
 * fake clock, measured time, a database for the whole process, and tf.js' own layers and kernels, which ours replace
 * once they are loaded.
 */
const APART =
  /\bcomputedMs\b|\bvi\.(mock|doMock|useFakeTimers|resetModules)|@tensorflow|fake-indexeddb\/auto|check-gradients|\/testing\/program-fixture/

/** All test files under src and scripts, divided into those that share a process and those that do not. */
export function testFiles() {
  const files = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  const shares = (file) => !APART.test(readFileSync(file, 'utf8'))
  return { shared: files.filter(shares), apart: files.filter((file) => !shares(file)) }
}
