/**
 * @file Which unit tests may share a process: those of values alone, file after file, with what the first has loaded there for the next;
 * to load it all anew for each is a third of what they cost. A file that changes what is there for others has a process of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'

/** Floors of functions over plain data. Those above have studios, storages and machines in them, whose state outlasts a test. */
const OF_VALUES = /^src\/(base|messages|catalog|compile|data|graph|ingest|metrics|ops|protocol|ui)\//
/** Other modules in their place, other globals, another clock, or the time the process took; a whole studio; tf.js, which has one engine for all. */
const CHANGES =
  /\bcomputedMs\b|\bvi\.(mock|doMock|stub|useFakeTimers|resetModules)|\/(testing\/(studio-fixture|program-fixture|trainer|node-wasm)|training\/)|@tensorflow/

/** The test files under src and scripts, by the turn they are run in. */
export function testFiles() {
  const files = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  const shares = (file) => OF_VALUES.test(file) && !CHANGES.test(readFileSync(file, 'utf8'))
  return { shared: files.filter(shares), apart: files.filter((file) => !shares(file)) }
}
