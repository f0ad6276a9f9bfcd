/**
 * @file Selects the unit tests that may share a process. Loading the modules again for each file would take a third of
 * the time of all tests. Files that would affect the others share processes only with each other.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Signs of a test that affects others in the same process: replaced modules, measured time, patched kernels. */
const APART =
  /\bcomputedMs\b|\bvi\.(mock|doMock|resetModules)|fake-indexeddb\/auto|check-gradients'|\/testing\/program-fixture'/
/** A sign of a component test, which runs in the page of happy-dom. */
const DOM = /\/render\.test-help'/
/** A test, or a helper of tests, that loads TensorFlow.js as it is published. */
const PUBLISHED = /^import .*from '@tensorflow\/tfjs'/m
/** The module that replaces layers and kernels of TensorFlow.js once it is loaded. */
const PATCHED = 'src/training/tensorflow.ts'
const IMPORT = /^(?:import|export) (?!type\b)(?:[^'"]*? from )?'(\.[^']+)'/gm

/** All test files under src and scripts, by the processes that they may share. */
export function testFiles() {
  const groups = { apart: [], both: [], oracle: [], dom: [], shared: [] }
  for (const folder of ['src', 'scripts']) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.test\.tsx?$/.test(file)) continue
      const path = `${folder}/${file.replaceAll('\\', '/')}`
      groups[groupOf(path)].push(path)
    }
  }
  return groups
}

function groupOf(path) {
  const source = sourceOf(path)
  if (DOM.test(source)) return 'dom'
  // Published TensorFlow.js takes back what our training code has replaced, if it is loaded after it.
  const loaded = [...loadedBy(path)]
  const published = loaded.some((file) => PUBLISHED.test(sourceOf(file)))
  if (published && loaded.includes(PATCHED)) return 'both'
  if (APART.test(source)) return 'apart'
  return published ? 'oracle' : 'shared'
}

const sources = new Map()

function sourceOf(path) {
  if (!sources.has(path)) sources.set(path, readFileSync(path, 'utf8'))
  return sources.get(path)
}

/** The file and all files of the project that it imports, directly or through others. */
function loadedBy(path, loaded = new Set()) {
  if (loaded.has(path)) return loaded
  loaded.add(path)
  for (const [, name] of sourceOf(path).matchAll(IMPORT)) {
    const file = ['.ts', '.tsx', '/index.ts'].map((end) => join(dirname(path), name + end)).find(existsSync)
    if (file) loadedBy(file, loaded)
  }
  return loaded
}
