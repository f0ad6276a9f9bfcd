/**
 * @file Selects the unit tests that may share a process: tests of pure functions can reuse loaded modules, and loading
 * them again for each file would take a third of their time. A file that changes global state runs in its own process.
 */
import { readdirSync, readFileSync } from 'node:fs'

/** Folders of pure functions over plain data. Other folders contain stores and workers whose state outlives a test. */
const PURE = /^src\/(base|messages|catalog|compile|data|graph|ingest|metrics|ops|protocol|ui)\//
/**
 * Signs of global state: mocks, stubbed globals, fake timers, measured time, an entire studio, or the tf.js singleton.
 */
const GLOBAL_STATE =
  /\bcomputedMs\b|\bvi\.(mock|doMock|stub|useFakeTimers|resetModules)|\/(testing\/(studio-fixture|program-fixture|trainer|node-wasm)|training\/)|@tensorflow/

/** All test files under src and scripts, divided into those that share a process and those that do not. */
export function testFiles() {
  const files = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  const shares = (file) => PURE.test(file) && !GLOBAL_STATE.test(readFileSync(file, 'utf8'))
  return { shared: files.filter(shares), apart: files.filter((file) => !shares(file)) }
}
