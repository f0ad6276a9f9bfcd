/**
 * @file Selects the unit tests that may share a process. Loading the modules again for each file would take a third of
 * the time of all tests. Files that would affect the others share processes only with each other.
 */
import { readdirSync, readFileSync } from 'node:fs'

/** Signs of a test that affects others in the same process: replaced modules, measured time, patched kernels. */
const APART =
  /\bcomputedMs\b|\bvi\.(mock|doMock|resetModules)|fake-indexeddb\/auto|check-gradients'|\/testing\/program-fixture'/
/**
 * Signs of a test that compares with TensorFlow.js as it is published. These share processes only with each other,
 * because our training code replaces layers and kernels of TensorFlow.js once it is loaded.
 */
const ORACLE = /from '@tensorflow\//
/** A sign of a component test, which runs in the page of happy-dom. */
const DOM = /\/render\.test-help'/
const TRAINING = /from '[^']*\/training\/(?!testing\/)/

/** All test files under src and scripts, by the processes that they may share. */
export function testFiles() {
  const groups = { apart: [], both: [], oracle: [], dom: [], shared: [] }
  for (const folder of ['src', 'scripts']) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.test\.tsx?$/.test(file)) continue
      const path = `${folder}/${file.replaceAll('\\', '/')}`
      groups[groupOf(readFileSync(path, 'utf8'))].push(path)
    }
  }
  return groups
}

function groupOf(source) {
  if (DOM.test(source)) return 'dom'
  if (APART.test(source)) return 'apart'
  if (!ORACLE.test(source)) return 'shared'
  // Published TensorFlow.js takes back what our training code has replaced, if it is loaded after it.
  return TRAINING.test(source) ? 'both' : 'oracle'
}
